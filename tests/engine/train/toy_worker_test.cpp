#include "engine/train/toy_worker.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

ToyConfig small() {
  ToyConfig config;
  config.batch = 32;
  config.generator.widths = config.discriminator.widths = {12, 12};
  return config;
}

ToyWorkerOptions light() {
  ToyWorkerOptions options;
  options.request.samples = 64;
  options.request.field_columns = options.request.field_rows = 8;
  options.request.mesh_resolution = 5;
  return options;
}

/// Every frame of a lossless run.
std::vector<ToyFramePtr> all_frames(ToyWorker& worker) {
  std::vector<ToyFramePtr> frames;
  while (!worker.ended())
    if (ToyFramePtr frame = worker.next_frame(1.0)) frames.push_back(std::move(frame));
  return frames;
}

/// The next frame for which `wanted` holds; fails the test after ten seconds.
template <class Wanted>
ToyFramePtr wait_for(ToyWorker& worker, Wanted wanted) {
  const Stopwatch watch;
  while (watch.seconds() < 10) {
    if (ToyFramePtr frame = worker.take_frame(); frame && wanted(*frame)) return frame;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  FAIL("no such frame came");
  return nullptr;
}

}  // namespace

TEST_CASE("worker: the lossless pace gives every frame once, in order, at its iteration") {
  ToyWorkerOptions options = light();
  options.frame_every = 7;
  options.frames_at = {10, 30};
  options.stop_at = 30;
  options.metrics_every = 15;
  ToyWorker worker(small(), options);
  std::vector<std::int64_t> iterations;
  for (const ToyFramePtr& frame : all_frames(worker)) iterations.push_back(frame->step.iteration);
  CHECK(iterations == std::vector<std::int64_t>{0, 7, 10, 14, 21, 28, 30});
  RunLog::Reader reader;
  worker.log().catch_up(reader);
  CHECK(reader.curves.steps().size() == 30);
  REQUIRE(reader.curves.metrics().size() == 3);
  CHECK(reader.curves.metrics()[0].iteration == 0);
  CHECK(reader.curves.metrics()[2].iteration == 30);
  CHECK(!worker.error());
}

TEST_CASE("worker: a run of no iterations ends at once, with the frame and the measurement of its start") {
  ToyWorkerOptions options = light();
  options.frame_every = 7;
  options.stop_at = 0;
  options.metrics_every = 15;
  for (const bool running : {true, false}) {
    options.running = running;
    ToyWorker worker(small(), options);
    std::vector<std::int64_t> iterations;
    const Stopwatch watch;
    while (!worker.ended() && watch.seconds() < 10)
      if (const ToyFramePtr frame = worker.next_frame(0.1)) iterations.push_back(frame->step.iteration);
    CHECK(worker.ended());
    CHECK(iterations == std::vector<std::int64_t>{0});
    RunLog::Reader reader;
    worker.log().catch_up(reader);
    CHECK(reader.curves.steps().empty());
    CHECK(reader.curves.metrics().size() == 1);
  }
}

TEST_CASE("worker: frames of the same run are the same, whoever watches how slowly") {
  const auto run = [](int pause_ms) {
    ToyWorkerOptions options = light();
    options.frame_every = 5;
    options.stop_at = 20;
    ToyWorker worker(small(), options);
    std::vector<ToyFramePtr> frames;
    while (!worker.ended()) {
      if (ToyFramePtr frame = worker.next_frame(1.0)) frames.push_back(std::move(frame));
      std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
    }
    return frames;
  };
  const auto fast = run(0);
  const auto slow = run(20);
  REQUIRE(fast.size() == 5);
  REQUIRE(slow.size() == 5);
  for (std::size_t i = 0; i < fast.size(); ++i) {
    CHECK(fast[i]->generated == slow[i]->generated);
    CHECK(fast[i]->field.answer == slow[i]->field.answer);
  }
}

TEST_CASE("worker: pause, step one side, step both, run") {
  ToyWorkerOptions options = light();
  options.running = false;
  ToyWorker worker(small(), options);
  const ToyFramePtr start = wait_for(worker, [](const ToyFrame&) { return true; });
  CHECK(start->step.iteration == 0);
  worker.send(command::StepDiscriminator{});
  const ToyFramePtr d = wait_for(worker, [](const ToyFrame& f) { return f.step.discriminator_steps == 1; });
  CHECK(d->step.generator_steps == 0);
  CHECK(d->generated == start->generated);        // the generator didn't move ...
  CHECK(d->field.answer != start->field.answer);  // ... the field did
  worker.send(command::StepGenerator{});
  const ToyFramePtr g = wait_for(worker, [](const ToyFrame& f) { return f.step.generator_steps == 1; });
  CHECK(g->generated != start->generated);
  worker.send(command::StepBoth{});
  const ToyFramePtr both = wait_for(worker, [](const ToyFrame& f) { return f.step.iteration == 1; });
  CHECK(both->step.discriminator_steps == 2);
  CHECK(!worker.running());
  worker.send(command::Run{});
  (void)wait_for(worker, [](const ToyFrame& f) { return f.step.iteration > 20; });
  CHECK(worker.running());
  worker.send(command::Pause{});
  const Stopwatch watch;
  while (worker.running() && watch.seconds() < 5) std::this_thread::yield();
  CHECK(!worker.running());
}

TEST_CASE("worker: slow motion walks phases at its pace, and full speed comes back") {
  ToyWorkerOptions options = light();
  options.running = false;
  ToyWorker worker(small(), options);
  worker.send(command::StepPhase{});
  const ToyFramePtr first = wait_for(worker, [](const ToyFrame& f) { return f.phase.has_value(); });
  CHECK(first->phase->phase == Phase::draw_latents);
  CHECK(first->step.iteration == 0);
  worker.send(command::SlowMotion{0.01});
  worker.send(command::Run{});
  const Stopwatch watch;
  (void)wait_for(worker, [](const ToyFrame& f) { return f.step.iteration == 2; });
  CHECK(watch.seconds() > 0.14);  // fifteen phases were left
  worker.send(command::SlowMotion{0});
  const ToyFramePtr fast = wait_for(worker, [](const ToyFrame& f) { return f.step.iteration > 10; });
  CHECK(!fast->phase.has_value());
}

TEST_CASE("worker: a reset starts another run and clears the curves") {
  ToyWorker worker(small(), light());
  const ToyFramePtr first = wait_for(worker, [](const ToyFrame& f) { return f.step.iteration > 5; });
  ToyConfig other = small();
  other.data = "spiral";
  other.latent = "interval";
  worker.send(command::Reset{other});
  const ToyFramePtr second = wait_for(worker, [&](const ToyFrame& f) { return f.run != first->run; });
  CHECK(second->config == other);
  CHECK(second->latent_dims == 1);
  RunLog::Reader reader;
  worker.log().catch_up(reader);
  CHECK((reader.curves.steps().empty() || reader.curves.steps().front().iteration == 1));
}

TEST_CASE("worker: a wrong reset throws at the sender and the run goes on") {
  ToyWorker worker(small(), light());
  ToyConfig wrong = small();
  wrong.data = "nine-squars";
  CHECK_THROWS_WITH_AS(worker.send(command::Reset{wrong}), doctest::Contains("nine-squares"), UsageError);
  const ToyFramePtr frame = wait_for(worker, [](const ToyFrame& f) { return f.step.iteration > 3; });
  CHECK(frame->config == small());
}

TEST_CASE("worker: live options apply without a reset") {
  ToyConfig steady = small();
  steady.decay = 1;  // or the rate would have shrunk by the time that a busy machine shows a frame
  ToyWorker worker(steady, light());
  const ToyFramePtr first = wait_for(worker, [](const ToyFrame& f) { return f.step.iteration > 2; });
  ToyConfig faster = steady;
  faster.discriminator.rate = 0.004;
  worker.send(command::SetLive{faster});
  const ToyFramePtr later =
      wait_for(worker, [](const ToyFrame& f) { return f.step.discriminator_rate == doctest::Approx(0.004); });
  CHECK(later->run == first->run);
  CHECK(later->step.iteration >= first->step.iteration);
  CHECK(worker.config().discriminator.rate == 0.004);
}

TEST_CASE("worker: divergence keeps the last good frame and says what happened") {
  ToyConfig config = small();
  config.loss = Loss::least_squares;
  config.generator.normalisation = config.discriminator.normalisation = Normalisation::none;
  config.generator.optimiser = config.discriminator.optimiser = OptimiserKind::sgd;
  config.generator.rate = config.discriminator.rate = 10;
  ToyWorkerOptions options = light();
  options.frame_every = 1;
  options.stop_at = 500;
  ToyWorker worker(config, options);
  ToyFramePtr last_good;
  ToyFramePtr diverged;
  while (!diverged && !worker.ended())
    if (ToyFramePtr frame = worker.next_frame(5.0)) (frame->diverged ? diverged : last_good) = frame;
  REQUIRE(diverged);
  REQUIRE(last_good);
  CHECK(diverged->generated == last_good->generated);
  CHECK(diverged->message.find("iteration") != std::string::npos);
  CHECK(!worker.running());
}

TEST_CASE("worker: what is asked for is what a frame holds") {
  ToyWorkerOptions options = light();
  options.running = false;
  ToyWorker worker(small(), options);
  const ToyFramePtr first = wait_for(worker, [](const ToyFrame&) { return true; });
  CHECK(first->field.answer.size() == 64);
  CHECK(first->mesh.position.size() == first->mesh.chart.size());
  CHECK(!first->mesh.triangles.empty());
  CHECK(first->gradients.origin.empty());
  CHECK(first->trails.positions.empty());
  FrameRequest request = options.request;
  request.field = request.mesh = false;
  request.gradients = request.trails = true;
  worker.send(command::Observe{request});
  const ToyFramePtr second = wait_for(worker, [](const ToyFrame& f) { return f.field.answer.empty(); });
  CHECK(second->mesh.position.empty());
  CHECK(second->gradients.origin.size() == second->gradients.direction.size());
  CHECK(!second->gradients.origin.empty());
  CHECK(!second->trails.positions.empty());
}

TEST_CASE("worker: closing at any moment takes less than an iteration and a frame") {
  for (int i = 0; i < 20; ++i) {
    ToyWorker worker(small(), light());
    std::this_thread::sleep_for(std::chrono::milliseconds(i));
  }
  ToyWorkerOptions options = light();
  options.frame_every = 1;  // a writer that waits for a reader must still end
  ToyWorker worker(small(), options);
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
}

TEST_CASE("worker: news are announced") {
  std::atomic<int> calls{0};
  ToyWorkerOptions options = light();
  options.notify = [&calls] { ++calls; };
  ToyWorker worker(small(), options);
  (void)wait_for(worker, [](const ToyFrame&) { return true; });
  CHECK(calls > 0);
}

TEST_CASE("worker: recording begins and ends while training goes on, and loses no multiple of K") {
  ToyWorker worker(small(), light());
  const ToyFramePtr before = wait_for(worker, [](const ToyFrame& f) { return f.step.iteration > 2; });
  CHECK(worker.ended());  // nothing is kept before it is asked for
  CHECK(worker.next_frame(0) == nullptr);
  worker.send(command::Record{3});
  CHECK_FALSE(worker.ended());
  std::vector<std::int64_t> kept;
  while (kept.size() < 10)
    if (const ToyFramePtr frame = worker.next_frame(1.0)) {
      kept.push_back(frame->step.iteration);
      std::this_thread::sleep_for(std::chrono::milliseconds(3));
    }
  for (std::size_t i = 0; i < kept.size(); ++i) {
    CHECK(kept[i] % 3 == 0);
    if (i > 0) CHECK(kept[i] == kept[i - 1] + 3);
  }
  // A trainer that waits for its reader is let go.
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  worker.send(command::Record{0});
  while (!worker.ended()) (void)worker.next_frame(1.0);
  const std::int64_t then = kept.back();
  (void)wait_for(worker, [&](const ToyFrame& f) { return f.step.iteration > then + 40; });
}

TEST_CASE("worker: a second recording starts empty, and closing in the middle of one ends") {
  ToyWorker worker(small(), light());
  worker.send(command::Record{1});
  (void)worker.next_frame(5.0);
  worker.send(command::Record{0});
  worker.send(command::Record{5});
  for (int i = 0; i < 3; ++i) {
    const ToyFramePtr frame = worker.next_frame(5.0);
    REQUIRE(frame);
    CHECK(frame->step.iteration % 5 == 0);
  }
}

TEST_CASE("worker: while few frames are kept, others are made for the eye") {
  ToyWorker worker(small(), light());
  worker.send(command::Record{1000000});
  (void)wait_for(worker, [](const ToyFrame& f) { return f.step.iteration > 100; });
}

TEST_CASE("worker: stepping to a multiple of K is recorded too") {
  ToyWorkerOptions options = light();
  options.running = false;
  ToyWorker worker(small(), options);
  (void)wait_for(worker, [](const ToyFrame&) { return true; });
  worker.send(command::Record{2});
  for (int i = 0; i < 4; ++i) worker.send(command::StepBoth{});
  CHECK(worker.next_frame(5.0)->step.iteration == 2);
  CHECK(worker.next_frame(5.0)->step.iteration == 4);
}

TEST_CASE("worker: the field knows what D says to the samples it was judged with") {
  ToyWorkerOptions options = light();
  options.running = false;
  ToyWorker worker(small(), options);
  const ToyFramePtr frame = wait_for(worker, [](const ToyFrame&) { return true; });
  CHECK(frame->field.real.size() == 64);
  CHECK(frame->field.generated.size() == 64);
  for (const std::vector<float>* answers : {&frame->field.real, &frame->field.generated})
    for (const float answer : *answers) CHECK((answer >= 0 && answer <= 1));
}

TEST_CASE(
    "worker: at a pace no frame is more iterations from the last than allowed, also beside a recording") {
  ToyWorker worker(small(), light());
  worker.send(command::Pace{2});
  std::int64_t last =
      wait_for(worker, [](const ToyFrame& f) { return f.step.iteration > 20; })->step.iteration;
  for (int i = 0; i < 20; ++i) {
    const std::int64_t next = wait_for(worker, [](const ToyFrame&) { return true; })->step.iteration;
    CHECK(next <= last + 2);
    last = next;
  }
  worker.send(command::Record{10});
  for (int i = 0; i < 3; ++i) CHECK(worker.next_frame(5.0) != nullptr);
}

TEST_CASE("worker: a reset after divergence runs again, since nobody paused") {
  ToyConfig config = small();
  config.loss = Loss::least_squares;
  config.generator.normalisation = config.discriminator.normalisation = Normalisation::none;
  config.generator.optimiser = config.discriminator.optimiser = OptimiserKind::sgd;
  config.generator.rate = config.discriminator.rate = 10;
  ToyWorker worker(config, light());
  (void)wait_for(worker, [](const ToyFrame& f) { return f.diverged; });
  CHECK(!worker.running());
  worker.send(command::Reset{small()});
  (void)wait_for(worker, [](const ToyFrame& f) { return !f.diverged && f.step.iteration > 5; });
  CHECK(worker.running());
}

TEST_CASE("worker: a run that was restarted comes back and goes on to the same bits") {
  const auto stepped_to = [](ToyWorker& worker, std::int64_t from, std::int64_t to) {
    for (std::int64_t i = from; i < to; ++i) worker.send(command::StepBoth{});
    return wait_for(worker, [&](const ToyFrame& f) { return f.step.iteration == to; });
  };
  ToyWorkerOptions options = light();
  options.running = false;
  options.metrics_every = 4;
  ToyConfig config = small();
  config.decay_every = 3;
  ToyWorker straight(config, options);
  const ToyFramePtr wanted = stepped_to(straight, 0, 12);

  ToyWorker worker(config, options);
  const ToyFramePtr before = stepped_to(worker, 0, 5);
  ToyConfig other = config;
  other.data = "spiral";
  other.seed = 9;
  worker.send(command::Reset{other});
  const ToyFramePtr between = stepped_to(worker, 0, 3);
  CHECK(between->run == before->run + 1);
  worker.send(command::TakeBack{});
  const ToyFramePtr back = wait_for(worker, [&](const ToyFrame& f) { return f.run == before->run; });
  CHECK(back->step.iteration == 5);
  CHECK(back->generated == before->generated);
  CHECK(worker.config() == config);
  const ToyFramePtr on = stepped_to(worker, 5, 12);
  CHECK(on->generated == wanted->generated);
  CHECK(on->field.answer == wanted->field.answer);
  CHECK(on->mesh.position == wanted->mesh.position);
  CHECK(on->step.generator_loss == wanted->step.generator_loss);
  CHECK(on->step.discriminator_loss == wanted->step.discriminator_loss);
  CHECK(on->step.generator_rate == wanted->step.generator_rate);
  RunLog::Reader curves, straight_curves;
  worker.log().catch_up(curves);
  straight.log().catch_up(straight_curves);
  REQUIRE(curves.curves.steps().size() == 12);
  CHECK(curves.curves.step_columns().generator_loss == straight_curves.curves.step_columns().generator_loss);
  CHECK(curves.curves.metric_columns().iteration == straight_curves.curves.metric_columns().iteration);

  worker.send(command::TakeBack{});  // and forth again
  const ToyFramePtr forth = wait_for(worker, [&](const ToyFrame& f) { return f.run == between->run; });
  CHECK(forth->step.iteration == 3);
  CHECK(forth->generated == between->generated);
  CHECK(worker.config() == other);
}

TEST_CASE("worker: with nothing put aside there is nothing to take back") {
  ToyWorkerOptions options = light();
  options.running = false;
  ToyWorker worker(small(), options);
  worker.send(command::TakeBack{});
  worker.send(command::StepBoth{});
  CHECK(wait_for(worker, [](const ToyFrame& f) { return f.step.iteration == 1; })->run == 1);
}

TEST_CASE("worker: a run that diverged comes back as what it was, and what it stopped goes on") {
  ToyConfig wild = small();
  wild.loss = Loss::least_squares;
  wild.generator.normalisation = wild.discriminator.normalisation = Normalisation::none;
  wild.generator.optimiser = wild.discriminator.optimiser = OptimiserKind::sgd;
  wild.generator.activation = wild.discriminator.activation = Activation::relu;
  wild.generator.rate = wild.discriminator.rate = 10;
  ToyWorker worker(wild, light());
  const ToyFramePtr diverged = wait_for(worker, [](const ToyFrame& f) { return f.diverged; });
  worker.send(command::Reset{small()});
  static_cast<void>(wait_for(worker, [](const ToyFrame& f) { return !f.diverged && f.step.iteration > 3; }));
  worker.send(command::TakeBack{});
  const ToyFramePtr back = wait_for(worker, [](const ToyFrame& f) { return f.diverged; });
  CHECK(back->run == diverged->run);
  CHECK(back->message == diverged->message);
  CHECK_FALSE(worker.running());
  worker.send(command::TakeBack{});
  static_cast<void>(wait_for(worker, [](const ToyFrame& f) { return !f.diverged && f.step.iteration > 10; }));
  CHECK(worker.running());
}
