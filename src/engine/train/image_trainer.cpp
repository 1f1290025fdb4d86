#include "engine/train/image_trainer.hpp"

#include <ATen/Parallel.h>

#include "core/error.hpp"
#include "core/version.hpp"
#include "engine/device.hpp"
#include "engine/nets/tensors.hpp"
#include "engine/train/image_game.hpp"
#include "engine/train/optimiser_state.hpp"
#include "exchange/image_train_options.hpp"
#include "exchange/layer_constants.hpp"

namespace ganscope {
namespace {

const ImageTrainConfig& validated(const ImageTrainConfig& config) {
  validate(config);
  return config;
}

/// Of the names in a checkpoint's configuration. Version 1, which doesn't say so, called dcgan-sub-pixel
/// dcgan-pixel-shuffle.
constexpr std::int64_t kConfigVersion = 2;

/// [-1, 1] to 8 bits.
ImageStack to_stack(const at::Tensor& images) {
  const at::Tensor bytes =
      images.detach().add(1).mul_(127.5).round_().clamp_(0, 255).to(at::kCPU, at::kByte).contiguous();
  ImageStack stack{static_cast<int>(bytes.size(0)),
                   static_cast<int>(bytes.size(1)),
                   static_cast<int>(bytes.size(2)),
                   static_cast<int>(bytes.size(3)),
                   {}};
  const std::uint8_t* from = bytes.data_ptr<std::uint8_t>();
  stack.values.assign(from, from + bytes.numel());
  return stack;
}

/// The tensors that a training goes on from, by their names in a checkpoint; they share memory with the
/// networks.
std::vector<std::pair<std::string, at::Tensor>> kept_tensors(const ImageGame& game) {
  return {{"generator", game.generator.parameters()},
          {"generator.running", game.generator.running()},
          {"average", game.average.parameters()},
          {"average.running", game.average.running()},
          {"discriminator", game.discriminator.parameters()},
          {"discriminator.running", game.discriminator.running()}};
}

}  // namespace

struct ImageTrainer::Impl {
  Impl(const ImageTrainConfig& config, ImageSetPtr data, const std::string& device)
      : game(validated(config), std::move(data), find_device(device)),
        sheet_latents(game.latents("sheet", 0, kSheetImages)) {}
  ImageGame game;
  at::Tensor sheet_latents;
};

ImageTrainer::ImageTrainer(const ImageTrainConfig& config, ImageSetPtr data, const std::string& device)
    : impl_(std::make_unique<Impl>(config, std::move(data), device)) {}
ImageTrainer::~ImageTrainer() = default;
ImageTrainer::ImageTrainer(ImageTrainer&&) noexcept = default;
ImageTrainer& ImageTrainer::operator=(ImageTrainer&&) noexcept = default;

const ImageTrainReport& ImageTrainer::step() {
  impl_->game.iterate();
  return impl_->game.report;
}

const ImageTrainReport& ImageTrainer::report() const { return impl_->game.report; }
const ImageTrainConfig& ImageTrainer::config() const { return impl_->game.config; }
PictureSize ImageTrainer::picture() const { return impl_->game.picture; }
std::int64_t ImageTrainer::batches_per_epoch() const { return impl_->game.order.batches_per_epoch(); }
std::string ImageTrainer::device() const { return impl_->game.device.str(); }

ImageTrainFramePtr ImageTrainer::frame(std::vector<HealthWarning> health) {
  const at::NoGradGuard no_grad;
  auto frame = std::make_shared<ImageTrainFrame>();
  frame->config = impl_->game.config;
  frame->report = impl_->game.report;
  frame->health = std::move(health);
  if (impl_->game.real.defined()) frame->real = to_stack(impl_->game.real);
  frame->generated = to_stack(impl_->game.average.forward(impl_->sheet_latents, Statistics::batch));
  return frame;
}

Checkpoint ImageTrainer::checkpoint() const {
  const ImageGame& game = impl_->game;
  Checkpoint to;
  to.texts["program"] = "ganscope " + std::string(version());
  to.texts["config"] = to_lines(game.config);
  to.texts["device"] = game.device.str();
  to.numbers["config_version"] = kConfigVersion;
  to.numbers["iteration"] = game.report.iteration;
  to.numbers["threads"] = at::get_num_threads();
  for (const auto& [name, tensor] : kept_tensors(game)) save_array(to, name, tensor);
  save_optimiser(*game.generator_optimiser, "generator_optimiser", to);
  save_optimiser(*game.discriminator_optimiser, "discriminator_optimiser", to);
  return to;
}

void ImageTrainer::restore(const Checkpoint& from) {
  ImageGame& game = impl_->game;
  if (!(config_of(from) == game.config))
    throw Error("the checkpoint is of another training: " + to_options_text(config_of(from)));
  for (const auto& [name, tensor] : kept_tensors(game)) load_array(from, name, tensor);
  load_optimiser(*game.generator_optimiser, "generator_optimiser", from);
  load_optimiser(*game.discriminator_optimiser, "discriminator_optimiser", from);
  game.report = {};
  game.report.iteration = number_in(from, "iteration");
  game.report.epoch = static_cast<double>(game.report.iteration) * game.config.discriminator_updates /
                      static_cast<double>(game.order.batches_per_epoch());
}

std::vector<NamedArray> ImageTrainer::generator_tensors(int batches) {
  const at::NoGradGuard no_grad;
  ImageGame& game = impl_->game;
  const at::Tensor kept = game.average.running().clone();
  at::Tensor sum = at::zeros_like(kept, at::kDouble);
  for (int i = 0; i < batches && kept.numel() > 0; ++i) {
    // From 0 with momentum m, an update leaves m times the batch's statistics.
    game.average.running().zero_();
    static_cast<void>(game.average.forward(
        game.latents("statistics", static_cast<std::uint64_t>(i), game.config.batch), Statistics::update));
    sum += game.average.running() / kBatchNormMomentum;
  }
  if (batches > 0) game.average.running().copy_(sum / batches);
  std::vector<NamedArray> out;
  for (const auto& [name, tensor] : game.average.named_tensors())
    out.push_back({name, tensor.sizes().vec(), to_vector(tensor.cpu())});
  game.average.running().copy_(kept);
  return out;
}

const std::vector<ImageLayer>& ImageTrainer::generator_layers() const { return impl_->game.average.layers(); }
std::int64_t ImageTrainer::generator_parameters() const { return impl_->game.generator.parameter_count(); }
std::int64_t ImageTrainer::discriminator_parameters() const {
  return impl_->game.discriminator.parameter_count();
}

ImageTrainConfig config_of(const Checkpoint& checkpoint) {
  ImageTrainConfig config = image_train_config_from_lines(text_in(checkpoint, "config"));
  const auto version = checkpoint.numbers.find("config_version");
  if (version != checkpoint.numbers.end() && version->second > kConfigVersion)
    throw Error("the checkpoint is of a newer ganscope: its configuration has version " +
                std::to_string(version->second) + "; expected at most " + std::to_string(kConfigVersion));
  if (version == checkpoint.numbers.end() && config.arch == Architecture::dcgan_pixel_shuffle)
    config.arch = Architecture::dcgan_sub_pixel;
  return config;
}

}  // namespace ganscope
