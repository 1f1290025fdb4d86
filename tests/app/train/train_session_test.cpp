#include "app/train/train_session.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "app/files/kept_options.hpp"
#include "exchange/image_train_options.hpp"
#include "support/files.hpp"
#include "support/photo_folder.hpp"
#include "support/temp_dir.hpp"
#include "support/until.hpp"
#include "support/working_folder.hpp"
#include "view/capture/png.hpp"

using namespace ganscope;
using namespace ganscope::test;
namespace tc = ganscope::train_command;

namespace {

struct Place {
  TempDir dir;
  WorkingFolder folder{dir.path()};
  std::filesystem::path photos = make_photo_folder(dir / "photos");

  [[nodiscard]] TrainRunOptions options(std::int64_t iterations) const {
    TrainRunOptions o;
    o.config = small_training(photos);
    o.out = dir / "run";
    o.resume = true;
    o.iterations = iterations;
    o.threads = 1;
    o.sheet_every = 5;
    o.cache_dir = dir / "cache";
    o.watch = true;
    o.paused = true;
    return o;
  }
};

/// Updates the session until `wanted` holds; fails after twenty seconds.
template <class Wanted>
void until(TrainSession& session, Wanted wanted) {
  until_holds([&] { static_cast<void>(session.update()); }, wanted, [&] { return session.report({}); }, 20);
}

void until_shown(TrainSession& session, std::int64_t iteration) {
  until(session, [&] { return session.input().generated && session.input().shown_iteration == iteration; });
}

void until_phase(TrainSession& session, TrainPhase phase) {
  until(session, [&] { return session.input().status.phase == phase; });
}

nlohmann::json state(const TrainSession& session) { return nlohmann::json::parse(session.report({})); }

/// Trained to the end, with sheets of 0, 5, 10, ... and the last iteration.
void train(const Place& place, std::int64_t iterations) {
  TrainRunOptions options = place.options(iterations);
  options.paused = false;
  TrainSession session(options, [] {});
  until_phase(session, TrainPhase::finished);
}

}  // namespace

TEST_CASE("training session: it opens, steps, runs to the end and says where the model is") {
  const Place place;
  TrainSession session(place.options(12), [] {});
  until_shown(session, 0);
  CHECK(session.input().status.facts.images == 24);
  CHECK_FALSE(session.input().real);
  session.apply(tc::Step{});
  until_shown(session, 1);
  CHECK(session.input().real->count == 4);
  CHECK_FALSE(session.input().status.running);
  session.apply(tc::ToggleRun{});
  until_phase(session, TrainPhase::finished);
  until_shown(session, 12);
  CHECK(session.input().sheets == std::vector<std::int64_t>{0, 5, 10, 12});
  CHECK(session.input().curves->iteration.size() == 12);
  CHECK(session.input().notice.text.find("generator.safetensors") != std::string::npos);
  CHECK(state(session)["phase"] == "finished");
}

TEST_CASE("training session: image mode is reached while it trains, with the generator as it is then") {
  const Place place;
  TrainSession session(place.options(12), [] {});
  session.apply(window_command::SwitchMode{"image"});
  CHECK(session.input().notice.error);  // nothing was opened yet
  CHECK_FALSE(session.take_switch_wish());
  until_shown(session, 0);
  session.apply(tc::Step{});
  until_shown(session, 1);
  session.apply(window_command::SwitchMode{"image"});
  CHECK(session.input().notice.text.find("iteration 1") != std::string::npos);
  std::optional<std::string> wish;
  until(session, [&] { return (wish = session.take_switch_wish()).has_value(); });
  CHECK(*wish == "image");
  CHECK(session.input().status.snapshot_at == 1);
  CHECK(session.shown_model().ends_with("generator-so-far.safetensors"));
  CHECK(std::filesystem::exists(session.shown_model()));
  CHECK_FALSE(session.input().status.running);
  // At the end it is the finished one, and nothing has to be written first.
  session.apply(tc::ToggleRun{});
  until_phase(session, TrainPhase::finished);
  session.apply(window_command::SwitchMode{""});
  CHECK(session.take_switch_wish() == "");
  CHECK(session.shown_model().ends_with("generator.safetensors"));
}

TEST_CASE("training session: a generator written on the way changes nothing of the training") {
  std::vector<std::string> written;
  for (const bool leaves : {false, true}) {
    const Place place;
    TrainSession session(place.options(8), [] {});
    until_shown(session, 0);
    for (int i = 1; i <= 3; ++i) {
      session.apply(tc::Step{});
      until_shown(session, i);
      if (!leaves) continue;
      session.apply(window_command::SwitchMode{"image"});
      until(session, [&] { return session.take_switch_wish().has_value(); });
    }
    session.apply(tc::ToggleRun{});
    until_phase(session, TrainPhase::finished);
    written.push_back(content_of(session.input().status.model));
  }
  CHECK(written[0].size() > 1000);
  CHECK(written[0] == written[1]);
}

TEST_CASE("training session: one looks back from sheet to sheet, by place or by key, and follows again") {
  const Place place;
  train(place, 20);
  TrainSession session(place.options(100), [] {});
  until_shown(session, 20);
  // The sheets of before the resume are there, each with the images that the iteration had.
  CHECK(session.input().sheets == std::vector<std::int64_t>{0, 5, 10, 15, 20});
  CHECK(session.input().curves->iteration.size() == 20);
  const ImageStack latest = *session.input().generated;
  // The nearest, of two as near the earlier, wherever that is asked for.
  for (const auto& [asked, shown] : std::vector<std::pair<std::int64_t, std::int64_t>>{
           {-7, 0}, {2, 0}, {3, 5}, {13, 15}, {18, 20}, {99, 20}, {12, 10}}) {
    session.obey("look-at " + std::to_string(asked));
    CHECK(session.state().time.look_back == shown);
  }
  CHECK(session.input().shown_iteration == 10);
  CHECK_FALSE(*session.input().generated == latest);
  session.apply(time_command::LookBeside{1});
  CHECK(session.state().time.look_back == 15);
  session.apply(time_command::LookBeside{1});
  // The sheet of the latest iteration is the latest images to the bit.
  CHECK(session.state().time.look_back == 20);
  CHECK(*session.input().generated == latest);
  session.apply(time_command::LookBeside{1});
  CHECK_FALSE(session.state().time.look_back);
  session.apply(time_command::LookBeside{-1});
  CHECK(session.state().time.look_back == 20);
  session.apply(time_command::LookAtStart{});
  session.apply(time_command::LookBeside{-1});
  CHECK(session.state().time.look_back == 0);
  // Training goes on behind one's back.
  session.apply(tc::ToggleRun{});
  until(session, [&] { return session.input().status.iteration >= 26; });
  CHECK(session.input().shown_iteration == 0);
  session.apply(time_command::FollowTraining{});
  CHECK(session.input().shown_iteration >= 20);
  CHECK_FALSE(session.state().time.look_back);
  session.apply(tc::Step{});
  until(session, [&] { return session.input().sheets.back() >= 25; });
}

TEST_CASE("training session: a sheet that is gone or of another size is told, and nothing changes") {
  const Place place;
  train(place, 10);
  TrainSession session(place.options(10), [] {});
  until_shown(session, 10);
  const SheetFolder sheets(place.dir / "run" / "sheets", "");
  std::filesystem::remove(sheets.path_of(5));
  session.apply(time_command::LookAt{6});
  CHECK(session.input().notice.error);
  CHECK(session.input().notice.text.find("iteration-00000005.png") != std::string::npos);
  CHECK_FALSE(session.state().time.look_back);
  write_png(sheets.path_of(0), Image{2, 2, std::vector<std::uint8_t>(12)});
  session.apply(time_command::LookAtStart{});
  CHECK(session.input().notice.text.find("not a sheet of this training") != std::string::npos);
}

TEST_CASE("training session: every command works before the first images, with them and at the end") {
  const Place place;
  TrainSession session(place.options(6), [] {});
  const std::vector<TrainViewCommand> commands{time_command::LookAt{3},
                                               time_command::LookBeside{-1},
                                               time_command::LookBeside{1},
                                               time_command::LookAtStart{},
                                               time_command::FollowTraining{},
                                               time_command::SelectSpan{1, 3},
                                               time_command::SelectSpan{3, 1},
                                               time_command::ClearSpan{},
                                               time_command::ToggleLogAxis{"Loss"},
                                               window_command::SavePicture{},
                                               window_command::CopyCommand{},
                                               window_command::SwitchMode{},
                                               window_command::ToggleTheme{},
                                               window_command::ScaleInterface{1.25f},
                                               window_command::TogglePanels{},
                                               window_command::ToggleHelp{},
                                               window_command::ToggleFullscreen{},
                                               tc::Enlarge{3},
                                               tc::Enlarge{64},
                                               tc::Enlarge{-1},
                                               tc::TrainOn{0},
                                               window_command::Dismiss{},
                                               window_command::Dismiss{},
                                               window_command::Dismiss{},
                                               tc::Step{},
                                               tc::ToggleRun{},
                                               tc::ToggleRun{}};
  for (const TrainViewCommand& command : commands) session.apply(command);
  CHECK_FALSE(session.quit());
  until(session, [&] { return session.input().generated != nullptr; });
  for (const TrainViewCommand& command : commands) session.apply(command);
  session.apply(tc::ToggleRun{});
  until(session, [&] {
    if (!session.input().status.running) session.apply(tc::ToggleRun{});
    return session.input().status.phase == TrainPhase::finished;
  });
  for (const TrainViewCommand& command : commands) session.apply(command);
  CHECK(session.input().status.phase == TrainPhase::finished);
  session.apply(window_command::Quit{});
  CHECK(session.quit());
}

TEST_CASE("training session: copied words name the run, and a saved picture holds its command") {
  const Place place;
  TrainSession session(place.options(12), [] {});
  until_shown(session, 0);
  session.apply(window_command::CopyCommand{});
  const std::string copied = session.take_clipboard();
  for (const char* part :
       {"ganscope train --data folder:", "--arch mlp", "--iterations 12", "--threads 1", "--watch"}) {
    CAPTURE(part);
    CHECK(copied.find(part) != std::string::npos);
  }
  CHECK(session.take_clipboard().empty());
  session.apply(window_command::SavePicture{});
  REQUIRE(std::filesystem::exists(place.dir / "run-0.png"));
  const SheetFolder sheets(place.dir / "run" / "sheets", "");
  CHECK(read_png(place.dir / "run-0.png").rgb == read_png(sheets.path_of(0)).rgb);
}

TEST_CASE("training session: stopping leaves the last word") {
  const Place place;
  TrainRunOptions options = place.options(1'000'000);
  options.paused = false;
  TrainSession session(options, [] {});
  until(session, [&] { return session.input().status.iteration > 2; });
  session.stop();
  CHECK(session.input().status.phase == TrainPhase::stopped);
  CHECK(how_to_go_on(options, session.input().status.iteration).find("--resume --out") != std::string::npos);
  CHECK(newest_checkpoint(options.out).has_value());
}

TEST_CASE(
    "training session: from its end it trains on, and leaves what a run so long from the start leaves") {
  // 24 photographs in batches of 4: 6 iterations an epoch.
  for (const bool by_epochs : {false, true}) {
    CAPTURE(by_epochs);
    const Place place;
    TrainRunOptions options = place.options(by_epochs ? -1 : 12);
    options.epochs = 2;
    options.kept = by_epochs ? KeptOptions{{"epochs", "2"}} : KeptOptions{{"iterations", "12"}};
    options.paused = false;
    TrainSession session(options, [] {});
    until_phase(session, TrainPhase::training);
    session.obey("train-on 1");
    CHECK(session.input().notice.error);
    CHECK(session.input().notice.text.find("goes on from its end") != std::string::npos);
    until_phase(session, TrainPhase::finished);
    CHECK(session.input().status.iteration == 12);
    CHECK(session.input().epochs == 2);
    const std::string short_run = content_of(session.input().status.model);
    session.obey("train-on 0");
    CHECK(session.input().notice.text.find("more than 0") != std::string::npos);
    session.obey("train-on 0.01");
    CHECK(session.input().notice.text.find("an epoch has 6") != std::string::npos);
    session.apply(time_command::LookAtStart{});
    session.obey("train-on 1.5");
    CHECK(session.input().notice.text.find("iteration 21") != std::string::npos);
    CHECK_FALSE(session.state().time.look_back);
    until(session, [&] { return session.input().status.iteration == 21; });
    until_phase(session, TrainPhase::finished);
    CHECK(session.input().curves->iteration.size() == 21);
    CHECK(session.input().sheets == std::vector<std::int64_t>{0, 5, 10, 12, 15, 20, 21});
    const std::string model = content_of(session.input().status.model);
    CHECK_FALSE(model == short_run);
    session.apply(window_command::CopyCommand{});
    const std::string copied = session.take_clipboard();
    CHECK(copied.find(by_epochs ? "--epochs 3.5" : "--iterations 21") != std::string::npos);
    // What --resume without words goes on to.
    CHECK(read_kept_options(options.out / "options.json", {"epochs", "iterations"}) ==
          (by_epochs ? KeptOptions{{"epochs", "3.5"}} : KeptOptions{{"iterations", "21"}}));
    session.stop();
    CHECK(session.input().status.phase == TrainPhase::finished);

    TrainRunOptions whole = place.options(21);
    whole.out = place.dir / "whole";
    whole.paused = false;
    TrainSession at_once(whole, [] {});
    until_phase(at_once, TrainPhase::finished);
    CHECK(content_of(at_once.input().status.model) == model);
    const auto last = [](const TrainRunOptions& o) {
      return content_of(o.out / "checkpoints" / "iteration-00000021.ckpt");
    };
    CHECK(last(options).size() > 1000);
    CHECK(last(options) == last(whole));
  }
}

TEST_CASE("training session: what trains on and is stopped is where --resume goes on") {
  const Place place;
  TrainRunOptions options = place.options(6);
  options.paused = false;
  options.kept = {{"iterations", "6"}};
  TrainSession session(options, [] {});
  until_phase(session, TrainPhase::finished);
  session.obey("train-on 100000");
  until(session, [&] { return session.input().status.iteration > 8; });
  CHECK(session.shown_model().empty());  // the old end's is no picture of now
  session.stop();
  CHECK(session.input().status.phase == TrainPhase::stopped);
  CHECK(newest_checkpoint(options.out)->numbers.at("iteration") == session.input().status.iteration);
  CHECK(read_kept_options(options.out / "options.json", {"iterations"}).at("iterations") == "600006");
}

TEST_CASE("training session: a sample is enlarged, from sheet to sheet, and Esc closes it first") {
  const Place place;
  train(place, 10);
  TrainSession session(place.options(10), [] {});
  until_shown(session, 10);
  session.obey("enlarge 63");
  CHECK(session.state().enlarged == 63);
  CHECK(state(session)["enlarged"] == 63);
  session.press("Left");
  session.press("Left");
  CHECK(session.state().time.look_back == 5);
  CHECK(session.state().enlarged == 63);
  session.obey("enlarge 64");
  CHECK(session.input().notice.text.find("0 to 63") != std::string::npos);
  session.apply(window_command::Dismiss{});  // the notice
  session.apply(window_command::Dismiss{});
  CHECK_FALSE(session.state().enlarged);
  CHECK(session.state().time.look_back == 5);
  session.obey("enlarge 2");
  session.obey("enlarge -1");
  CHECK_FALSE(session.state().enlarged);
}

TEST_CASE("training session: data that isn't there is an error in the view") {
  const Place place;
  TrainRunOptions options = place.options(5);
  options.config.data = "folder:" + (place.dir / "none").string();
  TrainSession session(options, [] {});
  until_phase(session, TrainPhase::failed);
  CHECK(session.input().notice.error);
  CHECK(session.input().notice.text.find("none") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(place.dir / "run"));
}
