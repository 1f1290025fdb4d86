#include "engine/recovery/differentiable_generator.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "engine/device.hpp"
#include "engine/inference/differentiable_network.hpp"
#include "engine/inference/torch_script_network.hpp"
#include "engine/inference/tuned_network.hpp"
#include "engine/models/open_model.hpp"

namespace ganscope {
namespace {

/// Pictures at once: what a step keeps for its way back should stay in the caches.
constexpr std::int64_t kAtOnce = 16;

/// What turns the network's numbers into pixels of [0, 1], a channel: pixel = number x scale + shift.
struct PixelRange {
  at::Tensor scale;
  at::Tensor shift;
};

PixelRange pixel_range(const ModelCard& card) {
  const auto channels = static_cast<std::size_t>(card.image.channels);
  std::vector<float> scale(channels, 1 / (card.output_high - card.output_low));
  std::vector<float> shift(channels, -card.output_low / (card.output_high - card.output_low));
  if (!card.output_mean.empty()) {
    scale.assign(card.output_deviation.begin(), card.output_deviation.end());
    shift.assign(card.output_mean.begin(), card.output_mean.end());
  }
  const auto tensor = [&](const std::vector<float>& values) {
    at::Tensor out = at::empty({1, card.image.channels, 1, 1}, at::kFloat);
    std::copy(values.begin(), values.end(), out.data_ptr<float>());
    return out;
  };
  return {tensor(scale), tensor(shift)};
}

class NetworkDifferentiable final : public DifferentiableGenerator {
 public:
  NetworkDifferentiable(ModelCard card, std::string name, std::unique_ptr<DifferentiableNetwork> network,
                        at::Device device, bool whole_batch)
      : card_(std::move(card)),
        name_(std::move(name)),
        network_(std::move(network)),
        device_(device),
        range_(pixel_range(card_)),
        whole_batch_(whole_batch) {
    range_.scale = range_.scale.to(device);
    range_.shift = range_.shift.to(device);
  }

  const ModelCard& card() const override { return card_; }

  std::vector<float> errors(const Question& question) override {
    std::vector<float> out;
    each_part(question, [&](const Part& part) {
      const at::Tensor difference = pixels(part) - part.targets;
      append(out, difference.square().mean({1, 2, 3}));
    });
    return out;
  }

  Answer gradients(const Question& question) override {
    Answer out;
    each_part(question, [&](const Part& part) {
      at::Tensor difference = pixels(part) - part.targets;
      append(out.errors, difference.square().mean({1, 2, 3}));
      difference.mul_(range_.scale * (2.0 / static_cast<double>(card_.image.numbers())));
      append(out.gradients, network_->backward(difference));
    });
    return out;
  }

  std::vector<float> tangents(std::span<const float> latent, std::span<const int> label,
                              std::span<const float> directions) override {
    if (whole_batch_)
      throw Error(name_ +
                  ": its normalisation looks at the batch, so one latent's picture has no slope of its own");
    const auto size = static_cast<std::int64_t>(card_.latent.size);
    check({latent, label, {}}, 1);
    const auto count = static_cast<std::int64_t>(directions.size()) / size;
    at::Tensor labels;
    if (!label.empty()) labels = at::full({1}, label[0], at::kLong).to(device_);
    std::vector<float> out;
    for (std::int64_t first = 0; first < count; first += kAtOnce) {
      const std::int64_t some = std::min(kAtOnce, count - first);
      const at::Tensor moves = network_->tangents(copied(latent.data(), {1, size}), labels,
                                                  copied(directions.data() + first * size, {some, size}));
      append(out, moves * range_.scale);
    }
    return out;
  }

  ImageBatch generate(std::span<const float> latents, std::span<const int> labels) override {
    const std::size_t count = latents.size() / static_cast<std::size_t>(card_.latent.size);
    ImageBatch out{static_cast<int>(count), card_.image, {}};
    each_part({latents, labels, {}}, [&](const Part& part) { append(out.values, pixels(part).clamp(0, 1)); });
    return out;
  }

 private:
  struct Part {
    at::Tensor latents;
    at::Tensor labels;   ///< undefined where the generator has no classes
    at::Tensor targets;  ///< undefined where there are none
  };

  template <class Work>
  void each_part(const Question& q, Work work) {
    const auto size = static_cast<std::int64_t>(card_.latent.size);
    const auto rows = static_cast<std::int64_t>(q.latents.size()) / size;
    const std::int64_t numbers = card_.image.numbers();
    check(q, rows);
    const std::int64_t at_once = whole_batch_ ? std::max<std::int64_t>(rows, 1) : kAtOnce;
    for (std::int64_t first = 0; first < rows; first += at_once) {
      const std::int64_t count = std::min(at_once, rows - first);
      Part part;
      part.latents = copied(q.latents.data() + first * size, {count, size});
      if (!q.labels.empty()) {
        part.labels = at::empty({count}, at::kLong);
        std::copy_n(q.labels.begin() + first, count, part.labels.data_ptr<std::int64_t>());
        part.labels = part.labels.to(device_);
      }
      if (!q.targets.empty())
        part.targets = copied(q.targets.data() + first * numbers,
                              {count, card_.image.channels, card_.image.height, card_.image.width})
                           .contiguous(at::MemoryFormat::ChannelsLast);
      work(part);
    }
  }

  void check(const Question& q, std::int64_t rows) const {
    if (rows * card_.latent.size != static_cast<std::int64_t>(q.latents.size()))
      throw Error(name_ + ": " + counted(static_cast<std::int64_t>(q.latents.size()), "number") +
                  " are no latents; expected a multiple of " + std::to_string(card_.latent.size));
    const std::int64_t labels = card_.latent.classes > 0 ? rows : 0;
    if (labels != static_cast<std::int64_t>(q.labels.size()))
      throw Error(name_ + ": " + counted(static_cast<std::int64_t>(q.labels.size()), "label") + " for " +
                  counted(rows, "latent") + "; expected " + std::to_string(labels));
    if (!q.targets.empty() && rows * card_.image.numbers() != static_cast<std::int64_t>(q.targets.size()))
      throw Error(name_ + ": " + counted(static_cast<std::int64_t>(q.targets.size()), "pixel") + " for " +
                  counted(rows, "latent") + "; expected " + std::to_string(rows * card_.image.numbers()));
  }

  [[nodiscard]] at::Tensor copied(const float* from, at::IntArrayRef sizes) const {
    at::Tensor out = at::empty(sizes, at::kFloat);
    std::memcpy(out.data_ptr<float>(), from, static_cast<std::size_t>(out.numel()) * sizeof(float));
    return out.to(device_);
  }

  [[nodiscard]] at::Tensor pixels(const Part& part) {
    return at::addcmul(range_.shift, network_->forward(part.latents, part.labels), range_.scale);
  }

  void append(std::vector<float>& out, const at::Tensor& values) const {
    const at::Tensor plain = values.cpu().contiguous();
    const float* data = plain.data_ptr<float>();
    if (!std::all_of(data, data + plain.numel(), [](float x) { return std::isfinite(x); }))
      throw Error(name_ +
                  ": the network gives numbers that are not finite; are its weights whole, and the card " +
                  "right?");
    out.insert(out.end(), data, data + plain.numel());
  }

  ModelCard card_;
  std::string name_;
  std::unique_ptr<DifferentiableNetwork> network_;
  at::Device device_;
  PixelRange range_;
  bool whole_batch_;  ///< its images matter to each other
};

}  // namespace

std::unique_ptr<DifferentiableGenerator> open_differentiable(const std::filesystem::path& path,
                                                             const GeneratorOptions& options,
                                                             GradientPath how) {
  const at::Device device = find_device(options.device);
  try {
    const OpenModel model = open_model(
        path, {.card = options.card, .tensor_prefix = options.tensor_prefix, .read_as = options.read_as});
    std::vector<NetworkLayer> layers = load_layers(model.plan, *model.file, device);
    const bool whole_batch = uses_batch_statistics(layers);
    const bool kernels = how == GradientPath::kernels && device.is_cpu();
    auto network = kernels ? make_differentiable_network(layers)
                           : make_autograd_network(make_eager_network(std::move(layers)));
    return std::make_unique<NetworkDifferentiable>(model.plan.card, path.string(), std::move(network), device,
                                                   whole_batch);
  } catch (const TorchScriptError& e) {
    if (!options.trust) throw untrusted(e);
    ModelCard card = torch_script_card(path, options);
    auto network = make_autograd_network(make_torch_script_network(path, card, device));
    return std::make_unique<NetworkDifferentiable>(std::move(card), path.string(), std::move(network), device,
                                                   false);
  }
}

}  // namespace ganscope
