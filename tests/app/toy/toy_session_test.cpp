#include "app/toy/toy_session.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/error.hpp"
#include "support/files.hpp"
#include "support/temp_dir.hpp"
#include "support/until.hpp"
#include "support/working_folder.hpp"

using namespace ganscope;
using namespace ganscope::test;
namespace vc = ganscope::toy_command;

namespace {

ToyRunOptions small(bool paused = false) {
  ToyRunOptions options;
  options.config.batch = 32;
  options.config.generator.widths = options.config.discriminator.widths = {12, 12};
  options.width = 640;
  options.height = 480;
  options.paused = paused;
  options.threads = 1;
  return options;
}

nlohmann::json report(const ToySession& session) { return nlohmann::json::parse(session.report({})); }

/// Updates the session until `wanted` holds; fails after ten seconds.
template <class Wanted>
void until(ToySession& session, Wanted wanted) {
  until_holds([&] { session.update(); }, wanted, [&] { return session.report({}); });
}

Settings remembered(const ToySession& session) {
  Settings settings;
  session.remember(settings);
  return settings;
}

/// Frames of the past that can be looked at.
int kept(const ToySession& session) { return report(session)["kept_frames"].get<int>(); }

}  // namespace

TEST_SUITE("toy_session") {
  TEST_CASE("looking back shows a moment of the past while training goes on, and End follows again") {
    ToySession session(small(), {}, nullptr);
    until(session, [&] { return session.frame() != nullptr; });
    const std::int64_t first = session.frame()->step.iteration;  // 0, or 1 where the trainer was quick
    until(session, [&] { return kept(session) > 5 && session.input().iteration > 60; });
    session.apply(time_command::LookAt{20});
    session.update();
    REQUIRE(session.frame());
    const std::int64_t shown = session.frame()->step.iteration;
    CHECK(shown <= 20);
    CHECK(report(session)["looks_back"] == true);
    const std::int64_t then = session.input().iteration;
    until(session, [&] { return session.input().iteration > then + 10; });
    CHECK(session.frame()->step.iteration == shown);
    CHECK(session.input().frame->step.iteration == shown);
    session.apply(time_command::LookBeside{1});
    CHECK(session.frame()->step.iteration > shown);
    session.apply(time_command::LookAtStart{});
    CHECK(session.frame()->step.iteration == first);
    session.apply(time_command::FollowTraining{});
    until(session, [&] { return session.frame()->step.iteration >= then; });
    CHECK(report(session)["looks_back"] == false);
  }

  TEST_CASE("a step brings the picture back to the present") {
    ToySession session(small(), {}, nullptr);
    until(session, [&] { return kept(session) > 3; });
    session.apply(vc::ToggleRun{});
    until(session, [&] { return !session.input().running; });
    session.apply(time_command::LookAtStart{});
    session.apply(toy_command::StepDiscriminator{});
    CHECK(report(session)["looks_back"] == false);
  }

  TEST_CASE("a replay goes through the past and ends in the present; a selected part begins again") {
    ToySession session(small(), {}, nullptr);
    until(session, [&] { return kept(session) > 8; });
    session.apply(vc::ToggleRun{});
    until(session, [&] { return !session.input().running && !session.has_news(); });
    session.apply(time_command::LookAtStart{});
    const std::int64_t first = session.frame()->step.iteration;  // 0, or 1 where the trainer was quick
    session.apply(time_command::LookBeside{3});
    const std::int64_t end = session.frame()->step.iteration;
    session.apply(time_command::FollowTraining{});
    session.apply(time_command::SelectSpan{0, end});
    session.apply(vc::ToggleReplay{});
    CHECK(session.animates());
    CHECK(session.frame()->step.iteration == first);
    until(session, [&] { return session.frame()->step.iteration == end; });
    until(session, [&] { return session.frame()->step.iteration == first; });
    CHECK(session.animates());
    session.apply(time_command::ClearSpan{});
    session.apply(time_command::FollowTraining{});
    session.apply(time_command::LookBeside{-2});
    session.apply(vc::ToggleReplay{});
    until(session, [&] { return !session.animates(); });
    CHECK(report(session)["looks_back"] == false);
  }

  TEST_CASE("pins, decades and the selection are what they were set to, and Esc takes one thing at a time") {
    ToySession session(small(true), {}, nullptr);
    session.apply(vc::Pin{7});
    session.apply(time_command::SelectSpan{2, 9});
    session.apply(time_command::SelectSpan{9, 9});  // nothing
    session.apply(time_command::ToggleLogAxis{"Loss"});
    CHECK(report(session)["pin"] == 7);
    CHECK(report(session)["span"] == nlohmann::json({2, 9}));
    CHECK(session.state().time.log_plots.contains("Loss"));
    session.apply(time_command::ToggleLogAxis{"Loss"});
    CHECK(session.state().time.log_plots.empty());
    session.apply(window_command::ToggleHelp{});
    session.apply(window_command::Dismiss{});
    CHECK(report(session)["help"] == false);
    CHECK(report(session)["pin"] == 7);
    session.apply(window_command::Dismiss{});
    CHECK(report(session)["pin"] == -1);
    CHECK(report(session)["span"] != nullptr);
    session.apply(window_command::Dismiss{});
    CHECK(report(session)["span"] == nullptr);
    session.apply(vc::Pin{7});
    session.apply(vc::Pin{7});
    CHECK(report(session)["pin"] == -1);
  }

  TEST_CASE("speeds: walked by key, slow motion and back to what it was") {
    ToySession session(small(), {}, nullptr);
    CHECK(session.input().speed == full_speed());
    session.apply(vc::ChangeSpeed{-1});
    CHECK(session.input().speed == full_speed() - 1);
    session.apply(vc::ToggleSlowMotion{});
    CHECK(session.input().slow_motion());
    until(session, [&] { return session.frame() && session.frame()->phase.has_value(); });
    session.apply(vc::ChangeSpeed{-1});
    CHECK(session.input().speed == 0);
    session.apply(vc::ChangeSpeed{-1});
    CHECK(session.input().speed == 0);
    session.apply(vc::ToggleSlowMotion{});
    CHECK(session.input().speed == full_speed() - 1);
    session.apply(vc::SetSpeed{1000});
    CHECK(session.input().speed == full_speed());
  }

  TEST_CASE("at one iteration a frame no iteration goes unseen") {
    ToySession session(small(true), {}, nullptr);
    until(session, [&] { return session.frame() != nullptr; });
    session.apply(vc::SetSpeed{3});
    REQUIRE(speed_list()[3].iterations_per_frame == 1);
    session.apply(vc::ToggleRun{});
    std::int64_t last = 0;
    for (int i = 0; i < 20; ++i) {
      until(session, [&] { return session.frame()->step.iteration > last; });
      CHECK(session.frame()->step.iteration == last + 1);
      last = session.frame()->step.iteration;
    }
  }

  TEST_CASE("a recording of every K iterations hands out each of them, however slowly they are taken") {
    ToySession session(small(), {}, nullptr);
    until(session, [&] { return session.input().iteration > 3; });
    RecordingChoice choice;
    choice.every = 4;
    session.apply(vc::EditRecording{choice});
    session.apply(vc::ToggleRecording{});
    CHECK(session.take_recording_wish() == ToySession::RecordingWish::start);
    CHECK(session.take_recording_wish() == ToySession::RecordingWish::none);
    session.recording_began({320, 240}, session.state());
    std::vector<std::int64_t> taken;
    while (taken.size() < 12) {
      session.update();
      if (const ToyFramePtr frame = session.take_kept_frame()) taken.push_back(frame->step.iteration);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    for (std::size_t i = 0; i < taken.size(); ++i) {
      CHECK(taken[i] % 4 == 0);
      if (i > 0) CHECK(taken[i] == taken[i - 1] + 4);
    }
    session.recording_ends();
    while (!session.kept_frames_ended())
      if (const ToyFramePtr frame = session.take_kept_frame()) taken.push_back(frame->step.iteration);
    CHECK(taken.size() <= 12 + 4);
    const std::int64_t then = session.input().iteration;
    until(session, [&] { return session.input().iteration > then + 8; });  // training waits no more
  }

  TEST_CASE("the choices of a recording stay while it goes on") {
    ToySession session(small(true), {}, nullptr);
    RecordingStatus on;
    on.state = RecordingStatus::State::on;
    session.set_recording(on);
    RecordingChoice choice;
    choice.format = RecordingFormat::gif;
    session.apply(vc::EditRecording{choice});
    CHECK(session.state().recording.format == RecordingFormat::mp4);
    session.apply(vc::ToggleRecording{});
    CHECK(session.take_recording_wish() == ToySession::RecordingWish::stop);
    session.set_recording({});
    session.apply(vc::EditRecording{choice});
    CHECK(session.state().recording.format == RecordingFormat::gif);
  }

  TEST_CASE("the curves are exported to a new file, or it is said that there are none") {
    const TempDir dir;
    const WorkingFolder here(dir.path());
    ToySession session(small(true), {}, nullptr);
    session.apply(vc::ExportCurves{});
    CHECK(session.input().notice.text.find("nothing to export") != std::string::npos);
    session.apply(toy_command::StepBoth{});
    until(session, [&] { return session.input().iteration == 1; });
    session.apply(vc::ExportCurves{});
    session.apply(vc::ExportCurves{});
    CHECK(entries_in(dir.path()) == 2);
    CHECK(content_of(dir / "ganscope-nine-squares-square-curves.csv").starts_with("iteration,"));
  }

  TEST_CASE("contradictions are resolved with a sentence and not refused") {
    ToySession session(small(true), {}, nullptr);
    ToyConfig draft = session.input().draft;
    draft.loss = Loss::wgan_gp;
    session.apply(vc::EditDraft{draft});
    CHECK(session.input().draft.discriminator.normalisation == Normalisation::none);
    CHECK(session.input().notice.text.find("switched off") != std::string::npos);
    draft = session.input().draft;
    draft.discriminator.normalisation = Normalisation::batch;
    session.apply(vc::EditDraft{draft});
    CHECK(session.input().draft.discriminator.normalisation == Normalisation::none);
    CHECK(session.input().notice.text.find("stays off") != std::string::npos);
    draft = session.input().draft;
    draft.loss = Loss::minimax;
    session.apply(vc::EditDraft{draft});
    CHECK(session.input().draft.discriminator.normalisation == Normalisation::batch);
  }

  TEST_CASE("a points file is opened, remembered and listed; one that is none leaves the run alone") {
    const TempDir dir;
    std::ofstream(dir / "points.csv") << "x,y\n0,0\n1,1\n2,0\n";
    ToySession session(small(true), {}, nullptr);
    ToyConfig draft = session.input().draft;
    draft.data = "file:" + (dir / "points.csv").string();
    session.apply(vc::EditDraft{draft});
    CHECK_FALSE(session.input().notice.error);
    CHECK(remembered(session).recent == std::vector<std::string>{(dir / "points.csv").string()});
    CHECK(session.input().manifolds.back().name == draft.data);
    until(session, [&] { return session.input().config.data == draft.data; });
    draft.data = "file:" + (dir / "none.csv").string();
    session.apply(vc::EditDraft{draft});
    CHECK(session.input().notice.error);
    CHECK(session.input().notice.text.find("none.csv") != std::string::npos);
    CHECK(remembered(session).recent.size() == 1);
    session.update();
    CHECK(session.input().config.data != draft.data);
  }

  TEST_CASE("a step of one side tells its number and the bar's, which doesn't count it") {
    ToySession session(small(true), {}, nullptr);
    until(session, [&] { return session.frame() != nullptr; });
    session.obey("step-both");
    until(session, [&] { return session.input().iteration == 1; });
    session.obey("step-discriminator");
    CHECK(session.input().notice.text ==
          "the discriminator's step 2; the generator stays at 1, the iteration at 1");
    until(session, [&] { return session.frame()->step.discriminator_steps == 2; });
    session.obey("step-generator");
    CHECK(session.input().notice.text ==
          "the generator's step 2; the discriminator stays at 2, the iteration at 1");
    until(session, [&] { return session.frame()->step.generator_steps == 2; });
    CHECK(session.input().iteration == 1);  // as the bar has it
  }

  TEST_CASE("files of a run of points are called after the file, wherever it is") {
    ToyConfig config;
    config.data = "file:/home/someone/of measurements/moons.2.csv";
    config.latent = "normal:2";
    CHECK(file_stem(config) == "ganscope-moons.2-normal-2");
    config.data = "square";
    CHECK(file_stem(config) == "ganscope-square-normal-2");
  }

  TEST_CASE("the dialogue opens where points were refused") {
    const TempDir dir;
    std::ofstream(dir / "bad.csv") << "no points\n";
    ToySession session(small(true), {}, nullptr);
    session.obey("open-points " + (dir / "bad.csv").string());
    CHECK(session.input().notice.error);
    CHECK(session.state().refusals == 1);
    session.press("Ctrl+O");
    CHECK(session.state().files.folder == dir.path().string());
  }

  TEST_CASE("a points file is chosen in the file dialogue, whose keys are its own") {
    const TempDir dir;
    std::ofstream(dir / "points.csv") << "x,y\n0,0\n1,1\n2,0\n";
    ToySession session(small(true), {}, nullptr);
    session.press("F1");
    session.press("Ctrl+O");
    CHECK(report(session)["file_dialogue"] == true);
    CHECK(report(session)["last_command"] == "ask-for-file points");
    CHECK_FALSE(session.state().help);
    CHECK(session.state().files.title == "Open points");
    const bool panels = session.state().panels;
    session.press("Tab");
    session.press("Ctrl+Q");
    CHECK(session.state().panels == panels);
    CHECK_FALSE(session.quit());
    session.obey("dismiss");
    CHECK_FALSE(session.state().files.open);

    session.press("Ctrl+O");
    session.obey("file-dialogue visit " + dir.path().string());
    REQUIRE(session.state().files.entries.size() == 1);
    session.obey("file-dialogue activate 0");
    CHECK_FALSE(session.state().files.open);
    CHECK(remembered(session).recent == std::vector<std::string>{(dir / "points.csv").string()});
    CHECK(session.input().manifolds.back().name == points_data((dir / "points.csv").string()));
    // It is among the recent ones from now on.
    session.press("Ctrl+O");
    REQUIRE(session.state().files.recent.size() == 1);
    CHECK(session.state().files.recent[0].name == "points.csv");
    session.obey("file-dialogue cancel");

    session.obey("ask-for-file models");
    CHECK(session.input().notice.error);
    CHECK(session.input().notice.text.find("points") != std::string::npos);
    CHECK_FALSE(session.state().files.open);
  }

  TEST_CASE("settings fill what the command line left open") {
    Settings settings;
    settings.theme = ThemeKind::light;
    settings.scale = 2;
    settings.width = 1000;
    settings.height = 800;
    settings.preset = "fig1d";
    ToyRunOptions open;
    const ToyRunOptions filled = with_settings(open, settings);
    CHECK(filled.theme == ThemeKind::light);
    CHECK(filled.scale == 2);
    CHECK(filled.width == 1000);
    CHECK(filled.config.data == "spiral");
    open.given = {.run = true, .size = true, .theme = true, .scale = true};
    const ToyRunOptions as_said = with_settings(open, settings);
    CHECK(as_said.theme == ThemeKind::dark);
    CHECK(as_said.scale == 1);
    CHECK(as_said.width == 1280);
    CHECK(as_said.config.data == "nine-squares");
    ToySession session(with_settings(small(true), settings), settings, nullptr);
    CHECK(session.looks().theme == ThemeKind::light);
    CHECK(remembered(session).preset == "fig1d");
  }
}
