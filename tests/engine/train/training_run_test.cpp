#include "engine/train/training_run.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "engine/threads.hpp"
#include "support/expect_log.hpp"
#include "support/files.hpp"
#include "support/temp_dir.hpp"
#include "support/tiny_images.hpp"

using namespace ganscope;

namespace {

ImageTrainConfig tiny() {
  ImageTrainConfig config;
  config.arch = Architecture::dcgan28;
  take_defaults(config);
  config.batch = 4;
  config.latent_size = 8;
  config.generator_features = config.discriminator_features = 2;
  return config;
}

TrainingRunOptions into(const test::TempDir& dir, bool resume) {
  return {.folder = dir.path() / "run", .checkpoint_every = 5, .keep = 2, .resume = resume, .device = "cpu"};
}

std::vector<nlohmann::json> lines_of(const test::TempDir& dir) {
  std::ifstream file(dir.path() / "run" / "log.jsonl");
  std::vector<nlohmann::json> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

void go(TrainingRun& run, int steps) {
  for (int i = 0; i < steps; ++i) static_cast<void>(run.step());
}

}  // namespace

TEST_CASE("training run: cut anywhere and resumed, weights and log are those of a run that wasn't cut") {
  use_threads(2);
  const ImageSetPtr data = test::tiny_image_set(32);
  const test::TempDir straight_dir;
  TrainingRun straight(tiny(), data, into(straight_dir, false));
  go(straight, 20);
  straight.save_checkpoint();

  const test::TempDir dir;
  {
    TrainingRun run(tiny(), data, into(dir, false));
    go(run, 13);  // the last checkpoint is at 10; the rest is lost, as by a kill
  }
  TrainingRun resumed(tiny(), data, into(dir, true));
  CHECK(resumed.resumed_at() == 10);
  CHECK(lines_of(dir).size() == 10);
  go(resumed, 10);
  CHECK(resumed.trainer().checkpoint() == straight.trainer().checkpoint());
  CHECK(read_checkpoint(dir.path() / "run/checkpoints/iteration-00000020.ckpt") ==
        read_checkpoint(straight_dir.path() / "run/checkpoints/iteration-00000020.ckpt"));
  resumed.save_checkpoint();
  const auto a = lines_of(dir);
  const auto b = lines_of(straight_dir);
  REQUIRE(a.size() == 20);
  REQUIRE(b.size() == 20);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (const char* key : {"iteration", "epoch", "discriminator_loss", "generator_loss", "variety"})
      CHECK(a[i].at(key) == b[i].at(key));
}

TEST_CASE("training run: a folder that holds a training is not overwritten") {
  const test::TempDir dir;
  const ImageSetPtr data = test::tiny_image_set(32);
  {
    TrainingRun run(tiny(), data, into(dir, false));
    go(run, 5);
  }
  CHECK_THROWS_WITH_AS(TrainingRun(tiny(), data, into(dir, false)), doctest::Contains("--resume"), Error);
  ImageTrainConfig other = tiny();
  other.seed = 8;
  CHECK_THROWS_WITH_AS(TrainingRun(other, data, into(dir, true)), doctest::Contains("another training"),
                       Error);
}

TEST_CASE("training run: a damaged newest checkpoint costs only the iterations since the one before") {
  const test::TempDir dir;
  const ImageSetPtr data = test::tiny_image_set(32);
  {
    TrainingRun run(tiny(), data, into(dir, false));
    go(run, 15);
  }
  std::filesystem::resize_file(dir.path() / "run/checkpoints/iteration-00000015.ckpt", 100);
  const test::ExpectLog expected;
  TrainingRun resumed(tiny(), data, into(dir, true));
  CHECK(resumed.resumed_at() == 10);
  go(resumed, 5);
  CHECK(std::filesystem::exists(dir.path() / "run/checkpoints/iteration-00000015.ckpt"));
}

TEST_CASE("training run: resuming with nothing there starts anew; the last K checkpoints stay") {
  const test::TempDir dir;
  TrainingRun run(tiny(), test::tiny_image_set(32), into(dir, true));
  CHECK(run.resumed_at() == 0);
  go(run, 17);
  CHECK(test::entries_in(dir.path() / "run/checkpoints") == 2);
  run.save_checkpoint();
  run.save_checkpoint();
  CHECK(CheckpointStore(dir.path() / "run/checkpoints", 2).iterations() == std::vector<std::int64_t>{15, 17});
  CHECK(run.frame()->report.iteration == 17);
}

TEST_CASE("training run: a log that was cut in a line keeps the whole ones") {
  const test::TempDir dir;
  const ImageSetPtr data = test::tiny_image_set(32);
  {
    TrainingRun run(tiny(), data, into(dir, false));
    go(run, 5);
  }
  std::ofstream(dir.path() / "run/log.jsonl", std::ios::app) << "{\"iteration\":6,\"disc";
  TrainingRun resumed(tiny(), data, into(dir, true));
  go(resumed, 5);
  resumed.save_checkpoint();
  const auto lines = lines_of(dir);
  REQUIRE(lines.size() == 10);
  for (std::size_t i = 0; i < lines.size(); ++i) CHECK(lines[i].at("iteration") == i + 1);
  CHECK(resumed.seconds_before() > 0);
}

TEST_CASE("training run: a divergence stands in the log") {
  const test::TempDir dir;
  ImageTrainConfig config = tiny();
  config.arch = Architecture::dense;
  config.loss = Loss::least_squares;
  take_defaults(config);
  config.generator.kind = config.discriminator.kind = OptimiserKind::sgd;
  config.generator.rate = config.discriminator.rate = 10;
  TrainingRun run(config, test::tiny_image_set(32), into(dir, false));
  CHECK_THROWS_AS(go(run, 500), DivergenceError);
  CHECK(lines_of(dir).back().contains("diverged"));
}
