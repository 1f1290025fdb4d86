#include "support/doctest_torch.hpp"

#include <array>

#include "engine/nets/mlp.hpp"
#include "engine/nets/tensors.hpp"
#include "engine/train/toy_observer.hpp"
#include "engine/train/toy_trainer.hpp"

using namespace ganscope;

namespace {

NetworkConfig small(Activation activation = Activation::elu,
                    Normalisation normalisation = Normalisation::batch) {
  NetworkConfig config;
  config.widths = {7, 12, 5};
  config.activation = activation;
  config.normalisation = normalisation;
  return config;
}

Mlp network(const NetworkConfig& config, int inputs = 2, int outputs = 1, std::uint64_t seed = 3) {
  Rng rng(seed, "network");
  Mlp net(inputs, outputs, config, rng);
  // Scales and shifts away from 1 and 0, so that a test sees them used.
  const at::NoGradGuard no_grad;
  net.parameters().add_(0.1 * at::sin(at::arange(net.parameter_count(), at::kFloat)));
  return net;
}

at::Tensor samples(int n, int dims, std::uint64_t seed) {
  Rng rng(seed, "samples");
  at::Tensor x = at::empty({n, dims}, at::kFloat);
  rng.fill_normal({x.data_ptr<float>(), static_cast<std::size_t>(x.numel())});
  return x;
}

}  // namespace

TEST_CASE("mlp: the paper's network has the paper's parameters") {
  Rng rng(1);
  const Mlp generator(2, 2, NetworkConfig{}, rng);
  // Weights and biases of 2-20-40-100-200-200-100-40-20-2, and scale and shift of 720 hidden units.
  const std::array widths{2, 20, 40, 100, 200, 200, 100, 40, 20, 2};
  std::int64_t expected = 2 * 720;
  for (std::size_t i = 1; i < widths.size(); ++i) expected += widths[i - 1] * widths[i] + widths[i];
  CHECK(generator.parameter_count() == expected);
  CHECK(generator.running().numel() == 2 * 720);
}

TEST_CASE("mlp: weights start uniform in one over the root of the inputs") {
  Rng rng(5);
  NetworkConfig config;
  config.widths = {400};
  const Mlp net(100, 1, config, rng);
  const at::Tensor weight = net.linear_parameters()[0];
  CHECK(weight.abs().max().item<double>() <= 0.1);
  CHECK(weight.abs().max().item<double>() > 0.0999);
  // A uniform distribution on +-b has deviation b / sqrt(3).
  CHECK(weight.std().item<double>() == doctest::Approx(0.1 / std::sqrt(3.0)).epsilon(0.01));
}

TEST_CASE("mlp: batch statistics leave the running ones alone") {
  Mlp net = network(small());
  const at::Tensor before = net.running().clone();
  (void)net.forward(samples(32, 2, 1), Statistics::batch);
  CHECK(at::equal(net.running(), before));
  (void)net.forward(samples(32, 2, 1), Statistics::update);
  CHECK(!at::equal(net.running(), before));
}

TEST_CASE("mlp: without gradients wanted a network gets none") {
  Mlp net = network(small());
  net.require_gradients(false);
  const at::Tensor x = samples(16, 2, 2).requires_grad_(true);
  net.forward(x, Statistics::batch).sum().backward();
  CHECK(net.gradients().abs().max().item<double>() == 0);
  CHECK(x.grad().defined());
  net.require_gradients(true);
  net.forward(x, Statistics::batch).square().sum().backward();
  CHECK(net.gradients().abs().max().item<double>() > 0);
}

TEST_CASE("observer: the field is what the discriminator answers to a point in the shown batch") {
  for (const NormalisationBatches batches : {NormalisationBatches::joint, NormalisationBatches::separate}) {
    ToyConfig config;
    config.batches = batches;
    ToyTrainer trainer(config);
    for (int i = 0; i < 25; ++i) trainer.step();
    const ToySnapshotPtr snapshot = trainer.snapshot();

    ToyObserver observer;
    FrameRequest request;
    request.samples = 200;  // fewer than kStatisticsSamples: the batch is every shown sample
    request.mesh = false;
    const ToyFramePtr frame = observer.observe(*snapshot, request);

    Rng unused(0);
    Mlp discriminator(2, 1, config.discriminator, unused);
    copy_into(snapshot->discriminator, discriminator.parameters());
    const at::Tensor real = to_tensor(std::span<const glm::vec2>(frame->real), 2);
    const at::Tensor generated = to_tensor(std::span<const glm::vec2>(frame->generated), 2);
    const bool joint = batches == NormalisationBatches::joint;
    const at::Tensor direct = at::sigmoid(
        discriminator.forward(joint ? at::cat({generated, real}) : generated, Statistics::batch).detach());

    for (const int i : {0, 7, 123, 199}) {
      // A grid whose first cell centre is the sample itself.
      const glm::vec2 point = frame->generated[static_cast<std::size_t>(i)];
      request.field_columns = request.field_rows = 2;
      request.field_bounds = {point - 0.05f, point + 0.15f};
      const ToyFramePtr again = observer.observe(*snapshot, request);
      CHECK(again->field.answer[0] == doctest::Approx(direct[i].item<double>()).epsilon(1e-3));
    }
  }
}

TEST_CASE("observer: arrows point down the generator's loss") {
  const ToyConfig config;
  ToyTrainer trainer(config);
  for (int i = 0; i < 10; ++i) trainer.step();
  const ToySnapshotPtr snapshot = trainer.snapshot();
  ToyObserver observer;
  FrameRequest request;
  request.field = request.mesh = false;
  request.gradients = true;
  const ToyFramePtr frame = observer.observe(*snapshot, request);
  REQUIRE(frame->gradients.origin.size() == kGradientSamples);

  Rng unused(0);
  Mlp discriminator(2, 1, config.discriminator, unused);
  copy_into(snapshot->discriminator, discriminator.parameters());
  const at::Tensor real = to_tensor(std::span<const glm::vec2>(frame->real).subspan(0, kGradientSamples), 2);
  const at::Tensor generated = to_tensor(std::span<const glm::vec2>(frame->gradients.origin), 2);
  const auto loss = [&](const at::Tensor& x) {
    const at::Tensor score = discriminator.forward(at::cat({real, x}).to(at::kFloat), Statistics::batch)
                                 .narrow(0, kGradientSamples, kGradientSamples);
    return at::softplus(-score).mean().item<double>();
  };
  // Along the whole field of arrows the loss falls by the squared length of the gradient.
  std::vector<glm::vec2> directions = frame->gradients.direction;
  const at::Tensor step = to_tensor(std::span<const glm::vec2>(directions), 2);
  const double slope = step.square().sum().item<double>() / kGradientSamples;
  const double h = 1e-2 / (step.norm().item<double>() + 1e-12);
  const double measured = (loss(generated - h * step) - loss(generated + h * step)) / (2 * h);
  CHECK(slope > 0);
  CHECK(measured == doctest::Approx(slope).epsilon(0.05));
}
