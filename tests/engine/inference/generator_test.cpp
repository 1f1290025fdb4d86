#include "engine/models/generator.hpp"
#include "engine/inference/open_generator.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <fstream>

#include "core/error.hpp"
#include "core/rng.hpp"
#include "engine/models/open_model.hpp"
#include "engine/models/safetensors.hpp"
#include "engine/threads.hpp"
#include "support/models.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

/// What PyTorch gave for a case.
struct Reference {
  std::vector<float> latents;
  std::vector<int> labels;
  std::vector<float> images;  ///< in the card's output range
};

Reference reference_of(const std::string& name) {
  const auto file = open_tensor_file(test::model_data(name + ".reference.safetensors"));
  Reference out{file->read(file->find("latents").value()).floats(),
                {},
                file->read(file->find("images").value()).floats()};
  if (const auto labels = file->find("labels"))
    for (const double label : file->read(*labels).doubles()) out.labels.push_back(static_cast<int>(label));
  return out;
}

/// The greatest difference to PyTorch's numbers, in the card's output range.
double difference(Generator& generator, const Reference& reference) {
  const ImageBatch made = generator.generate(reference.latents, reference.labels);
  REQUIRE(made.values.size() == reference.images.size());
  const double low = generator.card().output_low;
  const double high = generator.card().output_high;
  double worst = 0;
  for (std::size_t i = 0; i < made.values.size(); ++i) {
    // Clamped numbers would hide a difference.
    REQUIRE(reference.images[i] >= low);
    REQUIRE(reference.images[i] <= high);
    worst = std::max(
        worst, std::abs(low + (high - low) * static_cast<double>(made.values[i]) - reference.images[i]));
  }
  return worst;
}

const std::vector<std::string>& cases() {
  static const std::vector<std::string> kCases{"linear",
                                               "conv2d",
                                               "conv_transpose2d",
                                               "one_pixel",
                                               "batch_norm",
                                               "upsample",
                                               "pixel_shuffle",
                                               "batch_statistics",
                                               "class_latent_first",
                                               "class_embedding_first",
                                               "class_multiply",
                                               "class_add",
                                               "class_one_hot",
                                               "family_dcgan",
                                               "family_mlp",
                                               "activations",
                                               "norms",
                                               "pads_and_pools",
                                               "upsample_sizes",
                                               "residual",
                                               "attention",
                                               "conditional_norm",
                                               "labels_later",
                                               "norms_old",
                                               "norms_new"};
  return kCases;
}

/// Latents of the generator's prior.
std::vector<float> latents_for(const Generator& generator, int count, std::uint64_t seed = 1) {
  std::vector<float> out(static_cast<std::size_t>(count * generator.latent_space().size));
  Rng(seed).fill_normal(out);
  return out;
}

double difference(const ImageBatch& a, const ImageBatch& b) {
  REQUIRE(a.values.size() == b.values.size());
  double worst = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i)
    worst = std::max(worst, std::abs(static_cast<double>(a.values[i]) - b.values[i]));
  return worst;
}

}  // namespace

TEST_SUITE("generator") {
  TEST_CASE("every layer kind equals PyTorch's, plain and folded, on one thread and two") {
    for (const int threads : {1, 2}) {
      use_threads(threads);
      for (const std::string& name : cases()) {
        CAPTURE(name);
        CAPTURE(threads);
        const Reference reference = reference_of(name);
        const auto plain = open_generator(test::model_data(name + ".pt"), {.device = "cpu", .fold = false});
        CHECK(difference(*plain, reference) < 1e-5);
        for (const bool measure : {false, true}) {
          const auto folded =
              open_generator(test::model_data(name + ".pt"), {.device = "cpu", .measure = measure});
          CHECK(difference(*folded, reference) < 1e-4);
        }
      }
    }
  }

  TEST_CASE("means and deviations a channel and transparency, worked by hand") {
    const test::TempDir folder;
    // One number in, three channels of one pixel out: z, 2 z and 3 z.
    write_safetensors(folder / "m.safetensors", {test::raw_floats("a.weight", {3, 1}, {1, 2, 3})}, {});
    std::ofstream(folder / "m.card.json") << R"({"ganscope_card": 1, "latent": {"size": 1},
      "image": {"channels": 3, "height": 1, "width": 1}, "output_mean": [0.5, 0.4, 0.25],
      "output_deviation": [0.25, 0.1, 0.5],
      "layers": [{"kind": "linear", "tensors": "a"}, {"kind": "reshape", "shape": [3, 1, 1]}]})";
    const auto generator = open_generator(folder / "m.safetensors", {.device = "cpu"});
    const ImageBatch made = generator->generate(std::vector{1.F});
    CHECK(made.values[0] == doctest::Approx(0.75));
    CHECK(made.values[1] == doctest::Approx(0.6));
    CHECK(made.values[2] == doctest::Approx(1));  // 1.75, clamped
  }

  TEST_CASE("the models that others trained equal PyTorch's images") {
    for (const std::string name : {"mnist_dcgan28.pth", "faces_dcgan32.pt"}) {
      const auto path = test::shared_model(name);
      const std::string stem = path.stem().string();
      if (!std::filesystem::exists(path)) {
        MESSAGE("skipped: " << path.string() << " is not there");
        continue;
      }
      CAPTURE(name);
      const Reference reference = reference_of(stem);
      GeneratorOptions options{.device = "cpu", .fold = false, .card = test::example_card(stem)};
      CHECK(difference(*open_generator(path, options), reference) < 1e-5);
      options.fold = true;
      // From -1 to 1, with weights of 16 bits: an eighth of one of 255 steps.
      for (const bool measure : {false, true}) {
        options.measure = measure;
        CHECK(difference(*open_generator(path, options), reference) < 1e-3);
      }
    }
  }

  TEST_CASE("an image doesn't depend on its neighbours or on the size of the batch") {
    const auto generator = open_generator(test::model_data("family_dcgan.pt"), {.device = "cpu"});
    const std::vector<float> latents = latents_for(*generator, 37);
    const ImageBatch all = generator->generate(latents);
    CHECK(all.count == 37);
    CHECK(all.shape == ImageShape{3, 64, 64});
    const std::size_t size = static_cast<std::size_t>(generator->latent_space().size);
    const std::size_t numbers = static_cast<std::size_t>(all.shape.numbers());
    for (const std::size_t i : {0, 16, 36}) {
      const ImageBatch one = generator->generate(std::span(latents).subspan(i * size, size));
      for (std::size_t n = 0; n < numbers; ++n)
        REQUIRE(one.values[n] == doctest::Approx(all.values[i * numbers + n]).epsilon(1e-4));
    }
    CHECK(generator->generate({}).count == 0);
  }

  TEST_CASE("without measuring, two generators give the same bits") {
    const GeneratorOptions options{.device = "cpu", .measure = false};
    const auto a = open_generator(test::model_data("batch_norm.pt"), options);
    const auto b = open_generator(test::model_data("batch_norm.pt"), options);
    const std::vector<float> latents = latents_for(*a, 20);
    CHECK(a->generate(latents).values == b->generate(latents).values);
    CHECK(a->generate(latents).values == b->generate(latents).values);
  }

  TEST_CASE("numbers beyond the output range are clamped to 0 and 1") {
    const test::TempDir folder;
    const auto path = folder / "m.safetensors";
    RawTensor weight{
        .name = "a.weight", .type = NumberType::i8, .shape = {2, 1}, .bytes = {std::byte{5}, std::byte{251}}};
    write_safetensors(path, {weight}, {});
    std::ofstream(folder / "m.card.json") << R"({"ganscope_card": 1, "latent": {"size": 1},
      "image": {"channels": 1, "height": 1, "width": 2}, "output_range": [-10, 10],
      "layers": [{"kind": "linear", "tensors": "a"}, {"kind": "reshape", "shape": [1, 1, 2]}]})";
    const auto generator = open_generator(path, {.device = "cpu"});
    const std::vector<float> latents{1, 4};
    CHECK(generator->generate(latents).values == std::vector<float>{0.75F, 0.25F, 1, 0});
    // A card without a name: the file is the subject.
    const std::vector<float> huge{1, 3e38F};
    CHECK_THROWS_WITH_AS(static_cast<void>(generator->generate(huge)),
                         doctest::Contains("m.safetensors: the network gives pixels that are not finite"),
                         Error);
    for (const float broken : {NAN, INFINITY, -INFINITY}) {
      const std::vector<float> bad{1, broken};
      CHECK_THROWS_WITH_AS(static_cast<void>(generator->generate(bad)),
                           doctest::Contains("m.safetensors: number 1 of latent 2 is "), Error);
    }
  }

  TEST_CASE("latents and labels that don't fit") {
    const auto generator = open_generator(test::model_data("class_add.pt"), {.device = "cpu"});
    CHECK(generator->latent_space().classes == 4);
    const std::vector<float> latents(10, 0.5F);
    const std::vector<int> good{0, 3};
    const std::vector<int> short_one{1};
    const std::vector<int> wrong{0, 4};
    CHECK(generator->generate(latents, good).count == 2);
    const auto generate = [&](std::span<const float> z, std::span<const int> labels) {
      static_cast<void>(generator->generate(z, labels));
    };
    CHECK_THROWS_WITH_AS(generate(latents, short_one), doctest::Contains("1 label for 2 latents; expected 2"),
                         Error);
    CHECK_THROWS_WITH_AS(generate(latents, wrong), doctest::Contains("label 4; expected 0 to 3"), Error);
    CHECK_THROWS_WITH_AS(generate(std::span(latents).subspan(3), good),
                         doctest::Contains("7 numbers are no latents"), Error);
  }

  TEST_CASE("TorchScript runs with trust only, by its card") {
    const auto path = test::model_data("script.pt");
    CHECK_THROWS_WITH_AS(static_cast<void>(open_generator(path, {.device = "cpu"})),
                         doctest::Contains("a program that would run with your rights"), Error);
    const auto generator = open_generator(path, {.device = "cpu", .trust = true});
    const ImageBatch images = generator->generate(latents_for(*generator, 3));
    CHECK(images.count == 3);
    CHECK(images.shape == ImageShape{1, 3, 3});
    CHECK(difference(images, generator->generate(latents_for(*generator, 3))) == 0);
    const test::TempDir folder;
    std::filesystem::copy_file(path, folder / "alone.pt");
    CHECK_THROWS_WITH_AS(
        static_cast<void>(open_generator(folder / "alone.pt", {.device = "cpu", .trust = true})),
        doctest::Contains("expected a card"), Error);
    std::ofstream(folder / "alone.card.json") << R"({"ganscope_card": 1, "latent": {"size": 5},
      "image": {"channels": 1, "height": 3, "width": 3}})";
    CHECK_THROWS_WITH_AS(
        static_cast<void>(open_generator(folder / "alone.pt", {.device = "cpu", .trust = true})),
        doctest::Contains("its forward() refuses 5 numbers a latent"), Error);
  }

  TEST_CASE(
      "a TorchScript that draws numbers gives a latent's picture whatever is made before or beside it") {
    const auto path = test::model_data("script_noise.pt");
    const GeneratorOptions options{.device = "cpu", .trust = true};
    const auto generator = open_generator(path, options);
    const std::vector<float> latents = latents_for(*generator, 5);
    const ImageBatch all = generator->generate(latents);
    CHECK(generator->generate(latents).values == all.values);
    CHECK(open_generator(path, options)->generate(latents).values == all.values);
    for (const std::size_t i : {0, 4}) {
      const ImageBatch one = generator->generate(std::span(latents).subspan(i * 4, 4));
      for (std::size_t n = 0; n < 9; ++n) CHECK(one.values[n] == all.values[9 * i + n]);
    }
  }

  TEST_CASE("weights that are not finite are refused by name") {
    const test::TempDir folder;
    RawTensor weight{
        .name = "a.weight", .type = NumberType::f32, .shape = {4, 2}, .bytes = std::vector<std::byte>(32)};
    const float nan = NAN;
    std::memcpy(weight.bytes.data() + 12, &nan, 4);
    RawTensor other = weight;
    other.name = "unused";
    std::ofstream(folder / "m.card.json") << R"({"ganscope_card": 1, "latent": {"size": 2},
      "image": {"channels": 1, "height": 2, "width": 2},
      "layers": [{"kind": "linear", "tensors": "a"}, {"kind": "relu"}, {"kind": "reshape", "shape": [1, 2, 2]}]})";
    write_safetensors(folder / "m.safetensors", {weight}, {});
    CHECK_THROWS_WITH_AS(static_cast<void>(open_generator(folder / "m.safetensors", {.device = "cpu"})),
                         doctest::Contains("m.safetensors: tensor 'a.weight' holds 1 NaN at [1, 1] of 4x2"),
                         Error);
    std::memset(weight.bytes.data(), 0, 32);
    write_safetensors(folder / "m.safetensors", {weight, other}, {});
    CHECK(open_generator(folder / "m.safetensors", {.device = "cpu"})->latent_space().size == 2);
  }

  TEST_CASE("devices") {
    const auto path = test::model_data("linear.pt");
    CHECK(open_generator(path, {.device = "cpu"})->device() == "cpu");
    CHECK_THROWS_WITH_AS(static_cast<void>(open_generator(path, {.device = "gpu"})),
                         doctest::Contains("device is 'gpu'; expected auto, cpu, cuda"), UsageError);
    if (!engine_info().cuda)
      CHECK_THROWS_WITH_AS(static_cast<void>(open_generator(path, {.device = "cuda"})),
                           doctest::Contains("device is 'cuda'; expected cpu"), UsageError);
  }
}
