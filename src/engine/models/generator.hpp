#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/models/model_card.hpp"

namespace ganscope {

/// Images in [0, 1], count x channels x height x width.
struct ImageBatch {
  int count = 0;
  ImageShape shape;
  std::vector<float> values;
};

struct GeneratorOptions {
  std::string device = "auto";  ///< cpu, cuda, or auto: cuda where LibTorch has it
  /// Folds batch normalisation into the weights and runs the fastest kernels of a short measurement;
  /// off: LibTorch's operators one by one, the plain reference.
  bool fold = true;
  /// Lets a measurement at load choose between kernels, whose numbers differ in the last digits; off:
  /// the same kernels every time, so that two runs give the same bits on the same machine.
  bool measure = true;
  std::optional<std::filesystem::path> card{};  ///< instead of the one beside or in the file
  std::optional<ModelCard> read_as{};           ///< this card instead of any that is found
  bool trust = false;                           ///< may run TorchScript, which is a program
  std::string tensor_prefix{};                  ///< which state dict of a file that holds several
};

/// A generator that someone trained: latents in, images out. Calls come from one thread at a time.
class Generator {
 public:
  Generator() = default;
  virtual ~Generator() = default;
  Generator(const Generator&) = delete;
  Generator& operator=(const Generator&) = delete;

  [[nodiscard]] virtual const ModelCard& card() const = 0;
  [[nodiscard]] virtual LatentSpace latent_space() const = 0;
  [[nodiscard]] virtual ImageShape image_shape() const = 0;
  /// "cpu" or "cuda:0".
  [[nodiscard]] virtual std::string device() const = 0;

  /// `latents` are count x latent_space().size numbers, row-major; `labels` one an image where
  /// latent_space().classes > 0, else empty. Values beyond the card's output range are clamped.
  /// Throws Error when sizes don't fit or a label is out of range.
  [[nodiscard]] virtual ImageBatch generate(std::span<const float> latents,
                                            std::span<const int> labels = {}) = 0;
};

}  // namespace ganscope
