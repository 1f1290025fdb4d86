#include "engine/train/image_trainer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/error.hpp"
#include "engine/threads.hpp"
#include "exchange/toy_options.hpp"
#include "support/tiny_images.hpp"

using namespace ganscope;

namespace {

/// A configuration whose step takes milliseconds.
ImageTrainConfig small(Architecture arch, Loss loss = Loss::non_saturating) {
  ImageTrainConfig config;
  config.arch = arch;
  config.loss = loss;
  take_defaults(config);
  config.batch = 4;
  config.latent_size = 8;
  config.generator_features = config.discriminator_features = 2;
  config.generator_widths = {16};
  config.discriminator_widths = {16};
  config.discriminator_updates = std::min(config.discriminator_updates, 2);
  return config;
}

Checkpoint after(ImageTrainer& trainer, int steps) {
  for (int i = 0; i < steps; ++i) trainer.step();
  return trainer.checkpoint();
}

Checkpoint trained(const ImageTrainConfig& config, int steps) {
  ImageTrainer trainer(config, test::tiny_image_set(32));
  return after(trainer, steps);
}

double distance(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(static_cast<double>(a[i]) - b[i]);
  return sum / static_cast<double>(a.size());
}

}  // namespace

TEST_CASE("image trainer: 50 steps of every network and loss stay finite and move") {
  use_threads(1);
  const ImageSetPtr data = test::tiny_image_set(32);
  for (std::size_t a = 0; a < architecture_names().size(); ++a)
    for (std::size_t l = 0; l < loss_names().size(); ++l) {
      const auto arch = static_cast<Architecture>(a);
      const auto loss = static_cast<Loss>(l);
      CAPTURE(name_of(arch));
      CAPTURE(name_of(loss));
      const ImageTrainConfig config = small(arch, loss);
      ImageTrainer trainer(config, data);
      const Checkpoint before = trainer.checkpoint();
      for (int i = 0; i < 50; ++i) {
        const ImageTrainReport& report = trainer.step();
        REQUIRE(std::isfinite(report.generator_loss));
        REQUIRE(std::isfinite(report.discriminator_loss));
        REQUIRE(std::isfinite(report.generator_gradient));
        REQUIRE(report.generator_gradient > 0);
        REQUIRE(report.discriminator_gradient > 0);
      }
      const Checkpoint now = trainer.checkpoint();
      CHECK(trainer.report().iteration == 50);
      for (const char* part : {"generator", "discriminator", "average"}) {
        const double moved = distance(before.arrays.at(part), now.arrays.at(part));
        CHECK(moved > 1e-5);
        CHECK(std::isfinite(moved));
      }
      if (loss == Loss::wgan_clip)  // linear weights; normalisation's scales are left alone
        CHECK(trainer.report().discriminator_loss < 1);
    }
}

TEST_CASE("image trainer: clipping bounds the critic's weights and biases, not its normalisations") {
  // dcgan28: two convolutions and the answer, one normalisation of 2 ndf channels between.
  ImageTrainConfig config = small(Architecture::dcgan28, Loss::wgan_clip);
  const std::vector<float> critic = trained(config, 5).arrays.at("discriminator");
  const auto bound = static_cast<float>(config.clip);
  const auto free =
      std::count_if(critic.begin(), critic.end(), [&](float w) { return std::fabs(w) > bound; });
  CHECK(free >= 2 * config.discriminator_features);
  CHECK(free <= 4 * config.discriminator_features);
  config.normalisation = CriticNormalisation::none;
  const Checkpoint bounded = trained(config, 5);
  for (const float w : bounded.arrays.at("discriminator")) CHECK(std::fabs(w) <= bound);
}

TEST_CASE("image trainer: the same seed gives the same bits, another seed others") {
  use_threads(2);
  for (const Architecture arch : {Architecture::dcgan28, Architecture::dense}) {
    ImageTrainConfig config = small(arch);
    config.dropout = 0.3;
    config.flip = true;
    config.soft_labels = true;
    const Checkpoint once = trained(config, 10);
    CHECK(once == trained(config, 10));
    config.seed = 2;
    CHECK_FALSE(once.arrays.at("generator") == trained(config, 10).arrays.at("generator"));
  }
}

TEST_CASE("image trainer: a restored run goes on bit for bit") {
  for (const Loss loss : {Loss::non_saturating, Loss::wgan_clip, Loss::wgan_gp})
    for (const OptimiserKind kind : {OptimiserKind::adam, OptimiserKind::rmsprop, OptimiserKind::sgd}) {
      use_threads(kind == OptimiserKind::adam ? 2 : 1);
      ImageTrainConfig config = small(Architecture::dcgan28, loss);
      config.generator.kind = config.discriminator.kind = kind;
      config.generator.momentum = config.discriminator.momentum = 0.5;
      config.dropout = 0.2;
      const ImageSetPtr data = test::tiny_image_set(32);
      ImageTrainer straight(config, data);
      const Checkpoint middle = after(straight, 9);  // within an epoch of 8
      ImageTrainer resumed(config, data);
      resumed.restore(middle);
      CHECK(resumed.checkpoint() == middle);
      const ImageTrainReport first = resumed.step();
      CHECK(first == straight.step());
      CHECK(after(resumed, 10) == after(straight, 10));
    }
}

TEST_CASE("image trainer: another training's checkpoint is refused") {
  const Checkpoint other = trained(small(Architecture::dcgan28), 1);
  ImageTrainConfig config = small(Architecture::dcgan28);
  config.seed = 9;
  ImageTrainer trainer(config, test::tiny_image_set(32));
  CHECK_THROWS_WITH_AS(trainer.restore(other), doctest::Contains("another training"), Error);
  Checkpoint lacking = trained(config, 1);
  lacking.arrays.erase("average");
  CHECK_THROWS_WITH_AS(trainer.restore(lacking), doctest::Contains("lacks 'average'"), Error);
  Checkpoint shorter = trained(config, 1);
  shorter.arrays["generator"].pop_back();
  CHECK_THROWS_WITH_AS(trainer.restore(shorter), doctest::Contains("expected"), Error);
}

TEST_CASE(
    "image trainer: a checkpoint of when dcgan-sub-pixel was called dcgan-pixel-shuffle keeps its networks") {
  const ImageTrainConfig config = small(Architecture::dcgan_sub_pixel);
  const Checkpoint now = trained(config, 1);
  Checkpoint old = now;
  old.numbers.erase("config_version");
  std::string& lines = old.texts.at("config");
  const std::string name = "arch dcgan-sub-pixel\n";
  lines.replace(lines.find(name), name.size(), "arch dcgan-pixel-shuffle\n");
  CHECK(config_of(old) == config);
  ImageTrainer resumed(config_of(old), test::tiny_image_set(32));
  resumed.restore(old);
  CHECK(resumed.checkpoint() == now);
  CHECK(config_of(trained(small(Architecture::dcgan_pixel_shuffle), 1)).arch ==
        Architecture::dcgan_pixel_shuffle);
  Checkpoint newer = now;
  newer.numbers["config_version"] = 1000;
  CHECK_THROWS_WITH_AS(static_cast<void>(config_of(newer)), doctest::Contains("newer ganscope"), Error);
}

TEST_CASE("image trainer: watching changes nothing") {
  const ImageTrainConfig config = small(Architecture::dcgan28);
  ImageTrainer watched(config, test::tiny_image_set(32));
  for (int i = 0; i < 6; ++i) {
    watched.step();
    static_cast<void>(watched.frame());
    static_cast<void>(watched.generator_tensors(2));
  }
  CHECK(watched.checkpoint() == trained(config, 6));
}

TEST_CASE("image trainer: a frame shows the real batch and the same latents each time") {
  ImageTrainer trainer(small(Architecture::dcgan28), test::tiny_image_set(32));
  CHECK(trainer.frame()->real.empty());
  trainer.step();
  const ImageTrainFramePtr frame = trainer.frame({{"collapse", "m", "a", 1}});
  CHECK(frame->generated.count == ImageTrainer::kSheetImages);
  CHECK(frame->generated == trainer.frame()->generated);
  CHECK(frame->real.count == 4);
  CHECK(frame->report.iteration == 1);
  CHECK(frame->health.size() == 1);
  // Real images come back as they are in the set.
  const ImageSetPtr data = test::tiny_image_set(32);
  const std::vector<std::uint8_t> first(
      frame->real.values.begin(),
      frame->real.values.begin() + static_cast<std::ptrdiff_t>(data->image_size()));
  bool found = false;
  for (int i = 0; i < data->count && !found; ++i)
    found = std::equal(first.begin(), first.end(), data->image(i).begin());
  CHECK(found);
}

TEST_CASE("image trainer: the average follows the generator, or is the generator") {
  ImageTrainConfig config = small(Architecture::dcgan28);
  config.ema = 0;
  const Checkpoint same = trained(config, 5);
  CHECK(same.arrays.at("average") == same.arrays.at("generator"));
  CHECK(same.arrays.at("average.running") == same.arrays.at("generator.running"));
  // The first step has weight 9/10: decay is min(ema, (1 + n) / (10 + n)).
  config.ema = 0.5;
  ImageTrainer trainer(config, test::tiny_image_set(32));
  const std::vector<float> start = trainer.checkpoint().arrays.at("generator");
  const Checkpoint one = after(trainer, 1);
  const std::vector<float>& now = one.arrays.at("generator");
  const std::vector<float>& average = one.arrays.at("average");
  for (std::size_t i = 0; i < now.size(); i += 97)
    CHECK(average[i] == doctest::Approx(0.1 * start[i] + 0.9 * now[i]).epsilon(1e-4));
}

TEST_CASE("image trainer: saved statistics are those of the averaged weights") {
  ImageTrainConfig config = small(Architecture::dcgan28);
  config.batch = 64;
  ImageTrainer trainer(config, test::tiny_image_set(64));
  for (int i = 0; i < 3; ++i) trainer.step();
  std::map<std::string, NamedArray> tensors;
  for (NamedArray& array : trainer.generator_tensors(20)) tensors.emplace(array.name, array);
  // The first layer is linear in the latent, so its output's variance is the sum of its squared weights.
  const NamedArray& weight = tensors.at("main.0.weight");
  const NamedArray& variance = tensors.at("main.1.running_var");
  const auto channels = static_cast<std::size_t>(weight.shape[1]);
  for (std::size_t c = 0; c < channels; ++c) {
    double expected = 0;
    for (std::size_t input = 0; input < 8; ++input)
      for (std::size_t k = 0; k < 49; ++k)
        expected += std::pow(weight.values[(input * channels + c) * 49 + k], 2) / 49;
    CHECK(variance.values[c] == doctest::Approx(expected).epsilon(0.1));
  }
  CHECK(trainer.generator_layers().size() == 8);
}

TEST_CASE("image trainer: images of another size are scaled to the network's") {
  ImageTrainConfig config = small(Architecture::dcgan);
  ImageTrainer trainer(config, test::tiny_image_set(8, 3, 20));
  trainer.step();
  CHECK(trainer.frame()->real.width == 64);
  CHECK(trainer.frame()->real.channels == 3);
  CHECK(trainer.picture() == PictureSize{3, 64, 64});
}

TEST_CASE("image trainer: a rate that is far too high is a divergence with a way out") {
  ImageTrainConfig config = small(Architecture::dense);
  config.generator.kind = config.discriminator.kind = OptimiserKind::sgd;
  config.generator.rate = config.discriminator.rate = 10;
  config.loss = Loss::least_squares;
  ImageTrainer trainer(config, test::tiny_image_set(32));
  const auto run = [&] {
    for (int i = 0; i < 500; ++i) trainer.step();
  };
  CHECK_THROWS_WITH_AS(run(), doctest::Contains("a lower rate"), DivergenceError);
}

TEST_CASE("image trainer: an unknown device is refused") {
  CHECK_THROWS_AS(ImageTrainer(small(Architecture::dense), test::tiny_image_set(8), "gpu"), UsageError);
  CHECK_THROWS_AS(ImageTrainer(small(Architecture::dense), test::tiny_image_set(8), "cuda:99"), UsageError);
}
