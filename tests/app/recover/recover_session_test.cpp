#include "app/recover/recover_session.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "engine/latent/prior_latents.hpp"
#include "support/temp_dir.hpp"
#include "support/test_differentiable.hpp"
#include "support/until.hpp"
#include "support/working_folder.hpp"
#include "view/capture/png.hpp"

using namespace ganscope;
using namespace ganscope::test;
namespace sc = ganscope::search_command;

namespace {

/// A session with image mode's part of the hand-over.
struct Rig {
  std::shared_ptr<BetweenModes> between = std::make_shared<BetweenModes>();
  TestDifferentiable::Options how;
  RecoverSession session{
      {.open = [this](const ImageConfig& config) -> std::unique_ptr<DifferentiableGenerator> {
         if (config.model == "program.pt")
           throw Error("program.pt: it cannot be followed back to its latents");
         return std::make_unique<TestDifferentiable>(how);
       },
       .notify = [] {},
       .between = between}};

  explicit Rig(bool slow = false) {
    if (slow) how.seconds_a_step = 0.002;
  }

  /// As image mode asks for what it shows.
  void ask(const std::string& name = "seed:3", const std::string& model = "faces.pt") {
    RecoveryAsked asked;
    asked.model.model = model;
    asked.space = how.generator.space;
    asked.latent = seeded_latent(how.generator.space, 3);
    asked.name = name;
    between->asked = asked;
    session.enter();
  }
  void obey(const std::string& text) { session.obey(text); }
  template <class Wanted>
  void until(Wanted wanted) {
    until_holds([this] { static_cast<void>(session.update()); },
                [&] { return session.input().frame && wanted(*session.input().frame); },
                [this] { return session.report({}); });
  }
  void until_finished() {
    until([](const RecoveryFrame& f) { return f.finished; });
  }
  [[nodiscard]] nlohmann::json state() const { return nlohmann::json::parse(session.report({})); }
  [[nodiscard]] std::string told() const { return session.input().notice.text; }
};

}  // namespace

TEST_CASE("search session: what image mode shows is searched for, and the end is told") {
  Rig rig;
  rig.obey("set iterations 40");
  rig.obey("set restarts 3");
  rig.ask();
  CHECK(rig.state()["starting"] == true);
  rig.until_finished();
  const nlohmann::json state = rig.state();
  CHECK(state["mode"] == "recover");
  CHECK(state["model"] == "faces.pt");
  CHECK(state["picture"] == "seed:3");
  CHECK(state["known"] == true);
  CHECK(state["iteration"] == 40);
  CHECK(state["errors"].size() == 3);
  CHECK(state["z_error"].is_number());
  CHECK(state["median_singular_value"].is_number());
  CHECK(state["moments"] == 41);
  CHECK(state["criterion"] == "hard:2.5");  // of a normal prior
  CHECK(rig.session.input().difference);
  CHECK(rig.told().find("finished after 40 steps: pixel error") == 0);
}

TEST_CASE("search session: options that are live leave the search going, others begin it anew") {
  Rig rig(true);
  rig.obey("set iterations 100000");
  rig.ask();
  rig.until([](const RecoveryFrame& f) { return f.now && f.now->iteration > 5; });
  const std::uint64_t run = rig.session.input().frame->run;
  rig.obey("set criterion none");
  rig.until([](const RecoveryFrame& f) { return f.config.criterion.kind == CriterionKind::none; });
  CHECK(rig.session.input().frame->run == run);
  CHECK(rig.session.input().frame->now->iteration > 5);
  rig.obey("set seed 9");
  rig.until([](const RecoveryFrame& f) { return f.config.seed == 9 && f.now; });
  CHECK(rig.session.input().frame->run == run + 1);
  rig.obey("search-again");
  rig.until([](const RecoveryFrame& f) { return f.config.seed == 10 && f.now; });
  // What is what it was changes nothing.
  rig.obey("set seed 10");
  CHECK(rig.state()["run"] == run + 2);
  // What the prior has no use for is refused, and the search goes on.
  rig.obey("set criterion clip");
  CHECK(rig.session.input().notice.error);
  CHECK(rig.told().find("only a uniform prior has bounds") != std::string::npos);
  CHECK(rig.state()["criterion"] == "none");
  rig.obey("set iterashuns 3");
  CHECK(rig.told().find("iterations") != std::string::npos);
}

TEST_CASE("search session: it pauses, steps, is left and comes back to where it was") {
  Rig rig(true);
  rig.obey("set iterations 100000");
  rig.ask();
  rig.until([](const RecoveryFrame& f) { return f.now && f.now->iteration > 2; });
  rig.session.press("Space");
  rig.until([](const RecoveryFrame& f) { return !f.running; });
  const std::int64_t at = rig.session.input().frame->now->iteration;
  rig.session.press(".");
  rig.until([&](const RecoveryFrame& f) { return f.now->iteration == at + 1; });
  CHECK(rig.state()["running"] == false);
  rig.session.press("Space");
  rig.until([&](const RecoveryFrame& f) { return f.running && f.now->iteration > at + 2; });
  rig.session.leave();
  rig.until([](const RecoveryFrame& f) { return !f.running; });
  rig.session.enter();
  rig.until([](const RecoveryFrame& f) { return f.running; });
  // One that was paused stays so.
  rig.session.press("Space");
  rig.session.leave();
  rig.session.enter();
  rig.until([](const RecoveryFrame& f) { return !f.running; });
  CHECK(rig.state()["running"] == false);
}

TEST_CASE("search session: one scrubs over its path and follows again") {
  Rig rig;
  rig.obey("set iterations 20");
  rig.ask();
  rig.until_finished();
  rig.obey("look-at 7");
  CHECK(rig.state()["shown_iteration"] == 7);
  CHECK(rig.state()["looks_back"] == true);
  const nlohmann::json then = rig.state();
  rig.session.press("Left");
  CHECK(rig.state()["shown_iteration"] == 6);
  CHECK_FALSE(rig.state()["pixel_error"] == then["pixel_error"]);
  CHECK_FALSE(rig.session.input().shown->picture == rig.session.input().frame->now->picture);
  rig.session.press("Right");
  CHECK(rig.state()["pixel_error"] == then["pixel_error"]);
  rig.obey("look-beside -100");
  CHECK(rig.state()["shown_iteration"] == 0);
  rig.obey("look-beside 3");
  CHECK(rig.state()["shown_iteration"] == 3);
  rig.obey("look-beside 100");
  CHECK(rig.state()["looks_back"] == false);
  CHECK(rig.state()["shown_iteration"] == 20);
  rig.session.press("Home");
  CHECK(rig.state()["shown_iteration"] == 0);
  rig.obey("look-at 99999");
  CHECK(rig.state()["shown_iteration"] == 20);
  rig.obey("select-span 3 9");
  CHECK(rig.state()["span"] == nlohmann::json::array({3, 9}));
  // Esc closes the nearest to the eye first, and at last leads back.
  rig.session.press("Esc");  // the notice of the end
  rig.session.press("Esc");
  CHECK(rig.state()["looks_back"] == false);
  rig.session.press("Esc");
  CHECK(rig.state()["span"].is_null());
  rig.session.press("Esc");
  CHECK(rig.session.take_switch_wish() == "image");
  CHECK(rig.between->comes_back);
}

TEST_CASE("search session: the latent that is shown is handed over as an anchor named after the picture") {
  const TempDir dir;
  write_png(dir / "my photo.png", Image{20, 20, std::vector<std::uint8_t>(20 * 20 * 3, 120)});
  Rig rig;
  rig.session.press("A");
  CHECK(rig.session.input().notice.error);
  rig.obey("set iterations 10");
  rig.ask();
  rig.until_finished();
  rig.obey("look-at 4");
  rig.session.press("A");
  REQUIRE(rig.between->found.size() == 1);
  CHECK(rig.between->found[0].model == "faces.pt");
  CHECK(rig.between->found[0].anchor.name == "found_3");
  CHECK(rig.between->found[0].anchor.latent == rig.session.input().shown->latent);
  CHECK(rig.told().find("the latent of step 4") != std::string::npos);
  rig.session.drop(dir / "my photo.png");
  rig.until([](const RecoveryFrame& f) { return f.finished && f.name == "my photo"; });
  rig.session.press("A");
  REQUIRE(rig.between->found.size() == 2);
  CHECK(rig.between->found[1].anchor.name == "my_photo");
  CHECK(rig.state()["known"] == false);
  CHECK(rig.state()["z_error"].is_null());
  CHECK(rig.state()["anchors_waiting"] == 2);
}

TEST_CASE("search session: what cannot be searched for is said, and the next picture works") {
  const TempDir dir;
  Rig rig;
  rig.obey("toggle-run");
  CHECK(rig.told().find("drop a photo") != std::string::npos);
  rig.obey("recover-picture " + (dir / "x.png").string());
  CHECK(rig.told().find("no model is open here") != std::string::npos);
  rig.ask("seed:3", "program.pt");
  rig.until([](const RecoveryFrame& f) { return !f.error.empty(); });
  CHECK(rig.state()["search_error"] == "program.pt: it cannot be followed back to its latents");
  rig.obey("toggle-run");
  CHECK(rig.told().find("cannot be followed back") != std::string::npos);
  rig.obey("set iterations 5");  // begins again, and fails again
  rig.ask();
  rig.until_finished();
  rig.obey("toggle-run");
  CHECK(rig.told().find("at its end") != std::string::npos);
  rig.obey("recover-picture " + (dir / "gone.png").string());
  CHECK(rig.told().find("gone.png: there is no such file") != std::string::npos);
  rig.session.drop("model.safetensors");
  CHECK(rig.told().find("a search takes pictures") != std::string::npos);
  std::filesystem::create_directory(dir / "folder.png");
  rig.session.drop(dir / "folder.png");
  rig.until([](const RecoveryFrame& f) { return !f.error.empty(); });
  CHECK(rig.session.input().frame->error.find("folder.png") != std::string::npos);
}

TEST_CASE("search session: a dead point is told in the report") {
  Rig rig;
  rig.how.dead = true;
  rig.obey("set iterations 3");
  rig.ask();
  rig.until_finished();
  CHECK(rig.state()["dead"] == true);
}

TEST_CASE(
    "search session: a uniform prior begins with the clip, and keeps what a person chose where it fits") {
  Rig rig;
  rig.how.generator.space.prior = LatentPrior::uniform;
  rig.obey("set iterations 3");
  rig.ask();
  rig.until_finished();
  CHECK(rig.state()["criterion"] == "clip");
  rig.obey("set criterion none");
  rig.ask();
  CHECK(rig.state()["criterion"] == "none");
  CHECK(usual_criterion({.size = 4}).kind == CriterionKind::hard);
}

TEST_CASE("search session: the copied command names the seed, the photo, or a file that is written") {
  const TempDir dir;
  const WorkingFolder folder(dir.path());
  write_png(dir / "photo.png", Image{20, 20, std::vector<std::uint8_t>(20 * 20 * 3, 120)});
  Rig rig;
  rig.obey("set iterations 3");
  const auto copied = [&] {
    rig.obey("copy-command");
    return rig.session.take_clipboard();
  };
  CHECK(copied().empty());
  rig.ask("seed:3");
  rig.until_finished();
  const std::string seeds = copied();
  for (const char* part :
       {"ganscope recover faces.pt", "--seeds 3", "--criterion hard:2.5", "--restarts 4", "--iterations 3"}) {
    CAPTURE(part);
    CHECK(seeds.find(part) != std::string::npos);
  }
  rig.ask("this image");
  rig.until_finished();
  const std::string written = copied();
  const std::filesystem::path target = dir / "faces-this_image-target.png";
  CHECK(written.find(target.filename().string()) != std::string::npos);
  REQUIRE(std::filesystem::exists(target));
  const Image image = read_png(target);
  const Picture& picture = *rig.session.input().frame->target;
  REQUIRE(image.rgb.size() == picture.values.size());
  CHECK(image.rgb == picture.values);
  CHECK(copied() == written);  // written once
  rig.session.drop("photo.png");
  rig.until([](const RecoveryFrame& f) { return f.finished && f.name == "photo"; });
  CHECK(copied().find("ganscope recover faces.pt photo.png") == 0);
}

TEST_CASE("search session: recording is a wish that the window takes once") {
  Rig rig;
  rig.obey("toggle-recording");
  CHECK(rig.told().find("nothing to record") != std::string::npos);
  CHECK(rig.session.take_recording_wish() == RecoverSession::RecordingWish::none);
  rig.obey("set iterations 3");
  rig.ask();
  rig.until_finished();
  rig.obey("edit-recording gif 15");
  CHECK(rig.session.state().recording.format == RecordingFormat::gif);
  rig.session.press("V");
  CHECK(rig.session.take_recording_wish() == RecoverSession::RecordingWish::start);
  CHECK(rig.session.take_recording_wish() == RecoverSession::RecordingWish::none);
  rig.session.set_recording(SearchRecording{0.5, "x.gif"});
  CHECK(rig.state()["recording"] == "x.gif");
  rig.session.press("V");
  CHECK(rig.session.take_recording_wish() == RecoverSession::RecordingWish::stop);
}

TEST_CASE("search session: every command works before a search, while it runs and at its end") {
  const TempDir dir;
  const WorkingFolder folder(dir.path());
  Rig rig;
  const auto all = [&] {
    for (const auto& row : recover_commands().rows())
      if (wish_in<window_command::Quit>(row.command) == nullptr) rig.session.apply(row.command);
    rig.session.obey("file-dialogue cancel");
    static_cast<void>(rig.session.update());
    static_cast<void>(rig.state());
  };
  all();
  rig.obey("set iterations 30");
  rig.ask();
  all();
  rig.until([](const RecoveryFrame& f) { return f.now != nullptr; });
  all();
  rig.ask();
  rig.until_finished();
  all();
}
