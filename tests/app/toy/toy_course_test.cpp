// A toy training as a value of its configuration and limits, with what looks on.
#include "app/toy/toy_course.hpp"

#include <doctest/doctest.h>

#include "core/error.hpp"

using namespace ganscope;

namespace {

ToyConfig small() {
  ToyConfig config;
  config.batch = 16;
  config.generator.widths = config.discriminator.widths = {8};
  return config;
}

}  // namespace

TEST_CASE("toy course: frames, measurements and progress come in order, and the summary is their end") {
  std::vector<std::int64_t> frames, measured, told;
  ToySinks sinks;
  sinks.every = 10;
  sinks.at = {3, 25};
  sinks.request.samples = 32;
  sinks.request.field = sinks.request.mesh = false;
  sinks.frame = [&](const ToyFrame& frame) { frames.push_back(frame.step.iteration); };
  sinks.metrics_every = 10;
  sinks.metrics = [&](const ToyMetrics& metrics, const StepReport* step) {
    measured.push_back(metrics.iteration);
    CHECK((step == nullptr) == (metrics.iteration == 0));
    if (step != nullptr) CHECK(step->iteration == metrics.iteration);
  };
  sinks.progress = [&](std::int64_t iteration) { told.push_back(iteration); };
  const ToySummary summary = run_toy_course(small(), {.iterations = 25}, sinks);
  CHECK(frames == std::vector<std::int64_t>{0, 3, 10, 20, 25});
  CHECK(measured == std::vector<std::int64_t>{0, 10, 20, 25});
  REQUIRE_FALSE(told.empty());
  CHECK(told.back() == 25);
  CHECK(summary.end == ToyEnd::arrived);
  CHECK(summary.iterations == 25);
  CHECK(summary.divergence.empty());
  REQUIRE(summary.last_step.has_value());
  CHECK(summary.last_step->iteration == 25);
  REQUIRE(summary.last_metrics.has_value());
  CHECK(summary.last_metrics->iteration == 25);
  CHECK(summary.iterations_per_second() > 0);
}

TEST_CASE("toy course: who looks on changes nothing, another seed does") {
  const ToySummary alone = run_toy_course(small(), {.iterations = 20}, {});
  CHECK_FALSE(alone.last_metrics.has_value());
  ToySinks watched;
  watched.every = 1;
  watched.frame = [](const ToyFrame&) {};
  watched.metrics_every = 5;
  const ToySummary seen = run_toy_course(small(), {.iterations = 20}, watched);
  ToyConfig other = small();
  other.seed = 2;
  const ToySummary different = run_toy_course(other, {.iterations = 20}, {});
  REQUIRE(alone.last_step.has_value());
  REQUIRE(seen.last_step.has_value());
  REQUIRE(different.last_step.has_value());
  CHECK(alone.last_step->generator_loss == seen.last_step->generator_loss);
  CHECK(alone.last_step->generator_loss != different.last_step->generator_loss);
}

TEST_CASE("toy course: it ends where it is told to, at once, in time, or by itself") {
  CHECK(run_toy_course(small(), {.iterations = 0}, {}).iterations == 0);
  const ToySummary stopped =
      run_toy_course(small(), {.iterations = 100'000'000, .stop = [] { return true; }}, {});
  CHECK(stopped.end == ToyEnd::stopped);
  const ToySummary late = run_toy_course(small(), {.iterations = 100'000'000, .seconds = 0.3}, {});
  CHECK(late.end == ToyEnd::out_of_time);
  CHECK(late.iterations > 0);
  CHECK(late.seconds >= 0.3);
  ToyConfig wild = small();
  wild.loss = Loss::least_squares;
  for (NetworkConfig* side : {&wild.generator, &wild.discriminator}) {
    side->normalisation = Normalisation::none;
    side->activation = Activation::leaky_relu;
    side->optimiser = OptimiserKind::sgd;
    side->rate = 10;
  }
  const ToySummary diverged = run_toy_course(wild, {.iterations = 2000}, {});
  CHECK(diverged.end == ToyEnd::diverged);
  CHECK(diverged.divergence.find("iteration") != std::string::npos);
  CHECK(diverged.iterations < 2000);
}

TEST_CASE("toy course: what cannot run and what a sink throws come back as errors") {
  ToyConfig wrong = small();
  wrong.data = "no such manifold";
  CHECK_THROWS_AS((void)run_toy_course(wrong, {.iterations = 1}, {}), UsageError);
  ToySinks failing;
  failing.every = 1;
  failing.frame = [](const ToyFrame&) { throw Error("the disk is full"); };
  CHECK_THROWS_WITH_AS((void)run_toy_course(small(), {.iterations = 50}, failing), "the disk is full", Error);
}
