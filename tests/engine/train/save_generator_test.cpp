#include "engine/train/save_generator.hpp"
#include "engine/inference/open_generator.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/models/generator.hpp"
#include "engine/threads.hpp"
#include "support/temp_dir.hpp"
#include "support/tiny_images.hpp"

using namespace ganscope;

TEST_CASE("save generator: every network opens as a model and makes what it was trained to make") {
  use_threads(1);
  for (std::size_t a = 0; a < architecture_names().size(); ++a) {
    CAPTURE(architecture_names()[a]);
    ImageTrainConfig config;
    config.arch = static_cast<Architecture>(a);
    take_defaults(config);
    config.batch = 8;
    config.latent_size = 10;
    config.generator_features = config.discriminator_features = 4;
    config.ema = 0.5;
    ImageTrainer trainer(config, test::tiny_image_set(32));
    for (int i = 0; i < 5; ++i) trainer.step();
    const test::TempDir dir;
    const std::filesystem::path path = dir.path() / "g.safetensors";
    save_generator(trainer, path, {"tiny", "squares", "MIT", "five steps"});
    const auto generator = open_generator(path);
    CHECK(generator->card().name == "tiny");
    CHECK(generator->card().data == "squares");
    CHECK(generator->card().licence == "MIT");
    CHECK(generator->card().notes == "five steps");
    CHECK(generator->latent_space().size == 10);
    const PictureSize picture = trainer.picture();
    CHECK(generator->image_shape() == ImageShape{picture.channels, picture.height, picture.width});

    // The sheet normalises over its own 64 images, the model by statistics measured over many: near, and
    // for the dense networks, which have none, equal to a grey level.
    std::vector<float> latents(ImageTrainer::kSheetImages * 10);
    Rng rng(config.seed, "sheet", 0);
    rng.fill_normal(latents);
    const ImageBatch made = generator->generate(latents);
    const ImageTrainFramePtr frame = trainer.frame();
    REQUIRE(made.values.size() == frame->generated.values.size());
    double off = 0;
    for (std::size_t i = 0; i < made.values.size(); ++i)
      off += std::abs(made.values[i] - frame->generated.values[i] / 255.0) /
             static_cast<double>(made.values.size());
    const bool dense = config.arch == Architecture::dense || config.arch == Architecture::mlp;
    CHECK(off < (dense ? 0.003 : 0.02));
  }
}
