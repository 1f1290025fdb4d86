#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "engine/models/generator.hpp"

namespace ganscope {

/// A generator whose pictures can be followed back to their latents. Calls come from one thread at a time.
class DifferentiableGenerator {
 public:
  DifferentiableGenerator() = default;
  virtual ~DifferentiableGenerator() = default;
  DifferentiableGenerator(const DifferentiableGenerator&) = delete;
  DifferentiableGenerator& operator=(const DifferentiableGenerator&) = delete;

  [[nodiscard]] virtual const ModelCard& card() const = 0;

  /// Rows of latents with their distance to pictures. `targets`: a picture a row, in [0, 1], channels x
  /// height x width. Throws Error when sizes don't fit, or when the network gives numbers that aren't finite.
  struct Question {
    std::span<const float> latents;  ///< rows x size
    std::span<const int> labels;     ///< one a row where the generator has classes, else none
    std::span<const float> targets;  ///< rows x numbers
  };
  /// The mean squared pixel error of each row, pixels in [0, 1], before they are clamped.
  [[nodiscard]] virtual std::vector<float> errors(const Question& question) = 0;
  struct Answer {
    std::vector<float> errors;     ///< as errors()
    std::vector<float> gradients;  ///< of each row's error by its latent, rows x size
  };
  [[nodiscard]] virtual Answer gradients(const Question& question) = 0;

  /// How pixels change where one latent moves along `directions` (d x size): d x numbers. Throws Error for a
  /// network whose images matter to each other.
  [[nodiscard]] virtual std::vector<float> tangents(std::span<const float> latent, std::span<const int> label,
                                                    std::span<const float> directions) = 0;

  /// Pictures in [0, 1], clamped.
  [[nodiscard]] virtual ImageBatch generate(std::span<const float> latents, std::span<const int> labels) = 0;
};

/// How it is followed back.
enum class GradientPath {
  kernels,   ///< oneDNN's both ways where there are some
  autograd,  ///< LibTorch's, the plain reference
};

/// As open_generator(); TorchScript goes by autograd. Throws Error where the model cannot be followed back.
[[nodiscard]] std::unique_ptr<DifferentiableGenerator> open_differentiable(
    const std::filesystem::path& path, const GeneratorOptions& options = {},
    GradientPath how = GradientPath::kernels);

}  // namespace ganscope
