#include "engine/inference/torch_script_network.hpp"

#include <torch/script.h>

#include <mutex>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/program_place.hpp"
#include "engine/models/open_model.hpp"

namespace ganscope {
namespace {

/// Every picture's noise begins here, so that a command leaves the same bytes each time and a flight doesn't
/// flicker.
constexpr std::uint64_t kNoiseSeed = 1;

/// The first line of LibTorch's message; the rest is a trace.
std::string first_line(const std::exception& e) {
  const std::string what = e.what();
  return what.substr(0, what.find('\n'));
}

class TorchScriptNetwork final : public Network {
 public:
  TorchScriptNetwork(const std::filesystem::path& path, const ModelCard& card, at::Device device)
      : name_(path.string()), card_(card) {
    try {
      module_ = torch::jit::load(path.string(), device);
      module_.eval();
    } catch (const std::exception& e) {
      throw Error(name_ + ": LibTorch cannot load it as TorchScript: " + first_line(e));
    }
    device_ = device;
    const at::Tensor latents = at::zeros({1, card.latent.size}, at::TensorOptions(device));
    const at::Tensor labels =
        card.latent.classes > 0 ? at::zeros({1}, at::TensorOptions(device).dtype(at::kLong)) : at::Tensor();
    try {
      (void)seeded(latents, labels);
    } catch (const Error&) {
      throw;
    } catch (const std::exception&) {
      pixels_ = true;
    }
    if (pixels_) (void)forward(latents, labels);
  }

  /// A batch at once, unless the program draws random numbers: then each picture on its own, behind the same
  /// seed, so that it doesn't depend on the others of its batch.
  at::Tensor forward(const at::Tensor& latents, const at::Tensor& labels) override {
    try {
      if (!draws_) {
        at::Tensor images = seeded(latents, labels);
        if (!draws_ || latents.size(0) == 1) return images;
      }
      std::vector<at::Tensor> images;
      for (std::int64_t i = 0; i < latents.size(0); ++i)
        images.push_back(seeded(latents.narrow(0, i, 1), labels.defined() ? labels.narrow(0, i, 1) : labels));
      return at::cat(images, 0);
    } catch (const Error&) {
      throw;
    } catch (const std::exception& e) {
      throw Error(name_ + ": its forward() refuses " + counted(latents.size(1), "number") +
                  " a latent: " + first_line(e));
    }
  }

 private:
  /// One call behind the seed; whether numbers were drawn is seen by the state of LibTorch's generator.
  at::Tensor seeded(const at::Tensor& latents, const at::Tensor& labels) {
    at::manual_seed(kNoiseSeed);
    const at::Tensor before = random_state();
    at::Tensor images = call(latents, labels);
    draws_ = draws_ || !before.equal(random_state());
    return images;
  }
  [[nodiscard]] at::Tensor random_state() const {
    at::Generator generator = at::globalContext().defaultGenerator(device_);
    const std::lock_guard lock(generator.mutex());
    return generator.get_state();
  }

  at::Tensor call(const at::Tensor& latents, const at::Tensor& labels) {
    std::vector<torch::jit::IValue> arguments{pixels_ ? latents.view({latents.size(0), latents.size(1), 1, 1})
                                                      : latents};
    if (labels.defined()) arguments.emplace_back(labels);
    const torch::jit::IValue out = module_.forward(std::move(arguments));
    if (!out.isTensor()) throw Error(name_ + ": its forward() gives no tensor; expected images");
    const at::Tensor images = out.toTensor().to(at::kFloat);
    const ImageShape& shape = card_.image;
    if (images.numel() != latents.size(0) * shape.numbers())
      throw Error(name_ + ": its forward() gives " + counted(images.numel() / latents.size(0), "number") +
                  " an image; expected " + std::to_string(shape.channels) + "x" +
                  std::to_string(shape.height) + "x" + std::to_string(shape.width));
    return images.reshape({latents.size(0), shape.channels, shape.height, shape.width});
  }

  std::string name_;
  ModelCard card_;
  torch::jit::Module module_;
  bool pixels_ = false;  ///< latents go in as pictures of one pixel
  bool draws_ = false;   ///< it draws random numbers
  at::Device device_{at::kCPU};
};

}  // namespace

std::unique_ptr<Network> make_torch_script_network(const std::filesystem::path& path, const ModelCard& card,
                                                   at::Device device) {
  return std::make_unique<TorchScriptNetwork>(path, card, device);
}

ModelCard torch_script_card(const std::filesystem::path& path, const GeneratorOptions& options) {
  const std::optional<std::filesystem::path> where = options.card ? options.card : card_beside(path);
  if (!where)
    throw NoCardError(path.string() +
                          ": TorchScript doesn't say what its latents and images are",
                      "expected a card with 'latent' and 'image' (" +
                          documentation_page("model-card.md").string() + "), beside it or by --card FILE");
  return read_model_card(*where);
}

TorchScriptError untrusted(const TorchScriptError& error) {
  return TorchScriptError(std::string(error.what()) + "; if you trust who made it, say --trust");
}

}  // namespace ganscope
