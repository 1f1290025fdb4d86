#include "engine/train/image_game.hpp"

#include <cmath>

#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/nets/optimiser.hpp"
#include "engine/train/losses.hpp"
#include "engine/train/score_loss.hpp"

namespace ganscope {
namespace {

constexpr double kSoftFakeLow = 0, kSoftFakeHigh = 0.3;  // latent recovery, 4.1.4
constexpr double kSoftRealLow = 0.7, kSoftRealHigh = 1.2;

WeightStart start_of(const ImageTrainConfig& config) {
  return config.arch == Architecture::dense || config.arch == Architecture::mlp ? WeightStart::uniform
                                                                                : WeightStart::dcgan;
}

ImageNetwork seeded(const ImageNetworkDescription& description, const ImageTrainConfig& config,
                    std::string_view stream, const at::Device& device) {
  Rng rng(config.seed, stream);
  return ImageNetwork(description, start_of(config), rng, device);
}

std::span<float> values(const at::Tensor& tensor) {
  return {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

}  // namespace

ImageGame::ImageGame(const ImageTrainConfig& wanted, ImageSetPtr images, const at::Device& where)
    : config(wanted),
      data(std::move(images)),
      device(where),
      picture(picture_size(config, {data->channels, data->height, data->width})),
      order(data->count, config.batch, config.seed),
      generator(seeded(generator_layers(config, picture), config, "generator", device)),
      discriminator(seeded(discriminator_layers(config, picture), config, "discriminator", device)),
      average(seeded(generator_layers(config, picture), config, "generator", device)),
      generator_optimiser(make_optimiser(config.generator, generator.parameters())),
      discriminator_optimiser(make_optimiser(config.discriminator, discriminator.parameters())),
      clipped_(discriminator.linear_parameters()) {
  average.require_gradients(false);
  if (config.dropout > 0) noise_ = at::globalContext().defaultGenerator(device).clone();
}

void ImageGame::iterate() {
  if (noise_)
    noise_->set_current_seed(
        Rng(config.seed, "dropout", static_cast<std::uint64_t>(report.iteration)).next());
  for (int i = 0; i < config.discriminator_updates; ++i)
    discriminator_step(report.iteration * config.discriminator_updates + i);
  generator_step();
  update_average();
  ++report.iteration;
  report.epoch = static_cast<double>(report.iteration) * config.discriminator_updates /
                 static_cast<double>(order.batches_per_epoch());
}

at::Tensor ImageGame::latents(std::string_view name, std::uint64_t draw, int count) const {
  at::Tensor z = at::empty({count, config.latent_size}, at::kFloat);
  Rng rng(config.seed, name, draw);
  rng.fill_normal(values(z));
  return z.to(device);
}

at::Tensor ImageGame::uniform(std::string_view name, std::int64_t draw, double low, double high) const {
  at::Tensor u = at::empty({config.batch, 1}, at::kFloat);
  Rng rng(config.seed, name, static_cast<std::uint64_t>(draw));
  rng.fill_uniform(values(u), static_cast<float>(low), static_cast<float>(high));
  return u.to(device);
}

at::Tensor ImageGame::real_batch(std::int64_t draw) {
  const ImageStack stack = take_images(*data, order.batch(draw));
  at::Tensor x = at::from_blob(const_cast<std::uint8_t*>(stack.values.data()),
                               {stack.count, stack.channels, stack.height, stack.width}, at::kByte)
                     .to(device, at::kFloat)
                     .div_(127.5)
                     .sub_(1);
  if (picture.height != stack.height || picture.width != stack.width)
    x = at::_upsample_bilinear2d_aa(x, {picture.height, picture.width}, /*align_corners=*/false);
  if (!config.flip) return x;
  const at::Tensor mirrored = uniform("flip", draw, 0, 1).lt(0.5).view({config.batch, 1, 1, 1});
  return at::where(mirrored, x.flip(3), x);
}

at::Tensor ImageGame::discriminator_objective(const at::Tensor& score_real, const at::Tensor& score_generated,
                                              std::int64_t draw) {
  if (config.soft_labels)
    return soft_discriminator_loss(score_real, score_generated,
                                   uniform("real labels", draw, kSoftRealLow, kSoftRealHigh),
                                   uniform("fake labels", draw, kSoftFakeLow, kSoftFakeHigh));
  const at::Tensor loss = discriminator_loss(config.loss, score_real, score_generated);
  if (config.loss != Loss::wgan_gp || config.penalty == 0) return loss;
  const at::Tensor mix = uniform("penalty", draw, 0, 1).view({config.batch, 1, 1, 1});
  return loss + config.penalty * gradient_penalty(
                                     [this](const at::Tensor& x) {
                                       return discriminator.forward(x, Statistics::batch, noise_);
                                     },
                                     real, generated_.detach(), mix);
}

void ImageGame::discriminator_step(std::int64_t draw) {
  const bool last = (draw + 1) % config.discriminator_updates == 0;
  real = real_batch(draw);
  {
    // The generator learns from the last of these images, so only they need a graph.
    const at::AutoGradMode graph(last);
    generated_ = generator.forward(latents("latents", static_cast<std::uint64_t>(draw), config.batch),
                                   Statistics::update);
  }
  discriminator.gradients().zero_();
  const at::Tensor score_real = discriminator.forward(real, Statistics::update, noise_);
  const at::Tensor score_generated = discriminator.forward(generated_.detach(), Statistics::update, noise_);
  const at::Tensor loss = discriminator_objective(score_real, score_generated, draw);
  loss.backward();
  discriminator_optimiser->step();
  if (config.loss == Loss::wgan_clip) {
    const at::NoGradGuard no_grad;
    for (at::Tensor& p : clipped_) p.clamp_(-config.clip, config.clip);
  }
  report.discriminator_loss = loss.item<double>();
  report.discriminator_gradient = discriminator.gradients().norm().item<double>();
  report.score_real = mean_answer(score_real);
  report.score_generated = mean_answer(score_generated);
  check_finite("discriminator", report.discriminator_loss, discriminator.parameters());
}

void ImageGame::generator_step() {
  generator.gradients().zero_();
  discriminator.require_gradients(false);  // they would be computed only to be thrown away
  const at::Tensor loss =
      generator_loss(config.loss, discriminator.forward(generated_, Statistics::batch, noise_));
  loss.backward();
  discriminator.require_gradients(true);
  generator_optimiser->step();
  report.generator_loss = loss.item<double>();
  report.generator_gradient = generator.gradients().norm().item<double>();
  {
    const at::NoGradGuard no_grad;
    const auto deviation = [](const at::Tensor& x) {
      return x.detach().std(at::IntArrayRef{0}, /*unbiased=*/false).mean().item<double>();
    };
    const double real_deviation = deviation(real);
    report.variety = real_deviation > 0 ? deviation(generated_) / real_deviation : 1;
  }
  generated_.reset();  // and with it the graph
  check_finite("generator", report.generator_loss, generator.parameters());
}

void ImageGame::update_average() {
  const at::NoGradGuard no_grad;
  // Until the average has seen enough, early weights would weigh too much.
  const auto n = static_cast<double>(report.iteration);
  const double decay = std::min(config.ema, (1 + n) / (10 + n));
  const auto follow = [&](const at::Tensor& mean, const at::Tensor& now) {
    if (config.ema == 0)
      mean.copy_(now);
    else
      mean.lerp_(now, 1 - decay);
  };
  follow(average.parameters(), generator.parameters());
  follow(average.running(), generator.running());
}

double ImageGame::mean_answer(const at::Tensor& raw) const {
  const at::NoGradGuard no_grad;
  const at::Tensor answer = raw.detach();
  return (score_kind(config.loss) == ScoreKind::probability ? at::sigmoid(answer) : answer)
      .mean()
      .item<double>();
}

void ImageGame::check_finite(const std::string& side, double loss, const at::Tensor& parameters) const {
  const std::string when = " at iteration " + std::to_string(report.iteration + 1) +
                           "; a lower rate, or another loss, may hold it";
  if (!std::isfinite(loss)) throw DivergenceError("the " + side + "'s loss is " + three_digits(loss) + when);
  // A sum is finite exactly when every term is (or it overflows, which is divergence too).
  if (!std::isfinite(parameters.sum().item<double>()))
    throw DivergenceError("the " + side + "'s weights are no longer finite" + when);
}

}  // namespace ganscope
