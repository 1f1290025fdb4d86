// What begins, changes and brings back runs.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/toy/toy_session.hpp"
#include "support/temp_dir.hpp"
#include "support/until.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

ToyRunOptions light_run(bool paused = true) {
  ToyRunOptions options;
  options.config.batch = 32;
  options.config.generator.widths = options.config.discriminator.widths = {12, 12};
  options.paused = paused;
  options.threads = 1;
  return options;
}

/// Updates the session until `wanted` holds; fails after ten seconds.
template <class Wanted>
void until(ToySession& session, Wanted wanted) {
  until_holds([&] { session.update(); }, wanted, [&] { return session.report({}); });
}

void step_to(ToySession& session, std::int64_t iteration) {
  until(session, [&] { return session.frame() && session.frame()->run > 0; });
  while (session.input().iteration < iteration) {
    const std::int64_t next = session.input().iteration + 1;
    session.apply(toy_command::StepBoth{});
    until(session, [&] { return session.input().iteration == next; });
  }
}

void new_run(ToySession& session, std::uint64_t run) {
  until(session, [&] { return session.frame() && session.frame()->run == run; });
}

bool told(const ToySession& session, const std::string& text) {
  CAPTURE(session.input().notice.text);
  return session.input().notice.text.find(text) != std::string::npos;
}

std::string copied(ToySession& session) {
  session.apply(window_command::CopyCommand{});
  return session.take_clipboard();
}

std::size_t rows(const ToySession& session) { return session.input().curves->steps().size(); }

}  // namespace

TEST_SUITE("toy_session_runs") {
  TEST_CASE("a preset is a clean start, and what was changed by hand is said and kept when asked") {
    ToyRunOptions options;
    options.paused = true;
    options.threads = 1;
    options.config.seed = 7;
    ToySession session(options, {}, nullptr);
    session.obey("set generator-updates 8");
    session.obey("set rate 0.01");
    session.obey("walk-presets 1");
    ToyConfig plain;
    plain.data = "square";
    plain.latent = "nine-squares";
    plain.seed = 7;
    CHECK(session.input().draft == plain);
    CHECK(told(session, "fig2b"));
    CHECK(told(session,
               "Your changes (rate 0.01, generator steps 8) were put aside: Menu > Training > keep "
               "my changes, or Ctrl+Z"));
    new_run(session, 2);
    CHECK(session.input().config == plain);
    session.obey("walk-presets -1");  // nothing to put aside: what was stays
    CHECK(told(session, "Ctrl+Z brings the run back"));
    session.obey("keep-changes");
    CHECK(told(session, "your changes (rate 0.01, generator steps 8)"));
    ToyConfig kept = plain;
    kept.data = "nine-squares";
    kept.latent = "square";
    kept.generator.updates = 8;
    kept.generator.rate = kept.discriminator.rate = 0.01;
    CHECK(session.input().draft == kept);
    session.obey("keep-changes");
    CHECK(told(session, "no changes to keep"));
  }

  TEST_CASE("defaults: what is live at once, what needs a reset waits, data and seed stay") {
    ToySession session(light_run(), {}, nullptr);
    session.obey("set seed 5");
    session.obey("set generator-updates 8");
    session.obey("defaults");
    ToyConfig plain;
    plain.seed = 5;
    CHECK(session.input().draft == plain);
    CHECK(told(session, "steps 1"));
    CHECK(told(session, "wait for a reset"));
    until(session, [&] { return session.input().config.generator.updates == 1; });
    CHECK(session.input().config.batch == 32);
    session.obey("restart");
    until(session, [&] { return session.input().config == plain; });
    session.obey("defaults");
    CHECK(told(session, "are at their defaults"));
  }

  TEST_CASE(
      "a restart is undone: the run goes on with its past, as if nothing had happened, and forth again") {
    ToySession straight(light_run(), {}, nullptr);
    step_to(straight, 9);

    ToySession session(light_run(), {}, nullptr);
    session.obey("undo");
    CHECK(told(session, "no run to bring back"));
    step_to(session, 6);
    session.obey("pin 3");
    session.obey("toggle-log-axis Loss");
    const ToyConfig config = session.input().config;
    for (const std::string key : {"R", "N"}) {
      CAPTURE(key);
      const std::uint64_t run = session.frame()->run;
      session.press(key);
      CHECK(told(session, "Ctrl+Z"));
      until(session, [&] { return session.frame()->run > run; });
      CHECK(session.state().time.log_plots.contains("Loss"));
      CHECK_FALSE(session.state().time.pin);
      step_to(session, 2);
      CHECK(rows(session) == 2);
      session.press("Ctrl+Z");
      CHECK(told(session, "at iteration 6"));
      new_run(session, run);
      CHECK(session.input().config == config);
      CHECK(session.input().draft == config);
      CHECK(session.input().iteration == 6);
      CHECK(rows(session) == 6);
      CHECK(session.state().time.pin == 3);
      session.obey("look-at-start");
      CHECK(session.frame()->step.iteration == 0);
      CHECK(session.frame()->run == run);
      session.obey("look-beside 2");
      CHECK(session.frame()->step.iteration == 2);
      session.obey("follow-training");
    }
    session.obey("set data spiral");
    CHECK(told(session, "Ctrl+Z"));
    until(session, [&] { return session.input().config.data == "spiral" && session.frame()->run > 3; });
    step_to(session, 4);
    const std::vector<glm::vec2> on_spiral = session.frame()->generated;
    session.press("Ctrl+Z");
    new_run(session, 1);
    session.press("Ctrl+Z");
    new_run(session, 4);
    CHECK(session.frame()->step.iteration == 4);
    CHECK(session.frame()->generated == on_spiral);
    CHECK(session.input().draft.data == "spiral");
    session.press("Ctrl+Z");
    new_run(session, 1);
    step_to(session, 9);
    CHECK(session.frame()->generated == straight.frame()->generated);
    CHECK(session.frame()->field.answer == straight.frame()->field.answer);
    CHECK(session.frame()->step.generator_loss == straight.frame()->step.generator_loss);
    CHECK(session.input().curves->step_columns().discriminator_loss ==
          straight.input().curves->step_columns().discriminator_loss);
  }

  TEST_CASE("a draft that waits for a reset waits again when its run is back") {
    ToySession session(light_run(), {}, nullptr);
    step_to(session, 1);
    session.obey("set loss wgan-clip");
    session.press("R");
    new_run(session, 2);
    CHECK(session.input().config.loss == Loss::wgan_clip);
    session.press("Ctrl+Z");
    new_run(session, 1);
    CHECK(session.input().config.loss == Loss::non_saturating);
    CHECK(session.input().draft.loss == Loss::wgan_clip);
  }

  TEST_CASE("two restarts within one turn leave the last of them to undo") {
    ToySession session(light_run(), {}, nullptr);
    step_to(session, 3);
    session.press("N");
    session.press("N");
    session.press("Ctrl+Z");
    new_run(session, 2);
    CHECK(session.input().config.data == "square");
    CHECK(session.frame()->step.iteration == 0);
  }

  TEST_CASE("a typed rate is the one in force, also where the field had it, and the rest is a comment") {
    ToyRunOptions options = light_run();
    options.config.decay = 0.5;
    options.config.decay_every = 2;
    ToySession session(options, {}, nullptr);
    step_to(session, 0);
    session.obey("set discriminator-rate 0.002");  // before the first step: part of the run
    CHECK(copied(session).find('\n') == std::string::npos);
    step_to(session, 5);
    CHECK(session.input().generator_rate == 0.00025);
    session.obey("set generator-rate 0.01");
    until(session, [&] { return session.input().generator_rate == 0.01; });
    CHECK(session.input().discriminator_rate == 0.0005);
    session.obey("set discriminator-rate 0.002");
    until(session, [&] { return session.input().discriminator_rate == 0.002; });
    CHECK(session.input().generator_rate == 0.01);
    const std::string text = copied(session);
    const std::size_t line = text.find('\n');
    REQUIRE(line != std::string::npos);
    CHECK(text.substr(0, line).starts_with("ganscope toy --preset fig2a"));
    CHECK(text.substr(0, line).find("--generator-rate 0.01") != std::string::npos);
    CHECK(text.substr(line + 1) ==
          "# not repeated: at iteration 5 generator-rate 0.00025 -> 0.01; "
          "at iteration 5 discriminator-rate 0.0005 -> 0.002");
    CHECK(told(session, "# not repeated"));
    session.press("R");  // from the start with all of it: nothing is left out
    CHECK(copied(session).find('\n') == std::string::npos);
    session.press("Ctrl+Z");
    CHECK(copied(session) == text);
  }

  TEST_CASE("a points file of the command line is listed and remembered, once by whatever path") {
    const TempDir dir;
    std::ofstream(dir / "points.csv") << "x,y\n0,0\n1,1\n2,0\n";
    ToyRunOptions options = light_run();
    options.config.data = "file:" + (dir / "points.csv").string();
    Settings settings;
    ToySession session(options, settings, nullptr);
    const auto files = [&] {
      return std::count_if(session.input().manifolds.begin(), session.input().manifolds.end(),
                           [](const CatalogueEntry& e) { return e.name.starts_with("file:"); });
    };
    CHECK(files() == 1);
    CHECK(session.input().manifolds.back().name == options.config.data);
    session.remember(settings);
    CHECK(settings.recent == std::vector<std::string>{(dir / "points.csv").string()});
    session.obey("open-points " + (dir / ".." / dir.path().filename() / "points.csv").string());
    CHECK_FALSE(session.input().notice.error);
    CHECK(files() == 1);
    new_run(session, 2);
    session.drop(dir / "points.csv");  // dropped again: read again
    new_run(session, 3);
    session.obey("open-points");
    CHECK(session.input().notice.error);
    CHECK(told(session, "expected a CSV of points"));
    session.obey("open-points /nowhere/none.csv");
    CHECK(told(session, "none.csv"));
    session.remember(settings);
    CHECK(settings.recent.size() == 1);
    CHECK(files() == 1);
  }

  TEST_CASE("a window that is too small says so, once, when nothing else is being said") {
    ToyRunOptions options = light_run();
    options.width = 1280;
    options.height = 720;
    ToySession session(options, {}, nullptr);
    session.update();
    CHECK(session.input().notice.empty());
    session.tell("something else");
    session.look_at({1000, 700});
    session.update();
    CHECK(told(session, "something else"));
    session.apply(window_command::Dismiss{});
    session.update();
    CHECK(told(session, "no room at this size for Images, speed, slow motion, the curves"));
    CHECK(told(session, "Menu"));
    session.apply(window_command::Dismiss{});
    session.look_at({1280, 720});
    session.look_at({900, 700});
    session.update();
    CHECK(session.input().notice.empty());
  }
}
