#include "engine/inference/open_generator.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "engine/device.hpp"
#include "engine/inference/row_kernels.hpp"
#include "engine/inference/torch_script_network.hpp"
#include "engine/inference/tuned_network.hpp"
#include "engine/models/open_model.hpp"

namespace ganscope {
namespace {

constexpr std::int64_t kPlainChunk = 64;

class NetworkGenerator final : public Generator {
 public:
  /// `file` names the model in messages where its card has no name.
  NetworkGenerator(ModelCard card, std::unique_ptr<TunedNetwork> network, at::Device device,
                   const std::filesystem::path& file)
      : card_(std::move(card)),
        name_(card_.name.empty() ? file.string() : card_.name),
        network_(std::move(network)),
        device_(device),
        device_name_(device.str()) {}

  const ModelCard& card() const override { return card_; }
  LatentSpace latent_space() const override { return card_.latent; }
  ImageShape image_shape() const override { return card_.image; }
  std::string device() const override { return device_name_; }

  ImageBatch generate(std::span<const float> latents, std::span<const int> labels) override {
    const std::int64_t count = checked_count(latents, labels);
    ImageBatch out{static_cast<int>(count), card_.image, {}};
    out.values.resize(static_cast<std::size_t>(count * card_.image.numbers()));
    const c10::InferenceMode guard;
    const std::int64_t chunk = network_->chunk() > 0 ? network_->chunk() : std::max<std::int64_t>(count, 1);
    for (std::int64_t first = 0; first < count; first += chunk)
      make(latents, labels, first, std::min(chunk, count - first), out.values);
    return out;
  }

 private:
  [[nodiscard]] std::int64_t checked_count(std::span<const float> latents,
                                           std::span<const int> labels) const {
    const auto size = static_cast<std::size_t>(card_.latent.size);
    if (latents.size() % size != 0)
      throw Error(name_ + ": " + counted(static_cast<std::int64_t>(latents.size()), "number") +
                  (latents.size() == 1 ? " is no latent;" : " are no latents;") + " expected a multiple of " +
                  std::to_string(size));
    const std::size_t count = latents.size() / size;
    for (std::size_t i = 0; i < latents.size(); ++i)
      if (!std::isfinite(latents[i]))
        throw Error(name_ + ": number " + std::to_string(i % size + 1) + " of latent " +
                    std::to_string(i / size + 1) + " is " + std::to_string(latents[i]) +
                    "; expected numbers that f32 holds");
    const std::size_t expected = card_.latent.classes > 0 ? count : 0;
    if (labels.size() != expected)
      throw Error(name_ + ": " + counted(static_cast<std::int64_t>(labels.size()), "label") + " for " +
                  counted(static_cast<std::int64_t>(count), "latent") + "; expected " +
                  std::to_string(expected));
    for (const int label : labels)
      if (label < 0 || label >= card_.latent.classes)
        throw Error(name_ + ": label " + std::to_string(label) + "; expected 0 to " +
                    std::to_string(card_.latent.classes - 1));
    return static_cast<std::int64_t>(count);
  }

  void make(std::span<const float> latents, std::span<const int> labels, std::int64_t first,
            std::int64_t count, std::vector<float>& out) const {
    const std::int64_t size = card_.latent.size;
    at::Tensor input = at::empty({count, size}, at::kFloat);
    std::memcpy(input.data_ptr<float>(), latents.data() + first * size,
                static_cast<std::size_t>(count * size) * sizeof(float));
    at::Tensor classes;
    if (!labels.empty()) {
      classes = at::empty({count}, at::kLong);
      std::copy_n(labels.begin() + first, count, classes.data_ptr<std::int64_t>());
      classes = classes.to(device_);
    }
    const at::Tensor images = in_planes(network_->forward(input.to(device_), classes).cpu());
    const std::int64_t numbers = card_.image.numbers();
    if (!in_unit_range(images.data_ptr<float>(), count, out.data() + first * numbers))
      throw Error(
          name_ +
          ": the network gives pixels that are not finite; are its weights whole, and the card right?");
  }

  /// Images as planes of channels; LibTorch takes longer to turn the pixels of one than some networks to make
  /// it.
  [[nodiscard]] static at::Tensor in_planes(const at::Tensor& images) {
    if (images.is_contiguous() || images.dim() != 4 ||
        !images.is_contiguous(at::MemoryFormat::ChannelsLast) || images.scalar_type() != at::kFloat)
      return images.contiguous();
    at::Tensor planes = at::empty(images.sizes(), at::kFloat);
    const std::int64_t numbers = images.numel() / images.size(0);
    for (std::int64_t i = 0; i < images.size(0); ++i)
      to_planes(images.data_ptr<float>() + i * numbers, numbers / images.size(1), images.size(1),
                planes.data_ptr<float>() + i * numbers);
    return planes;
  }

  /// The network's numbers as pixels; false where one is not finite.
  [[nodiscard]] bool in_unit_range(const float* from, std::int64_t count, float* to) const {
    if (card_.output_mean.empty())
      return to_unit_range(from, count * card_.image.numbers(), card_.output_low, card_.output_high, to);
    // pixel = output * deviation + mean: black and white of each channel are where that is 0 and 1.
    const auto channels = static_cast<std::size_t>(card_.image.channels);
    const std::int64_t plane = card_.image.numbers() / card_.image.channels;
    bool finite = true;
    for (std::int64_t image = 0; image < count; ++image)
      for (std::size_t c = 0; c < channels; ++c, from += plane, to += plane) {
        const float mean = card_.output_mean[c];
        const float deviation = card_.output_deviation[c];
        finite = to_unit_range(from, plane, -mean / deviation, (1 - mean) / deviation, to) && finite;
      }
    return finite;
  }

  ModelCard card_;
  std::string name_;
  std::unique_ptr<TunedNetwork> network_;
  at::Device device_;
  std::string device_name_;
};

std::unique_ptr<TunedNetwork> network_for(const OpenModel& model, at::Device device,
                                          const GeneratorOptions& options) {
  std::vector<NetworkLayer> layers = load_layers(model.plan, *model.file, device);
  if (options.fold && device.is_cpu())
    return std::make_unique<TunedNetwork>(layers, model.plan.latent, options.measure);
  const std::int64_t chunk = uses_batch_statistics(layers) ? 0 : kPlainChunk;
  return std::make_unique<TunedNetwork>(make_eager_network(std::move(layers)), chunk);
}

/// TorchScript brings its own layers; the card says what goes in and comes out.
std::unique_ptr<Generator> open_torch_script(const std::filesystem::path& path,
                                             const GeneratorOptions& options, at::Device device) {
  ModelCard card = torch_script_card(path, options);
  auto network = std::make_unique<TunedNetwork>(make_torch_script_network(path, card, device), kPlainChunk);
  return std::make_unique<NetworkGenerator>(std::move(card), std::move(network), device, path);
}

}  // namespace

std::unique_ptr<Generator> open_generator(const std::filesystem::path& path,
                                          const GeneratorOptions& options) {
  const at::Device device = find_device(options.device);
  const c10::InferenceMode guard;
  try {
    const OpenModel model = open_model(
        path, {.card = options.card, .tensor_prefix = options.tensor_prefix, .read_as = options.read_as});
    return std::make_unique<NetworkGenerator>(model.plan.card, network_for(model, device, options), device,
                                              path);
  } catch (const TorchScriptError& e) {
    if (!options.trust) throw untrusted(e);
    return open_torch_script(path, options, device);
  }
}

}  // namespace ganscope
