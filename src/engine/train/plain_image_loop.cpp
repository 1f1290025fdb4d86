#include "engine/train/plain_image_loop.hpp"

#include <torch/nn.h>
#include <torch/optim.h>

#include "core/error.hpp"
#include "core/rng.hpp"
#include "engine/images/epoch_order.hpp"

namespace ganscope {
namespace {

namespace nn = torch::nn;

nn::ConvTranspose2d up(int inputs, int outputs, int stride, int padding) {
  return nn::ConvTranspose2d(
      nn::ConvTranspose2dOptions(inputs, outputs, 4).stride(stride).padding(padding).bias(false));
}

nn::Conv2d down(int inputs, int outputs, int stride, int padding) {
  return nn::Conv2d(nn::Conv2dOptions(inputs, outputs, 4).stride(stride).padding(padding).bias(false));
}

nn::LeakyReLU leaky() { return nn::LeakyReLU(nn::LeakyReLUOptions().negative_slope(0.2).inplace(true)); }

nn::Sequential dcgan_generator(const ImageTrainConfig& config, int channels) {
  nn::Sequential net;
  int inputs = config.latent_size;
  for (const int factor : {8, 4, 2, 1}) {
    const int outputs = config.generator_features * factor;
    net->push_back(factor == 8 ? up(inputs, outputs, 1, 0) : up(inputs, outputs, 2, 1));
    net->push_back(nn::BatchNorm2d(outputs));
    net->push_back(nn::ReLU(nn::ReLUOptions(true)));
    inputs = outputs;
  }
  net->push_back(up(inputs, channels, 2, 1));
  net->push_back(nn::Tanh());
  return net;
}

nn::Sequential dcgan_discriminator(const ImageTrainConfig& config, int channels) {
  nn::Sequential net;
  int inputs = channels;
  for (const int factor : {1, 2, 4, 8}) {
    const int outputs = config.discriminator_features * factor;
    net->push_back(down(inputs, outputs, 2, 1));
    if (factor > 1) net->push_back(nn::BatchNorm2d(outputs));
    net->push_back(leaky());
    inputs = outputs;
  }
  net->push_back(down(inputs, 1, 1, 0));
  net->push_back(nn::Flatten());
  return net;
}

nn::Sequential dense_network(std::vector<int> widths, double dropout, bool generator) {
  nn::Sequential net;
  if (!generator) net->push_back(nn::Flatten());
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    net->push_back(nn::Linear(widths[i], widths[i + 1]));
    if (i + 2 == widths.size()) break;
    net->push_back(leaky());
    if (dropout > 0) net->push_back(nn::Dropout(dropout));
  }
  if (generator) {
    net->push_back(nn::Tanh());
    net->push_back(nn::Unflatten(nn::UnflattenOptions(1, {1, 28, 28})));
  }
  return net;
}

void start_as_dcgan(nn::Module& module) {
  const at::NoGradGuard no_grad;
  for (const auto& child : module.modules(/*include_self=*/false)) {
    for (auto& parameter : child->named_parameters(/*recurse=*/false)) {
      const bool norm = child->as<nn::BatchNorm2d>() != nullptr;
      if (parameter.key() == "weight") parameter.value().normal_(norm ? 1 : 0, 0.02);
    }
  }
}

}  // namespace

struct PlainImageLoop::Impl {
  Impl(const ImageTrainConfig& wanted, ImageSetPtr images);
  void step();
  at::Tensor real_batch();

  ImageTrainConfig config;
  ImageSetPtr data;
  int side;
  EpochOrder order;
  nn::Sequential generator;
  nn::Sequential discriminator;
  std::unique_ptr<torch::optim::Adam> generator_optimiser;
  std::unique_ptr<torch::optim::Adam> discriminator_optimiser;
  std::int64_t iteration = 0;
  double discriminator_loss = 0;
  double generator_loss = 0;
};

PlainImageLoop::Impl::Impl(const ImageTrainConfig& wanted, ImageSetPtr images)
    : config(wanted), data(std::move(images)), order(data->count, config.batch, config.seed) {
  const bool dense = config.arch == Architecture::dense;
  if ((config.arch != Architecture::dcgan && !dense) || config.loss != Loss::non_saturating)
    throw UsageError("the plain loop trains arch dcgan or dense with loss non-saturating");
  side = dense ? 28 : 64;
  if (dense) {
    generator = dense_network({config.latent_size, 256, 512, 1024, 784}, 0, true);
    discriminator = dense_network({784, 1024, 512, 256, 1}, config.dropout, false);
  } else {
    generator = dcgan_generator(config, data->channels);
    discriminator = dcgan_discriminator(config, data->channels);
    start_as_dcgan(*generator);
    start_as_dcgan(*discriminator);
  }
  const auto adam = [](nn::Sequential& net, const OptimiserConfig& options) {
    return std::make_unique<torch::optim::Adam>(
        net->parameters(), torch::optim::AdamOptions(options.rate).betas({options.momentum, options.beta2}));
  };
  generator_optimiser = adam(generator, config.generator);
  discriminator_optimiser = adam(discriminator, config.discriminator);
}

at::Tensor PlainImageLoop::Impl::real_batch() {
  const ImageStack stack = take_images(*data, order.batch(iteration));
  const at::Tensor bytes = at::from_blob(const_cast<std::uint8_t*>(stack.values.data()),
                                         {stack.count, stack.channels, stack.height, stack.width}, at::kByte);
  const at::Tensor x = bytes.to(at::kFloat).div(127.5).sub(1);
  return stack.height == side ? x : at::upsample_bilinear2d(x, {side, side}, false);
}

void PlainImageLoop::Impl::step() {
  namespace F = nn::functional;
  const at::Tensor ones = at::ones({config.batch, 1});
  const at::Tensor zeros = at::zeros({config.batch, 1});
  discriminator->zero_grad();
  const at::Tensor loss_real =
      F::binary_cross_entropy_with_logits(discriminator->forward(real_batch()), ones);
  loss_real.backward();
  at::Tensor z = at::randn({config.batch, config.latent_size});
  if (side == 64) z = z.view({config.batch, config.latent_size, 1, 1});
  const at::Tensor fake = generator->forward(z);
  const at::Tensor loss_fake =
      F::binary_cross_entropy_with_logits(discriminator->forward(fake.detach()), zeros);
  loss_fake.backward();
  discriminator_optimiser->step();

  generator->zero_grad();
  const at::Tensor loss = F::binary_cross_entropy_with_logits(discriminator->forward(fake), ones);
  loss.backward();
  generator_optimiser->step();
  discriminator_loss = loss_real.item<double>() + loss_fake.item<double>();
  generator_loss = loss.item<double>();
  ++iteration;
}

PlainImageLoop::PlainImageLoop(const ImageTrainConfig& config, ImageSetPtr data)
    : impl_(std::make_unique<Impl>(config, std::move(data))) {}
PlainImageLoop::~PlainImageLoop() = default;
void PlainImageLoop::step() { impl_->step(); }
double PlainImageLoop::discriminator_loss() const { return impl_->discriminator_loss; }
double PlainImageLoop::generator_loss() const { return impl_->generator_loss; }

}  // namespace ganscope
