#include "support/doctest_torch.hpp"

#include "core/error.hpp"
#include "engine/nets/optimiser.hpp"
#include "engine/train/losses.hpp"

using namespace ganscope;

namespace {

at::Tensor column(std::vector<float> values) {
  const auto n = static_cast<std::int64_t>(values.size());
  return at::tensor(values).view({n, 1});
}

double number(const at::Tensor& t) { return t.item<double>(); }

}  // namespace

TEST_CASE("losses: values worked by hand") {
  // Logits 0 and ln 3: D = 1/2 and 3/4 for real; -ln 3: D = 1/4 for generated.
  const float ln3 = std::log(3.f);
  const at::Tensor real = column({0.f, ln3});
  const at::Tensor generated = column({-ln3, -ln3});
  const double d_real = -(std::log(0.5) + std::log(0.75)) / 2;
  const double d_generated = -std::log(0.75);
  for (const Loss loss : {Loss::minimax, Loss::non_saturating})
    CHECK(number(discriminator_loss(loss, real, generated)) == doctest::Approx(d_real + d_generated));
  CHECK(number(generator_loss(Loss::minimax, generated)) == doctest::Approx(std::log(0.75)));
  CHECK(number(generator_loss(Loss::non_saturating, generated)) == doctest::Approx(-std::log(0.25)));

  const at::Tensor a = column({1.f, 3.f});
  const at::Tensor b = column({-2.f, 4.f});
  for (const Loss loss : {Loss::wgan_clip, Loss::wgan_gp}) {
    CHECK(number(discriminator_loss(loss, a, b)) == doctest::Approx(1.0 - 2.0));
    CHECK(number(generator_loss(loss, b)) == doctest::Approx(-1.0));
  }
  // ((1-1)^2 + (3-1)^2) / 2 = 2 and ((-2)^2 + 4^2) / 2 = 10, each halved.
  CHECK(number(discriminator_loss(Loss::least_squares, a, b)) == doctest::Approx(6.0));
  // ((-2-1)^2 + (4-1)^2) / 2 = 9, halved.
  CHECK(number(generator_loss(Loss::least_squares, b)) == doctest::Approx(4.5));
}

TEST_CASE("losses: large logits stay finite") {
  const at::Tensor far = column({-200.f, 200.f});
  for (const Loss loss : {Loss::minimax, Loss::non_saturating}) {
    CHECK(std::isfinite(number(discriminator_loss(loss, far, far))));
    CHECK(std::isfinite(number(generator_loss(loss, far))));
  }
}

TEST_CASE("losses: minimax and non-saturating pull the generator the same way, with different force") {
  const at::Tensor score = column({-4.f}).requires_grad_(true);
  const auto slope = [&](Loss loss) {
    return torch::autograd::grad({generator_loss(loss, score)}, {score})[0].item<double>();
  };
  // d/ds log(1 - D) = -D, d/ds -log D = -(1 - D): where D is sure, only the second still pulls.
  const double answer = 1 / (1 + std::exp(4.0));
  CHECK(slope(Loss::minimax) == doctest::Approx(-answer));
  CHECK(slope(Loss::non_saturating) == doctest::Approx(-(1 - answer)));
}

TEST_CASE("gradient penalty: a linear critic has one gradient everywhere") {
  const at::Tensor weight = at::tensor({3.f, 4.f}).view({2, 1}).requires_grad_(true);
  const auto critic = [&](const at::Tensor& x) { return x.mm(weight); };
  const at::Tensor real = at::rand({8, 2});
  const at::Tensor generated = at::rand({8, 2});
  const at::Tensor penalty = gradient_penalty(critic, real, generated, at::rand({8, 1}));
  CHECK(number(penalty) == doctest::Approx(16.0));  // (|(3, 4)| - 1)^2
  // Its own gradient: 2 (|w| - 1) w / |w|.
  const at::Tensor slope = torch::autograd::grad({penalty}, {weight})[0];
  CHECK(slope[0].item<double>() == doctest::Approx(2 * 4.0 * 3.0 / 5.0).epsilon(1e-4));
  CHECK(slope[1].item<double>() == doctest::Approx(2 * 4.0 * 4.0 / 5.0).epsilon(1e-4));
}

TEST_CASE("gradient penalty: agrees with finite differences at the mixed points") {
  // critic(x, y) = x^2 + sin(y), gradient (2x, cos y).
  const auto critic = [](const at::Tensor& p) {
    return p.narrow(1, 0, 1).square() + at::sin(p.narrow(1, 1, 1));
  };
  const at::Tensor real = at::tensor({1.f, 0.5f, -1.f, 2.f}).view({2, 2});
  const at::Tensor generated = at::tensor({0.f, -0.5f, 1.f, 1.f}).view({2, 2});
  const at::Tensor mix = column({0.25f, 0.5f});
  double expected = 0;
  for (int i = 0; i < 2; ++i) {
    const double m = mix[i].item<double>();
    const double x = m * real[i][0].item<double>() + (1 - m) * generated[i][0].item<double>();
    const double y = m * real[i][1].item<double>() + (1 - m) * generated[i][1].item<double>();
    const auto value = [](double px, double py) { return px * px + std::sin(py); };
    constexpr double h = 1e-5;
    const double gx = (value(x + h, y) - value(x - h, y)) / (2 * h);
    const double gy = (value(x, y + h) - value(x, y - h)) / (2 * h);
    expected += std::pow(std::hypot(gx, gy) - 1, 2) / 2;
  }
  CHECK(number(gradient_penalty(critic, real, generated, mix)) == doctest::Approx(expected).epsilon(1e-4));
}

TEST_CASE("optimisers: one step worked by hand") {
  const auto after_one_step = [](OptimiserKind kind) {
    at::Tensor p = at::zeros({2});
    p.mutable_grad() = at::tensor({0.5f, -2.f});
    NetworkConfig config;
    config.optimiser = kind;
    config.rate = 0.1;
    const auto optimiser = make_optimiser(config, p);
    optimiser->step();
    return std::pair(p[0].item<double>(), p[1].item<double>());
  };
  // RMSprop: v = 0.01 g^2, step = rate g / sqrt(v) = 10 rate sign(g).
  CHECK(after_one_step(OptimiserKind::rmsprop).first == doctest::Approx(-1.0).epsilon(1e-4));
  CHECK(after_one_step(OptimiserKind::rmsprop).second == doctest::Approx(1.0).epsilon(1e-4));
  // Adam's first step is rate * sign(g).
  CHECK(after_one_step(OptimiserKind::adam).first == doctest::Approx(-0.1).epsilon(1e-4));
  CHECK(after_one_step(OptimiserKind::sgd).second == doctest::Approx(0.2).epsilon(1e-6));
}

TEST_CASE("optimisers: the rate can change between steps") {
  at::Tensor p = at::zeros({1});
  p.mutable_grad() = at::ones({1});
  NetworkConfig config;
  config.optimiser = OptimiserKind::sgd;
  config.momentum = 0;
  config.rate = 1;
  const auto optimiser = make_optimiser(config, p);
  optimiser->step();
  set_rate(*optimiser, config, 0.25);
  optimiser->step();
  CHECK(p[0].item<double>() == doctest::Approx(-1.25));
}

TEST_CASE("optimisers: a change of rate keeps Adam's beta2") {
  at::Tensor p = at::zeros({1});
  p.mutable_grad() = at::ones({1});
  const auto optimiser = make_optimiser(
      OptimiserConfig{.kind = OptimiserKind::adam, .rate = 0.1, .momentum = 0, .beta2 = 0.5}, p);
  NetworkConfig live;
  live.optimiser = OptimiserKind::adam;
  live.momentum = 0;
  set_rate(*optimiser, live, 0.1);
  optimiser->step();
  p.mutable_grad() = at::full({1}, 2.f);
  optimiser->step();
  // v = 0.5 * 0.5 + 0.5 * 4 = 2.25, over 1 - 0.5^2: 3; the second step is rate * 2 / sqrt(3).
  CHECK(p[0].item<double>() == doctest::Approx(-0.1 - 0.1 * 2 / std::sqrt(3.0)).epsilon(1e-4));
}

TEST_CASE("optimisers: a kind that is none is refused") {
  const at::Tensor p = at::zeros({1});
  OptimiserConfig config;
  config.kind = static_cast<OptimiserKind>(99);
  CHECK_THROWS_WITH_AS(static_cast<void>(make_optimiser(config, p)), doctest::Contains("kind 99"), Error);
}
