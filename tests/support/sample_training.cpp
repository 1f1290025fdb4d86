#include "support/sample_training.hpp"

#include <algorithm>
#include <cmath>

#include "core/rng.hpp"

namespace ganscope::test {

ImageStackPtr sample_rings(int count, double learnt, bool alike) {
  constexpr int kSide = 28;
  auto stack = std::make_shared<ImageStack>(ImageStack{count, 1, kSide, kSide, {}});
  for (int i = 0; i < count; ++i) {
    Rng rng(3, "ring", alike ? 0 : static_cast<std::uint64_t>(i));
    const double x = rng.uniform(10, 18);
    const double y = rng.uniform(10, 18);
    const double radius = rng.uniform(4, 9);
    const double width = rng.uniform(1, 2.5);
    for (int row = 0; row < kSide; ++row)
      for (int column = 0; column < kSide; ++column) {
        const double off = (std::hypot(column - x, row - y) - radius) / width;
        const double value = learnt * std::exp(-off * off) + (1 - learnt) * rng.uniform();
        stack->values.push_back(static_cast<std::uint8_t>(std::clamp(255 * value, 0.0, 255.0)));
      }
  }
  return stack;
}

ImageTrainCurves sample_train_curves(int iterations) {
  ImageTrainCurves curves;
  Rng rng(4, "curves");
  for (int i = 1; i <= iterations; ++i) {
    const double t = static_cast<double>(i) / 300;
    const auto noisy = [&](double value, double share) { return value * (1 + share * rng.normal()); };
    curves.add({.iteration = i,
                .epoch = i / 938.0,
                .generator_loss = noisy(1 + 2 * std::exp(-t) + 0.3 * t, 0.1),
                .discriminator_loss = noisy(0.4 + std::exp(-2 * t), 0.1),
                .score_real = std::min(1.0, noisy(0.85 - 0.3 * std::exp(-t), 0.03)),
                .score_generated = std::max(0.0, noisy(0.15 + 0.3 * std::exp(-t), 0.1)),
                .generator_gradient = noisy(2 + 20 * std::exp(-3 * t), 0.2),
                .discriminator_gradient = noisy(1 + 5 * std::exp(-3 * t), 0.2),
                .variety = noisy(0.9 - 0.6 * std::exp(-2 * t), 0.02)});
  }
  return curves;
}

HealthWarning sample_warning() {
  return {"collapse", "generated images hardly differ from each other: mode collapse",
          "soft labels, a lower --generator-rate, more data, or loss wgan-gp", 1150};
}

TrainPanelInput sample_train_input(const ImageTrainCurves& curves) {
  TrainPanelInput input;
  input.config.arch = Architecture::dcgan28;
  take_defaults(input.config);
  ImageTrainStatus& s = input.status;
  s.phase = TrainPhase::training;
  s.running = true;
  s.iteration = static_cast<std::int64_t>(curves.iteration.size());
  s.iterations = 2814;
  s.epoch = 1.28;
  s.rate = 8.34;
  s.seconds = 143;
  s.facts = {.images = 60000,
             .classes = 10,
             .unreadable = 0,
             .channels = 1,
             .height = 28,
             .width = 28,
             .generator_parameters = 1'781'504,
             .discriminator_parameters = 138'624,
             .device = "cpu",
             .threads = 1,
             .resumed_at = 0,
             .seconds_before = 0};
  input.curves = &curves;
  input.real = sample_rings(64, 1);
  input.generated = sample_rings(64, 0.8);
  input.shown_iteration = s.iteration;
  for (std::int64_t at = 0; at <= s.iteration; at += 100) input.sheets.push_back(at);
  return input;
}

}  // namespace ganscope::test
