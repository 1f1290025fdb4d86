#include "engine/recovery/differentiable_generator.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include "core/error.hpp"
#include "core/rng.hpp"
#include "engine/inference/open_generator.hpp"
#include "engine/models/safetensors.hpp"
#include "engine/threads.hpp"
#include "support/models.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using test::TempDir;

namespace {

const std::vector<std::string>& kinds() {
  static const std::vector<std::string> kKinds{
      "linear",         "conv2d",        "conv_transpose2d", "one_pixel",
      "batch_norm",     "upsample",      "pixel_shuffle",    "batch_statistics",
      "class_multiply", "class_one_hot", "family_dcgan",     "family_mlp",
      "activations",    "norms",         "pads_and_pools",   "upsample_sizes",
      "residual",       "attention",     "conditional_norm", "labels_later"};
  return kKinds;
}

/// Latents of the prior's kind, a label each and pictures of noise.
struct Inputs {
  std::vector<float> latents;
  std::vector<int> labels;
  std::vector<float> targets;
  [[nodiscard]] DifferentiableGenerator::Question question() const { return {latents, labels, targets}; }
};

Inputs inputs_for(const ModelCard& card, int rows) {
  Inputs out;
  out.latents.resize(static_cast<std::size_t>(rows * card.latent.size));
  out.targets.resize(static_cast<std::size_t>(rows * card.image.numbers()));
  Rng rng(4);
  rng.fill_normal(out.latents);
  rng.fill_uniform(out.targets, 0, 1);
  for (int row = 0; card.latent.classes > 0 && row < rows; ++row)
    out.labels.push_back(row % card.latent.classes);
  return out;
}

double length(const std::vector<float>& values) {
  double sum = 0;
  for (const float x : values) sum += static_cast<double>(x) * static_cast<double>(x);
  return std::sqrt(sum);
}

/// The length of the difference over that of `b`.
double relative_difference(const std::vector<float>& a, const std::vector<float>& b) {
  REQUIRE(a.size() == b.size());
  std::vector<float> difference(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) difference[i] = a[i] - b[i];
  return length(difference) / length(b);
}

}  // namespace

TEST_SUITE("differentiable_generator") {
  TEST_CASE("gradients of every kind of layer equal autograd's, on one thread and two") {
    for (const int threads : {1, 2}) {
      use_threads(threads);
      for (const std::string& kind : kinds()) {
        CAPTURE(kind);
        const auto file = test::model_data(kind + ".pt");
        const auto ours = open_differentiable(file, {.device = "cpu"});
        const auto plain = open_differentiable(file, {.device = "cpu"}, GradientPath::autograd);
        const Inputs inputs = inputs_for(ours->card(), 19);  // more than go at once
        const auto a = ours->gradients(inputs.question());
        const auto b = plain->gradients(inputs.question());
        CHECK(relative_difference(a.gradients, b.gradients) < 1e-4);
        CHECK(relative_difference(a.errors, b.errors) < 1e-5);
        CHECK(ours->errors(inputs.question()) == a.errors);
        CHECK(relative_difference(ours->gradients(inputs.question()).gradients, a.gradients) == 0);
      }
    }
  }

  TEST_CASE("gradients are those of differences, worked in double for a network written out by hand") {
    const TempDir dir;
    // pixel = (tanh(W z + b) + 1) / 2
    const std::vector<float> weight{0.5F, -1.2F, 0.3F, 0.8F, 0.1F, -0.4F, 1.1F, 0.7F};  // 4 x 2
    const std::vector<float> bias{0.1F, -0.2F, 0.05F, 0.3F};
    write_safetensors(dir / "m.safetensors",
                      {test::raw_floats("a.weight", {4, 2}, weight), test::raw_floats("a.bias", {4}, bias)},
                      {});
    std::ofstream(dir / "m.card.json") << R"({"ganscope_card": 1, "latent": {"size": 2},
      "image": {"channels": 1, "height": 2, "width": 2}, "output_range": [-1, 1],
      "layers": [{"kind": "linear", "tensors": "a"}, {"kind": "reshape", "shape": [1, 2, 2]}, {"kind": "tanh"}]})";
    const std::array<double, 4> target{0.2, 0.9, 0.4, 0.6};
    const auto error = [&](std::array<double, 2> z) {
      double sum = 0;
      for (std::size_t i = 0; i < 4; ++i) {
        const double x = static_cast<double>(weight[2 * i]) * z[0] +
                         static_cast<double>(weight[2 * i + 1]) * z[1] + static_cast<double>(bias[i]);
        const double difference = 0.5 * (std::tanh(x) + 1) - target[i];
        sum += difference * difference;
      }
      return sum / 4;
    };
    const std::vector<float> z{0.7F, -0.3F};
    const std::vector<float> wanted(target.begin(), target.end());
    for (const GradientPath how : {GradientPath::kernels, GradientPath::autograd}) {
      const auto generator = open_differentiable(dir / "m.safetensors", {.device = "cpu"}, how);
      const auto answer = generator->gradients({z, {}, wanted});
      CHECK(static_cast<double>(answer.errors[0]) == doctest::Approx(error({z[0], z[1]})).epsilon(1e-6));
      constexpr double kStep = 1e-6;
      for (std::size_t i = 0; i < 2; ++i) {
        std::array<double, 2> more{z[0], z[1]};
        std::array<double, 2> less = more;
        more[i] += kStep;
        less[i] -= kStep;
        const double expected = (error(more) - error(less)) / (2 * kStep);
        CHECK(static_cast<double>(answer.gradients[i]) == doctest::Approx(expected).epsilon(1e-5));
      }
    }
  }

  TEST_CASE("tangents of every kind of layer equal autograd's, and go with the gradients") {
    for (const std::string& kind : kinds()) {
      if (kind == "batch_statistics") continue;
      CAPTURE(kind);
      const auto file = test::model_data(kind + ".pt");
      const auto ours = open_differentiable(file, {.device = "cpu"});
      const auto plain = open_differentiable(file, {.device = "cpu"}, GradientPath::autograd);
      const Inputs one = inputs_for(ours->card(), 1);
      std::vector<float> directions(static_cast<std::size_t>(ours->card().latent.size * 18));
      Rng(9).fill_normal(directions);
      const std::vector<float> a = ours->tangents(one.latents, one.labels, directions);
      const std::vector<float> b = plain->tangents(one.latents, one.labels, directions);
      CHECK(relative_difference(a, b) < 1e-4);
      // The error's slope along a direction, both ways: 2 / n <G - x, J d> and <gradient, d>.
      const std::vector<float> gradient = ours->gradients(one.question()).gradients;
      const ImageBatch picture = ours->generate(one.latents, one.labels);
      const std::size_t numbers = picture.values.size();
      const bool clamped =
          std::any_of(picture.values.begin(), picture.values.end(), [](float x) { return x <= 0 || x >= 1; });
      if (clamped) continue;
      double there = 0;
      for (std::size_t i = 0; i < numbers; ++i)
        there += 2 / static_cast<double>(numbers) * static_cast<double>(picture.values[i] - one.targets[i]) *
                 static_cast<double>(a[i]);
      double back = 0;
      for (std::size_t i = 0; i < gradient.size(); ++i)
        back += static_cast<double>(gradient[i]) * static_cast<double>(directions[i]);
      CHECK(there == doctest::Approx(back).epsilon(1e-3));
    }
    const auto batch = open_differentiable(test::model_data("batch_statistics.pt"), {.device = "cpu"});
    const Inputs one = inputs_for(batch->card(), 1);
    CHECK_THROWS_AS(static_cast<void>(batch->tangents(one.latents, one.labels, one.latents)), Error);
  }

  TEST_CASE("pictures are those of the generator") {
    for (const std::string kind : {"linear", "family_dcgan", "residual"}) {
      CAPTURE(kind);
      const auto file = test::model_data(kind + ".pt");
      const auto ours = open_differentiable(file, {.device = "cpu"});
      const auto plain = open_generator(file, {.device = "cpu", .fold = false});
      const Inputs inputs = inputs_for(ours->card(), 3);
      const ImageBatch a = ours->generate(inputs.latents, inputs.labels);
      const ImageBatch b = plain->generate(inputs.latents, inputs.labels);
      CHECK(a.shape == b.shape);
      REQUIRE(a.values.size() == b.values.size());
      for (std::size_t i = 0; i < a.values.size(); ++i) REQUIRE(std::fabs(a.values[i] - b.values[i]) < 1e-4F);
    }
  }

  TEST_CASE("sizes that don't fit are told with what was expected") {
    const auto generator = open_differentiable(test::model_data("linear.pt"), {.device = "cpu"});
    const Inputs inputs = inputs_for(generator->card(), 2);
    const auto refused = [&](const DifferentiableGenerator::Question& q, const char* expected) {
      try {
        static_cast<void>(generator->gradients(q));
        FAIL("was taken");
      } catch (const Error& e) {
        CHECK(std::string(e.what()).find(expected) != std::string::npos);
      }
    };
    const std::vector<float> few(inputs.latents.begin(), inputs.latents.end() - 1);
    const std::vector<float> fewer(inputs.targets.begin(), inputs.targets.end() - 1);
    const std::vector<int> labels{0, 1};
    refused({few, {}, inputs.targets}, "a multiple of 5");
    refused({inputs.latents, {}, fewer}, "expected 24");
    refused({inputs.latents, labels, inputs.targets}, "expected 0");
  }
}
