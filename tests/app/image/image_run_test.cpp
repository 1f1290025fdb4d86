#include "app/image/image_run.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "app/image/image_outputs.hpp"
#include "app/image/sample_latents.hpp"
#include "core/error.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/latent/vectors.hpp"
#include "support/temp_dir.hpp"
#include "support/test_generator.hpp"
#include "support/working_folder.hpp"
#include "view/capture/recorder.hpp"

using namespace ganscope;

TEST_CASE("a rate that nobody chose fits the file's format, and a chosen one stays") {
  CHECK(usual_fps("a.mp4", 60) == 60);
  CHECK(usual_fps("a.webm", 60) == 60);
  CHECK(usual_fps("a.gif", 60) == 50);
  CHECK(usual_fps("a.GIF", 60) == 50);
  CHECK(usual_fps("a.gif", 30) == 30);
  CHECK(usual_fps("a.gif/", 60) == 60);  // a folder of PNGs
  CHECK(usual_fps("a.unknown", 60) == 60);
  ImageRunOptions options;
  options.config.model = "m.pt";
  CHECK(tour_fps(options, "a.gif") == 50);
  options.fps = 60;  // as a person said, who is told by the recorder what is wrong
  CHECK(tour_fps(options, "a.gif") == 60);
}

TEST_CASE("the command of a tour says its rate where it isn't the usual one") {
  ImageRunOptions options;
  options.config.model = "m.pt";
  CHECK(full_command(ImageCommand::tour, options) == "ganscope tour m.pt");
  options.fps = 60;
  CHECK(full_command(ImageCommand::tour, options) == "ganscope tour m.pt");
  options.fps = 25;
  CHECK(full_command(ImageCommand::tour, options) == "ganscope tour m.pt --fps 25");
  options.fps = 0;
  options.out = "a.gif";
  CHECK(full_command(ImageCommand::tour, options) == "ganscope tour m.pt --fps 50");
  options.latents_out = "z.npy";
  CHECK(full_command(ImageCommand::sample, options) == "ganscope sample m.pt --latents z.npy");
}

TEST_CASE("a class is told of generators that have classes") {
  ImageConfig config;
  CHECK(drawn_class(config, {.size = 4}).empty());
  CHECK(drawn_class(config, {.size = 4, .classes = 10}) == "class 0 of classes 0 to 9");
  config.label = 3;
  CHECK(drawn_class(config, {.size = 4, .classes = 10}) == "class 3 of classes 0 to 9");
}

TEST_CASE("samples and their latents never go to the same file") {
  const test::TempDir dir;
  const test::WorkingFolder inside(dir.path());
  test::TestGenerator generator;
  ImageRunOptions options;
  options.config.model = "m.pt";
  options.out = "a.npy";
  for (const std::filesystem::path& same :
       {std::filesystem::path("a.npy"), std::filesystem::path("./b/../a.npy"), dir.path() / "a.npy"}) {
    options.latents_out = same;
    CHECK_THROWS_WITH_AS(check_outputs(ImageCommand::sample, options),
                         doctest::Contains("expected different files in --out and --latents"), UsageError);
  }
  options.latents_out = "b.npy";
  options.count = 1;
  CHECK_NOTHROW(check_outputs(ImageCommand::sample, options));
  CHECK(run_sample(options, generator) == 0);
  CHECK(std::filesystem::exists("a.npy"));
  CHECK(std::filesystem::exists("b.npy"));
}

TEST_CASE("samples are of seeds, or of the anchors that are given") {
  const LatentSpace space{.size = 4};
  ImageConfig config;
  config.seed = 7;
  const SampleLatents seeds(config, space, 3);
  CHECK(seeds.count() == 3);
  CHECK_FALSE(seeds.of_anchors());
  CHECK(seeds.at(2) == Anchor{"seed:9", seeded_latent(space, 9), "seed:9"});
  CHECK(seeds.range(0, 2) == std::vector<Latent>{seeded_latent(space, 7), seeded_latent(space, 8)});
  config.typical = true;
  CHECK(norm(SampleLatents(config, space, 3).at(0).latent) == doctest::Approx(2));
  CHECK(SampleLatents(config, space, 3).at(0).text == "typical(seed:7)");
  config.typical = false;
  config.anchors = "seed:1, e(2), seed:3";
  const SampleLatents given(config, space, 0);
  CHECK(given.of_anchors());
  CHECK(given.count() == 3);
  CHECK(given.at(1).latent == Latent{0, 1, 0, 0});
  CHECK(SampleLatents(config, space, 2).count() == 2);
  CHECK_THROWS_WITH_AS(SampleLatents(config, space, 4), doctest::Contains("count is 4; expected at most 3"),
                       UsageError);
}
