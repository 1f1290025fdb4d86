#include "engine/recovery/recovery_worker.hpp"
#include "engine/recovery/kept_moments.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cmath>

#include "core/error.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/recovery/latent_search.hpp"
#include "support/temp_dir.hpp"
#include "support/test_differentiable.hpp"
#include "support/until.hpp"
#include "view/capture/png.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

struct Rig {
  std::atomic<int> opened = 0;
  TestDifferentiable::Options how;
  RecoveryWorker worker{
      {.threads = 1,
       .open = [this](const ImageConfig& config) -> std::unique_ptr<DifferentiableGenerator> {
         ++opened;
         if (config.model == "broken.pt") throw Error("broken.pt: not a model");
         return std::make_unique<TestDifferentiable>(how);
       },
       .notify = [] {}}};
  RecoveryFramePtr frame;
  std::vector<RecoveryFramePtr> frames;

  static RecoveryWish wish(std::int64_t iterations = 40) {
    RecoveryWish out;
    out.model.model = "a.pt";
    out.latent = seeded_latent({.size = 8}, 3);
    out.name = "seed:3";
    out.config = {.criterion = parse_criterion("hard:1"),
                  .iterations = iterations,
                  .restarts = 3,
                  .candidates = 4,
                  .rate = 0.05};
    return out;
  }
  void update() {
    if (RecoveryFramePtr next = worker.take_frame()) frames.push_back(frame = std::move(next));
  }
  template <class Wanted>
  void until(Wanted wanted) {
    until_holds([this] { update(); }, [&] { return frame && wanted(*frame); },
                [this] {
                  return frame ? "at " + std::to_string(frame->now ? frame->now->iteration : -1) + " " +
                                     frame->error
                               : std::string("no frame");
                });
  }
  void until_finished() {
    until([](const RecoveryFrame& f) { return f.finished; });
  }
};

/// Of the pixels in 8 bits, as they are seen.
double seen_error(const Picture& a, const Picture& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i)
    sum += std::pow((double(a.values[i]) - double(b.values[i])) / 255, 2);
  return sum / static_cast<double>(a.values.size());
}

}  // namespace

TEST_CASE("recovery worker: a search runs to its end, and every kept moment is of one step") {
  Rig rig;
  const std::uint64_t run = rig.worker.search(Rig::wish());
  rig.until_finished();
  const RecoveryFrame& end = *rig.frame;
  CHECK(end.run == run);
  CHECK_FALSE(end.running);
  CHECK(end.error.empty());
  CHECK(end.known);
  CHECK(end.name == "seed:3");
  REQUIRE(end.path);
  REQUIRE(end.path->size() == 41);  // the start and after each step
  for (std::size_t i = 0; i < end.path->size(); ++i) {
    const RecoveryMoment& moment = *(*end.path)[i];
    CAPTURE(i);
    CHECK(moment.iteration == static_cast<std::int64_t>(i));
    REQUIRE(moment.errors.size() == 3);
    REQUIRE(moment.picture);
    // The picture, the error and the latent belong to each other.
    const double seen = seen_error(*moment.picture, *end.target);
    CHECK(std::fabs(seen - moment.pixel_error()) < 0.05 * moment.pixel_error() + 2e-5);
    CHECK(moment.z_error.has_value());
  }
  CHECK(end.now->iteration == 40);
  CHECK(end.now->pixel_error() < 0.5 * end.path->front()->pixel_error());
  CHECK(end.path->front()->resampled_total == 0);
  CHECK(end.now->resampled_total > 0);
  REQUIRE(end.median_singular.has_value());
  CHECK(*end.median_singular > 0);
  CHECK(*end.median_singular < 1);
  CHECK(std::fabs(end.typical_length - std::sqrt(8.0)) < 0.15);
}

TEST_CASE("recovery worker: components that were drawn again are those that the step changed most") {
  Rig rig;
  RecoveryWish wish = Rig::wish(30);
  wish.config.criterion = parse_criterion("hard:0.5");
  wish.config.restarts = 1;
  wish.config.settle = 0;
  rig.worker.search(wish);
  rig.until_finished();
  int again = 0;
  for (std::size_t i = 1; i < rig.frame->path->size(); ++i) {
    const RecoveryMoment& before = *(*rig.frame->path)[i - 1];
    const RecoveryMoment& after = *(*rig.frame->path)[i];
    for (std::size_t k = 0; k < after.latent.size(); ++k) {
      // Adam moves a number by about the rate; what moved farther was drawn again.
      if (std::fabs(after.latent[k] - before.latent[k]) > 0.4) CHECK(after.resampled[k]);
      again += after.resampled[k] ? 1 : 0;
    }
  }
  CHECK(again > 10);
  CHECK(again == rig.frame->now->resampled_total);
}

TEST_CASE("recovery worker: its search is the engine's to the bit, watched or not") {
  Rig rig;
  rig.worker.search(Rig::wish());
  rig.until_finished();
  TestDifferentiable generator;
  const RecoveryWish wish = Rig::wish();
  const std::vector<float> z(wish.latent.begin(), wish.latent.end());
  LatentSearch search(generator, generator.generate(z, {}), {}, wish.config);
  while (!search.finished()) search.step();
  const std::vector<float> found = search.latent(search.best_rows(search.measured_errors()).front());
  CHECK(rig.frame->now->latent == Latent(found.begin(), found.end()));
}

TEST_CASE("recovery worker: it pauses, makes one step, and goes on") {
  Rig rig;
  rig.how.seconds_a_step = 0.002;
  rig.worker.search(Rig::wish(100000));
  rig.until([](const RecoveryFrame& f) { return f.now && f.now->iteration > 3; });
  rig.worker.set_running(false);
  rig.until([](const RecoveryFrame& f) { return !f.running; });
  const std::int64_t at = rig.frame->now->iteration;
  rig.worker.step();
  rig.until([&](const RecoveryFrame& f) { return f.now->iteration == at + 1; });
  CHECK_FALSE(rig.frame->running);
  rig.worker.step();
  rig.until([&](const RecoveryFrame& f) { return f.now->iteration == at + 2; });
  rig.worker.set_running(true);
  rig.until([&](const RecoveryFrame& f) { return f.running && f.now->iteration > at + 4; });
  CHECK(rig.frame->steps_per_second >= 0);
}

TEST_CASE("recovery worker: one that is paused before it begins waits at its start") {
  Rig rig;
  rig.worker.search(Rig::wish());
  rig.worker.set_running(false);
  rig.until([](const RecoveryFrame& f) { return f.now && !f.starting; });
  CHECK_FALSE(rig.frame->running);
  CHECK(rig.frame->now->iteration == 0);
}

TEST_CASE("recovery worker: fewer steps end it, more steps let it go on") {
  Rig rig;
  rig.how.seconds_a_step = 0.002;
  rig.worker.search(Rig::wish(100000));
  rig.until([](const RecoveryFrame& f) { return f.now && f.now->iteration > 5; });
  RecoveryConfig config = Rig::wish().config;
  config.iterations = 3;
  rig.worker.set_live(config);
  rig.until_finished();
  CHECK(rig.frame->median_singular.has_value());
  const std::int64_t at = rig.frame->now->iteration;
  CHECK(at > 5);
  config.iterations = at + 7;
  config.criterion = parse_criterion("none");
  rig.worker.set_live(config);
  rig.until([&](const RecoveryFrame& f) { return f.finished && f.now->iteration == at + 7; });
  CHECK(rig.frame->config.criterion == parse_criterion("none"));
  // No moment twice.
  for (std::size_t i = 1; i < rig.frame->path->size(); ++i)
    CHECK((*rig.frame->path)[i - 1]->iteration < (*rig.frame->path)[i]->iteration);
}

TEST_CASE("recovery worker: a dead point is said, and the search ends where it began") {
  Rig rig;
  rig.how.dead = true;
  RecoveryWish wish = Rig::wish(10);
  wish.config.criterion = parse_criterion("none");
  rig.worker.search(wish);
  rig.until_finished();
  CHECK(rig.frame->now->dead);
  CHECK(rig.frame->path->front()->dead);
  CHECK(rig.frame->now->latent == rig.frame->path->front()->latent);
}

TEST_CASE("recovery worker: a model is opened once, and again where another is asked for") {
  Rig rig;
  rig.worker.search(Rig::wish(2));
  rig.until_finished();
  RecoveryWish wish = Rig::wish(2);
  wish.config.seed = 2;
  const std::uint64_t second = rig.worker.search(wish);
  rig.until([&](const RecoveryFrame& f) { return f.run == second && f.finished; });
  CHECK(rig.opened == 1);
  wish.model.card = "other.json";
  const std::uint64_t third = rig.worker.search(wish);
  rig.until([&](const RecoveryFrame& f) { return f.run == third && f.finished; });
  CHECK(rig.opened == 2);
}

TEST_CASE("recovery worker: what goes wrong travels as data, and the next search works") {
  Rig rig;
  RecoveryWish wish = Rig::wish();
  wish.model.model = "broken.pt";
  rig.worker.search(wish);
  rig.until([](const RecoveryFrame& f) { return !f.error.empty(); });
  CHECK(rig.frame->error == "broken.pt: not a model");
  CHECK_FALSE(rig.frame->running);
  CHECK_FALSE(rig.frame->target);
  wish = Rig::wish(3);
  wish.file = "/nowhere/photo.png";
  const std::uint64_t second = rig.worker.search(wish);
  rig.until([&](const RecoveryFrame& f) { return f.run == second && !f.error.empty(); });
  CHECK(rig.frame->error.find("/nowhere/photo.png") != std::string::npos);
  wish.file.clear();
  const std::uint64_t third = rig.worker.search(wish);
  rig.until([&](const RecoveryFrame& f) { return f.run == third && f.finished; });
  CHECK(rig.frame->error.empty());
}

TEST_CASE("recovery worker: a network that fails on the way ends the search with its words") {
  Rig rig;
  rig.how.fails_with = "the network gives numbers that aren't finite";
  rig.worker.search(Rig::wish());
  rig.until([](const RecoveryFrame& f) { return !f.error.empty(); });
  CHECK(rig.frame->target);
  CHECK_FALSE(rig.frame->running);
  CHECK(rig.frame->now->iteration == 0);
}

TEST_CASE("recovery worker: a photo of another size is fitted, and that is said") {
  const TempDir dir;
  write_png(dir / "photo.png", Image{40, 30, std::vector<std::uint8_t>(40 * 30 * 3, 90)});
  Rig rig;
  RecoveryWish wish = Rig::wish(5);
  wish.file = dir / "photo.png";
  rig.worker.search(wish);
  rig.until_finished();
  CHECK(rig.frame->name == "photo");
  CHECK(rig.frame->fitted.find("40 x 30") != std::string::npos);
  CHECK(rig.frame->target->width == 12);
  CHECK_FALSE(rig.frame->known);
  CHECK_FALSE(rig.frame->now->z_error.has_value());
}

TEST_CASE("recovery worker: a long search keeps moments over the whole of it, in bounded memory") {
  CHECK(most_kept_moments(64 * 64 * 3) == 512);
  CHECK(most_kept_moments(1024 * 1024 * 3) == 21);
  CHECK(most_kept_moments(8192UL * 8192 * 3) == 16);
  Rig rig;
  rig.how.generator.shape = {1, 4, 4};
  RecoveryWish wish = Rig::wish(1500);
  wish.config.restarts = 1;
  rig.worker.search(wish);
  rig.until_finished();
  const RecoveryPath& path = *rig.frame->path;
  CHECK(path.size() > 256);
  CHECK(path.size() <= 513);
  CHECK(path.front()->iteration == 0);
  CHECK(path.back()->iteration == 1500);
  for (std::size_t i = 2; i + 1 < path.size(); ++i)
    CHECK(path[i]->iteration - path[i - 1]->iteration == path[1]->iteration);
}
