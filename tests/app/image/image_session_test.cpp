#include "app/image/image_session.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "engine/latent/latent_spaces.hpp"
#include "engine/models/open_model.hpp"
#include "support/npz_file.hpp"
#include "support/numpy_bytes.hpp"
#include "support/photographs.hpp"
#include "support/temp_dir.hpp"
#include "support/test_generator.hpp"
#include "support/until.hpp"
#include "support/working_folder.hpp"

using namespace ganscope;
using namespace ganscope::test;
namespace ic = ganscope::image_command;

namespace {

ImageRunOptions options(const std::string& model = "a.pt") {
  ImageRunOptions o;
  o.config.model = model;
  o.config.rows = o.config.columns = 3;
  o.paused = true;
  o.threads = 1;
  return o;
}

/// Models by name: bare.pt opens with a card alone, box.pt has a uniform prior, wide.pt 12 numbers, narrow.pt
/// 2, classes.pt ten classes, broken.pt doesn't open.
ImageSession::Parts parts() {
  return {.open = [](const ImageConfig& config) -> std::unique_ptr<Generator> {
            if (config.model == "broken.pt") throw Error("broken.pt: not a model");
            TestGenerator::Options how;
            if (config.model == "bare.pt" && config.card.empty())
              throw CardError("bare.pt: no card; write one (docs/model-card.md); then say --card FILE");
            if (config.model == "box.pt") how.space.prior = LatentPrior::uniform;
            if (config.model == "wide.pt") how.space.size = 12;
            if (config.model == "narrow.pt") how.space.size = 2;
            if (config.model == "classes.pt") how.space.classes = 10;
            return std::make_unique<TestGenerator>(how);
          },
          .notify = [] {},
          .recent = {}};
}

/// Updates the session until `wanted` holds; fails after ten seconds.
template <class Wanted>
void until(ImageSession& session, Wanted wanted) {
  until_holds([&] { session.update(0.002); }, wanted, [&] { return session.report({}); });
}

void until_complete(ImageSession& session) {
  until(session, [&] {
    return session.frame() && session.frame()->image && session.frame()->grid_waiting == 0 &&
           session.frame()->latent == session.tour().current() && !session.frame()->thumbnails.empty();
  });
}

std::vector<std::string> names(const std::vector<RecentModel>& models) {
  std::vector<std::string> out;
  for (const RecentModel& model : models)
    out.push_back(std::filesystem::path(model.path).filename().string());
  return out;
}

/// As commands name files that were written: found from every folder.
std::string here(const std::string& name) { return (std::filesystem::current_path() / name).string(); }

nlohmann::json report(const ImageSession& session) { return nlohmann::json::parse(session.report({})); }

}  // namespace

TEST_CASE("a session shows the first anchor, the strip, the grid and the thumbnails") {
  ImageSession session(options(), parts());
  until_complete(session);
  CHECK(session.frame()->strip.size() == 9);
  CHECK(session.frame()->grid.cells.size() == 9);
  CHECK(session.frame()->thumbnails.size() == 2);
  CHECK(names(session.input().recent) == std::vector<std::string>{"a.pt"});
  CHECK(report(session)["path"] == "circle");
}

TEST_CASE("playing moves by the clock, backwards too, and pausing stands still") {
  ImageSession session(options(), parts());
  until_complete(session);
  session.apply(ic::TogglePlay{});
  session.update(0.08);
  CHECK(session.input().position == doctest::Approx(0.08 / 8));
  session.apply(ic::SetSpeed{-2});
  session.update(0.04);
  CHECK(session.input().position == doctest::Approx(0).epsilon(1e-6));
  session.update(0.04);
  CHECK(session.input().position == doctest::Approx(0.99));
  CHECK(session.animates());
  session.apply(ic::TogglePlay{});
  session.update(1);
  CHECK(session.input().position == doctest::Approx(0.99));
  CHECK_FALSE(session.animates());
}

TEST_CASE("a window that hung does not leap") {
  ImageSession session(options(), parts());
  until_complete(session);
  session.apply(ic::TogglePlay{});
  session.update(60);
  CHECK(session.input().position <= 0.1 / 8 + 1e-9);
}

TEST_CASE("every command works without a picture, with one and again") {
  for (const char* model : {"", "a.pt", "classes.pt"}) {
    const TempDir dir;
    const WorkingFolder folder(dir.path());
    ImageSession session(options(model), parts());
    if (*model != '\0') until_complete(session);
    const std::vector<ImageViewCommand> commands{ic::TogglePlay{},
                                                 ic::SetSpeed{2},
                                                 ic::SetPosition{0.5},
                                                 ic::MoveBy{0.1},
                                                 ic::Snap{1},
                                                 ic::ReturnToPath{},
                                                 ic::Generate{},
                                                 ic::ToggleExplore{},
                                                 ic::AddAnchor{},
                                                 ic::AddExpression{"x = seed:5"},
                                                 ic::AddExpression{"wrong +"},
                                                 ic::RenameAnchor{0, "first"},
                                                 ic::RenameAnchor{99, "no"},
                                                 ic::MoveAnchor{0, 1},
                                                 ic::MoveAnchor{5, 99},
                                                 ic::DeleteAnchor{0},
                                                 ic::DeleteAnchor{99},
                                                 ic::GoToAnchor{0},
                                                 ic::GoToAnchor{99},
                                                 ic::SaveAnchors{},
                                                 ic::LoadAnchors{"none.json"},
                                                 ic::TakeAnchors{},
                                                 ic::CellToAnchor{0, 0},
                                                 ic::CellToAnchor{99, 99},
                                                 ic::EditConfig{session.input().config},
                                                 ic::DragImage{{0.1f, 0.1f}, true},
                                                 ic::DragImage{{0.1f, 0}, false},
                                                 ic::SetNumber{0, 1},
                                                 ic::SetNumber{999, 1},
                                                 ic::ToggleGridMotion{},
                                                 ic::SwapViews{},
                                                 ic::EditLap{},
                                                 window_command::SavePicture{},
                                                 window_command::CopyCommand{},
                                                 window_command::ToggleTheme{},
                                                 window_command::ScaleInterface{1.25f},
                                                 window_command::TogglePanels{},
                                                 window_command::ToggleHelp{},
                                                 window_command::ToggleFullscreen{},
                                                 window_command::Refuse{"why"},
                                                 window_command::Dismiss{},
                                                 window_command::Dismiss{},
                                                 window_command::SwitchMode{},
                                                 ic::OpenModel{"broken.pt"}};
    for (int round = 0; round < 3; ++round)
      for (const ImageViewCommand& command : commands) {
        session.apply(command);
        session.update(0.01);
      }
    CHECK_FALSE(session.quit());
    CHECK_NOTHROW(static_cast<void>(report(session)));
    CHECK(session.take_save_wish() == (*model != '\0'));  // without a picture there is none to save
    CHECK(session.take_switch_wish());
    CHECK_FALSE(session.take_switch_wish());
  }
}

TEST_CASE("without a model a person is told to open one") {
  ImageSession session(options(""), parts());
  session.apply(ic::Generate{});
  CHECK(session.input().notice.error);
  CHECK(session.input().notice.text.find("open a model first") != std::string::npos);
  session.apply(ic::OpenModel{"a.pt"});
  until_complete(session);
}

TEST_CASE("a model opened with a card is remembered, and opened again, with it") {
  std::string card;
  ImageSession::Parts with_cards = parts();
  const auto open = with_cards.open;
  with_cards.open = [&card, open](const ImageConfig& config) {
    if (config.model == "a.pt" || config.model.ends_with("/a.pt")) card = config.card;
    return open(config);
  };
  ImageRunOptions o = options();
  o.config.card = "a.card.json";
  ImageSession session(o, std::move(with_cards));
  until_complete(session);
  CHECK(card == "a.card.json");
  const RecentModel remembered = session.input().recent.front();
  CHECK(std::filesystem::path(remembered.card).is_absolute());
  session.apply(ic::OpenModel{"wide.pt"});
  until(session, [&] { return session.tour().space().size == 12; });
  CHECK(session.input().recent.front().card.empty());
  session.apply(ic::OpenModel{remembered.path, remembered.card, remembered.tensor_prefix});
  until(session, [&] { return session.tour().space().size != 12; });
  CHECK(card == remembered.card);
}

TEST_CASE("without anchors there is nothing to play, and a person is told") {
  ImageSession session(options(), parts());
  until_complete(session);
  session.apply(ic::TogglePlay{});
  session.apply(ic::DeleteAnchor{0});
  session.apply(ic::DeleteAnchor{0});
  CHECK_FALSE(session.input().playing);
  session.apply(ic::TogglePlay{});
  CHECK_FALSE(session.input().playing);
  CHECK(session.input().notice.text.find("make an anchor first") != std::string::npos);
}

TEST_CASE("a broken model is an error over the picture that stays; another size starts anew") {
  ImageSession session(options(), parts());
  until_complete(session);
  const PicturePtr shown = session.frame()->image;
  session.apply(ic::OpenModel{"broken.pt"});
  until(session, [&] { return session.input().notice.error; });
  CHECK(session.input().notice.text == "broken.pt: not a model");
  CHECK(session.frame()->image == shown);
  // Again, while frames come so fast that the one of the failure may be skipped.
  session.apply(ic::TogglePlay{});
  session.apply(ic::OpenModel{"broken.pt"});
  CHECK(session.input().notice.empty());
  for (const Stopwatch watch; watch.seconds() < 0.2;) session.apply(ic::SetPosition{watch.seconds()});
  until(session, [&] { return session.input().notice.error; });
  session.apply(ic::TogglePlay{});
  session.apply(ic::AddExpression{"x = seed:5"});
  session.apply(ic::OpenModel{"wide.pt"});
  until(session, [&] { return session.tour().space().size == 12; });
  until_complete(session);
  CHECK(session.input().anchors == std::vector<std::string>{"seed:1", "seed:2"});
  CHECK(names(session.input().recent) == std::vector<std::string>{"wide.pt", "a.pt"});
}

TEST_CASE("anchors that don't fit the model are told, and seeds come instead") {
  ImageRunOptions o = options();
  o.config.anchors = "seed:1,e(40)";
  ImageSession session(o, parts());
  until_complete(session);
  CHECK(session.input().notice.error);
  CHECK(session.input().anchors.size() == 2);
}

TEST_CASE("the copied command writes what no text says to a file, once") {
  const TempDir dir;
  const WorkingFolder folder(dir.path());
  ImageSession session(options("classes.pt"), parts());
  until_complete(session);
  session.apply(window_command::CopyCommand{});
  CHECK(session.take_clipboard() ==
        "ganscope image classes.pt --anchors seed:1,seed:2 --rows 3 --cols 3 --paused");
  session.apply(ic::SetNumber{0, 2});
  session.apply(ic::AddAnchor{});
  const ImageConfig config = session.command_config();
  CHECK(config.anchors == "seed:1,seed:2,z3 = " + here("classes-anchors.json") + "#z3");
  CHECK(session.command_config().anchors == config.anchors);
  const std::vector<Anchor> read = given_anchors(config, session.tour().space());
  REQUIRE(read.size() == 3);
  CHECK(read[2].latent == session.tour().anchors()[2].latent);
}

namespace {

/// A session that begins where the command of another one says.
void check_copy(ImageSession& session) {
  ImageRunOptions o = options();
  o.config = session.command_config();
  ImageSession again(o, parts());
  until_complete(again);
  CHECK(again.tour().current() == session.tour().current());
  CHECK(*again.tour().grid() == *session.tour().grid());
  CHECK(again.tour().off_path() == session.tour().off_path());
  CHECK(again.tour().exploring() == (session.tour().exploring() && !session.tour().off_path()));
  CHECK(again.state().grid_large == session.state().grid_large);
  CHECK(again.input().anchors == session.input().anchors);
}

}  // namespace

TEST_CASE("the copied command shows what is seen: the place on the path, off it, on a walk, the grid") {
  const TempDir dir;
  const WorkingFolder folder(dir.path());
  ImageSession session(options(), parts());
  until_complete(session);
  session.apply(ic::MoveBy{0.37});
  check_copy(session);
  CHECK(session.command_config().at == doctest::Approx(0.37));
  session.apply(ic::Generate{});
  CHECK(session.command_config().latent == session.input().latent_text);
  check_copy(session);
  session.apply(ic::SwapViews{});
  session.apply(ic::DragImage{{0.3f, -0.2f}, true});
  check_copy(session);
  CHECK(session.command_config().latent == here("a-latent.json") + "#latent");
  session.apply(ic::ReturnToPath{});
  session.apply(ic::ToggleExplore{});
  session.apply(ic::MoveBy{3.25});
  CHECK(session.tour().exploring());
  check_copy(session);
  session.apply(ic::SetNumber{0, 1.5});  // off the walk
  check_copy(session);
  session.apply(ic::ReturnToPath{});
  session.apply(ic::ToggleGridMotion{});
  until(session, [&] { return session.input().grid_position > 0.001; });
  session.apply(ic::ToggleGridMotion{});
  check_copy(session);
  session.apply(ic::CellToAnchor{1, 1});
  check_copy(session);
  CHECK(session.command_config().anchors ==
        "seed:1,seed:2,cell_2_2 = " + here("a-anchors.json") + "#cell_2_2");
  session.apply(ic::AddExpression{"smile = seed:4 - seed:5"});
  check_copy(session);
  CHECK(session.command_config().anchors.ends_with(",smile = seed:4 - seed:5"));
}

TEST_CASE("the copied command keeps speed, pause and look") {
  ImageRunOptions o = options();
  o.speed = -2;
  o.paused = false;
  ImageSession session(o, parts());
  until(session, [&] { return session.frame() && session.frame()->image; });
  CHECK(session.input().speed == -2);
  CHECK(session.input().playing);
  session.apply(window_command::ToggleTheme{});
  session.apply(window_command::CopyCommand{});
  const std::string command = session.take_clipboard();
  CHECK(command.find("--speed -2") != std::string::npos);
  CHECK(command.find("--theme light") != std::string::npos);
  CHECK(command.find("--paused") == std::string::npos);
}

TEST_CASE("a cell under the mouse says where it is and how it is written") {
  ImageSession session(options(), parts());
  until_complete(session);
  CHECK(session.input().cell_text(0, 0) == "x 0, y 0\nseed:1");
  CHECK(session.input().cell_text(1, 1).starts_with("x 0.5, y 0.5\nslerp(slerp(seed:1, seed:3, 0.5), "));
  CHECK(session.input().cell_text(9, 9).empty());
  // As an anchor it keeps that text, so that a command can say it without a file.
  session.apply(ic::CellToAnchor{1, 1});
  CHECK(session.tour().anchors().back().text.starts_with("slerp("));
  CHECK(session.input().off_path == false);
}

TEST_CASE("what is refused is told and counted, so that its field keeps it; what is taken is not") {
  ImageSession session(options(), parts());
  until_complete(session);
  for (const char* refused : {"add-expression x = sed:1", "rename-anchor 1 2nd", "set rows 0", "refuse that",
                              "open-file /nowhere/none.pt", "no-command"}) {
    CAPTURE(refused);
    const std::int64_t before = session.state().refusals;
    session.obey(refused);
    CHECK(session.input().notice.error);
    CHECK(session.state().refusals == before + (std::string(refused) == "no-command" ? 0 : 1));
  }
  const std::int64_t before = session.state().refusals;
  session.obey("add-expression x = seed:1");
  CHECK(session.input().anchors.back() == "x");
  CHECK_FALSE(session.input().notice.error);
  CHECK(session.state().refusals == before);
}

TEST_CASE("a dropped file opens as what it is") {
  const TempDir dir;
  ImageSession session(options(), parts());
  until_complete(session);
  std::ofstream(dir / "z.json") << "[1, 2, 3, 4, 5, 6, 7, 8]";
  session.drop(dir / "z.json");
  CHECK(session.input().anchors.back() == "z");
  const std::string numbers =
      npy_bytes({1, 2, 3, 4, 5, 6, 7, 8, 8, 7, 6, 5, 4, 3, 2, 1}, {.shape = "(2, 8)"});
  write_bytes(dir / "array.npy", numbers);
  session.drop(dir / "array.npy");
  CHECK(session.input().anchors.back() == "array_2");
  CHECK_FALSE(session.input().notice.error);
  write_npz(dir / "packed.npz", {{"w.npy", numbers}}, true);
  session.apply(ic::OpenFile{(dir / "packed.npz").string()});  // as it is typed
  CHECK(session.input().anchors.back() == "packed_2");
  CHECK_FALSE(session.input().notice.error);
  CHECK(report(session)["model"] == "a.pt");
  const WorkingFolder folder(dir.path());
  session.drop("wide.pt");
  CHECK(session.input().notice.text.find("there is no 'wide.pt'") != std::string::npos);
  std::ofstream("wide.pt") << "x";
  session.drop("wide.pt");
  until(session, [&] { return session.tour().space().size == 12; });
}

TEST_CASE("the grid moves as long as it is asked to, complete each time") {
  ImageSession session(options(), parts());
  until_complete(session);
  session.apply(ic::ToggleGridMotion{});
  until(session, [&] { return session.input().grid_position > 0.01; });
  session.apply(ic::ToggleGridMotion{});
  const double at = session.input().grid_position;
  session.update(0.1);
  CHECK(session.input().grid_position == at);
}

TEST_CASE("a grid that cannot move says so where it is asked to, and where it becomes one on the way") {
  ImageSession narrow(options("narrow.pt"), parts());
  until_complete(narrow);
  narrow.apply(ic::ToggleGridMotion{});
  CHECK_FALSE(narrow.input().grid_moving);
  CHECK(narrow.input().notice.text.find("no circle orthogonal") != std::string::npos);
  narrow.update(0.1);

  ImageSession session(options(), parts());
  until_complete(session);
  session.apply(ic::ToggleGridMotion{});
  until(session, [&] { return session.input().grid_position > 0.01; });
  ImageConfig filling = session.input().config;
  filling.grid = GridKind::anchors;
  session.apply(ic::EditConfig{filling});
  session.apply(ic::AddExpression{"seed:11..18"});
  until(session, [&] { return !session.input().grid_moving; });
  CHECK(session.input().notice.text.find("no circle orthogonal") != std::string::npos);
}

namespace {

void open_and_wait(ImageSession& session, const std::string& model) {
  session.apply(ic::OpenModel{model});
  until(session, [&] { return session.frame()->model->path == model && !session.frame()->opening; });
  until(session,
        [&] { return session.frame()->image && session.frame()->latent == session.tour().current(); });
}

}  // namespace

TEST_CASE("a model that is opened again has its anchors, its path and the place where it was left") {
  ImageSession session(options(), parts());
  until_complete(session);
  session.obey("add-expression smile = seed:5");
  session.obey("set path smooth");
  session.obey("set-position 0.25");
  open_and_wait(session, "wide.pt");
  CHECK(session.input().anchors == std::vector<std::string>{"seed:1", "seed:2"});
  CHECK(session.input().offered.empty());  // another size
  session.obey("generate");
  const std::string drawn = session.input().latent_text;
  open_and_wait(session, here("a.pt"));  // the same file, however it is written
  CHECK(session.input().anchors == std::vector<std::string>{"seed:1", "seed:2", "smile"});
  CHECK(session.input().path == PathKind::smooth);
  CHECK(session.input().position == 0.25);
  CHECK(session.command_config().model == here("a.pt"));
  open_and_wait(session, "wide.pt");
  CHECK(session.input().off_path);
  CHECK(session.input().latent_text == drawn);
}

TEST_CASE("anchors are offered to a model of the same size and prior, and taken when they are asked for") {
  ImageSession session(options(), parts());
  until_complete(session);
  session.obey("take-anchors");
  CHECK(session.input().notice.text.find("there are no anchors to take") != std::string::npos);
  open_and_wait(session, "b.pt");
  CHECK(session.input().offered.empty());  // nothing but the same seeds
  session.obey("add-expression smile = seed:5");
  open_and_wait(session, "wide.pt");
  open_and_wait(session, "box.pt");
  CHECK(session.input().offered.empty());  // another prior
  open_and_wait(session, "c.pt");
  CHECK(session.input().offered == "3 anchors of b");
  CHECK(report(session)["offered"] == "3 anchors of b");
  CHECK(session.input().notice.text.find("take-anchors") != std::string::npos);
  CHECK(session.input().anchors.size() == 2);
  session.obey("take-anchors");
  CHECK(session.input().anchors == std::vector<std::string>{"seed:1", "seed:2", "smile"});
  CHECK(session.input().offered.empty());
  // What was made meanwhile stays.
  open_and_wait(session, "d.pt");
  session.obey("add-expression mine = seed:9");
  session.obey("take-anchors");
  CHECK(session.input().anchors == std::vector<std::string>{"seed:1", "seed:2", "mine", "smile"});
}

TEST_CASE("what a window says of a model leads on in the window: a card dropped after it opens it") {
  const TempDir dir;
  ImageSession session(options(), parts());
  until_complete(session);
  std::ofstream(dir / "some.card.json") << "{}";
  std::ofstream(dir / "some.json") << "{\"ganscope_card\": 1}";
  session.drop(dir / "some.card.json");
  CHECK(session.input().notice.text.find("it is a model card; expected its model") != std::string::npos);
  for (const char* card : {"some.card.json", "some.json"}) {
    session.apply(ic::OpenModel{"bare.pt"});
    until(session, [&] { return session.input().notice.error; });
    CHECK(session.input().notice.text.find("drop it on the window") != std::string::npos);
    CHECK(session.input().notice.text.find("--card") == std::string::npos);
    session.drop(dir / card);
    until(session, [&] { return session.frame()->model->path == "bare.pt"; });
    CHECK(session.input().recent.front().card == (dir / card).string());
    open_and_wait(session, "a.pt");
  }
  // It was for that model alone.
  session.drop(dir / "some.json");
  CHECK(session.input().notice.error);
}

TEST_CASE("models, cards and anchors are chosen in the file dialogue, and anchors are saved by it") {
  const TempDir dir;
  const std::string folder = dir.path().string();
  ImageSession::Parts at_paths = parts();
  at_paths.open = [](const ImageConfig& config) -> std::unique_ptr<Generator> {
    if (config.model.ends_with("bare.pt") && config.card.empty())
      throw CardError("bare.pt: no card; write one (docs/model-card.md); then say --card FILE");
    if (config.model.ends_with("two.pt"))
      throw Error("two.pt: it holds 2 state dicts; say which with --tensor-prefix: netG, netD");
    return std::make_unique<TestGenerator>(TestGenerator::Options{});
  };
  ImageSession session(options(), std::move(at_paths));
  until_complete(session);
  std::ofstream(dir / "bare.pt") << "x";
  std::ofstream(dir / "bare.card.json") << "{}";
  session.press("Ctrl+O");
  CHECK(session.state().files.title == "Open a model");
  session.obey("file-dialogue accept " + folder + "/bare.pt");
  until(session, [&] { return session.input().notice.error; });
  session.obey("dismiss");  // shows what the panels read
  CHECK(session.input().failed == folder + "/bare.pt");
  session.obey("ask-for-file card");
  session.obey("file-dialogue accept " + folder + "/bare.card.json");
  until(session, [&] { return session.frame()->model->path == folder + "/bare.pt"; });
  session.obey("dismiss");
  CHECK(session.input().failed.empty());

  // The dialogue opens where the refused model was; a prefix that is missing is mended by no card.
  std::filesystem::create_directory(dir / "else");
  for (const char* name : {"bare.pt", "two.pt"}) {
    const std::string where = folder + "/else/" + name;
    std::ofstream(where) << "x";
    session.obey("open-model " + where);
    until(session, [&] { return session.input().notice.error; });
    session.obey("ask-for-file model");
    CHECK(session.state().files.folder == folder + "/else");
    session.obey("file-dialogue cancel");
    CHECK(session.input().failed == (std::string(name) == "bare.pt" ? where : std::string()));
  }
  // What was chosen for a card is none of the anchors, and its dialogue opens where the model is.
  std::ofstream(dir / "else" / "faces.json")
      << R"({"anchors": [{"name": "a", "latent": [1,2,3,4,5,6,7,8]}]})";
  std::ofstream(dir / "else" / "plain.json") << R"({"latent": {"size": 8}})";
  session.obey("open-model " + folder + "/else/bare.pt");
  until(session, [&] { return session.input().notice.error; });
  const std::vector<std::string> anchors = session.input().anchors;
  session.obey("ask-for-file card");
  CHECK(session.state().files.folder == folder + "/else");
  session.obey("file-dialogue accept " + folder + "/else/faces.json");
  CHECK(session.input().notice.text.find("it holds anchors; expected a model card") != std::string::npos);
  CHECK(session.input().anchors == anchors);
  session.obey("ask-for-file card");
  session.obey("file-dialogue accept " + folder + "/else/plain.json");  // without the name or the key of one
  until(session, [&] { return session.frame()->model->path == folder + "/else/bare.pt"; });
  session.obey("open-model " + folder + "/bare.pt " + folder + "/bare.card.json");
  until(session, [&] { return session.frame()->model->path == folder + "/bare.pt"; });

  session.obey("add-expression mine = seed:5");
  session.obey("ask-for-file save-anchors");
  CHECK(session.state().files.saving);
  CHECK(session.state().files.text.ends_with("bare-anchors.json"));
  session.obey("file-dialogue accept " + folder + "/kept");
  CHECK(session.input().notice.text == "saved " + folder + "/kept.json");
  session.obey("delete-anchor 2");
  session.obey("ask-for-file anchors");
  session.obey("file-dialogue accept " + folder + "/kept.json");
  CHECK(session.input().anchors.back() == "mine");

  session.obey("ask-for-file photograph");
  CHECK(session.input().notice.error);
  CHECK(session.input().notice.text.find("save-anchors") != std::string::npos);
}

TEST_CASE("a state dict is named behind the path, as typed in the list of models") {
  const TempDir dir;
  ImageSession::Parts with_prefix = parts();
  std::string prefix;
  const auto open = with_prefix.open;
  with_prefix.open = [&prefix, open](const ImageConfig& config) {
    prefix = config.tensor_prefix;
    return open(config);
  };
  ImageSession session(options(), std::move(with_prefix));
  until_complete(session);
  const std::string two = (dir / "two.pt").string();
  std::ofstream(two) << "x";
  session.obey("open-file " + two + "#netG");
  until(session, [&] { return session.frame()->model->path == two; });
  CHECK(prefix == "netG");
}

TEST_CASE("a result beyond a uniform prior's bounds is told, and what is shown is what the tour visits") {
  ImageSession session(options("box.pt"), parts());
  until_complete(session);
  session.obey("add-expression far = seed:1 - seed:2");
  CHECK(session.input().notice.text.starts_with("far was beyond the prior's bounds (uniform, -1 to 1)"));
  REQUIRE(session.input().brought_inside == std::vector<bool>{false, false, true});
  until_complete(session);
  const Latent shown = session.frame()->latent;
  CHECK(shown == reflected(session.tour().space(), shown));
  CHECK(shown == session.tour().anchors()[2].latent);
  session.obey("go-to-anchor 2");
  CHECK(session.tour().current() == shown);
}

TEST_CASE("anchors that a file says are of another model are told as such") {
  const TempDir dir;
  ImageSession session(options(), parts());
  until_complete(session);
  const std::vector<Anchor> saved{{"b", seeded_latent(session.tour().space(), 7)}};
  write_anchor_file(dir / "theirs.json", saved, {"faces"});
  write_anchor_file(dir / "ours.json", saved, {"a"});
  session.drop(dir / "ours.json");
  CHECK(session.input().notice.text == "loaded 1 anchor");
  session.drop(dir / "theirs.json");
  CHECK(session.input().notice.text.starts_with("loaded 1 anchor of another model, 'faces'"));
  CHECK_FALSE(session.input().notice.error);
}

namespace {

/// A session of image mode with the search for latents beside it.
struct WithSearch {
  std::shared_ptr<BetweenModes> between = std::make_shared<BetweenModes>();
  ImageSession session;

  explicit WithSearch(const std::string& model = "a.pt") : session(options(model), given(between)) {
    until_complete(session);
  }
  static ImageSession::Parts given(const std::shared_ptr<BetweenModes>& between) {
    ImageSession::Parts out = parts();
    out.between = between;
    return out;
  }
};

}  // namespace

TEST_CASE("what is shown, or a photo, is handed to the search for latents with the model as it was opened") {
  const TempDir dir;
  WithSearch rig;
  rig.session.press("Z");
  REQUIRE(rig.between->asked.has_value());
  CHECK(rig.session.take_switch_wish() == "recover");
  CHECK(rig.between->asked->model.model == "a.pt");
  CHECK(rig.between->asked->name == "seed:1");
  CHECK(rig.between->asked->latent == rig.session.tour().current());
  CHECK(rig.between->asked->space == rig.session.tour().space());
  CHECK(rig.between->asked->picture.empty());
  rig.session.apply(ic::SetNumber{0, 0.5});
  rig.session.obey("recover-this");
  CHECK(rig.between->asked->name == "this image");

  std::ofstream(dir / "My Photo.JPG") << "anything";
  rig.between->asked.reset();
  rig.session.drop(dir / "My Photo.JPG");
  REQUIRE(rig.between->asked.has_value());
  CHECK(rig.between->asked->picture == dir / "My Photo.JPG");
  CHECK(rig.session.take_switch_wish() == "recover");
  rig.session.obey("recover-picture " + (dir / "none.png").string());
  CHECK(rig.session.input().notice.text.find("none.png: there is no such file") != std::string::npos);
  CHECK_FALSE(rig.session.take_switch_wish());
  rig.session.press("F");
  CHECK(rig.session.state().files.open);
  CHECK(rig.session.state().files.title == "Open a picture");
  rig.session.obey("file-dialogue accept " + (dir / "My Photo.JPG").string());
  CHECK(rig.session.take_switch_wish() == "recover");
}

TEST_CASE("a model opened with a card is searched with it, and the class that is shown goes along") {
  WithSearch rig("classes.pt");
  rig.session.obey("set class 7");
  rig.session.obey("recover-this");
  CHECK(rig.between->asked->model.label == 7);
  rig.session.apply(ic::OpenModel{"bare.pt", "bare.json"});
  until(rig.session, [&] { return rig.session.frame()->model->path == "bare.pt"; });
  rig.session.obey("recover-this");
  CHECK(rig.between->asked->model.model == "bare.pt");
  CHECK(rig.between->asked->model.card == "bare.json");
}

TEST_CASE("a window without a search, and one without a model, say so") {
  const TempDir dir;
  std::ofstream(dir / "photo.png") << "anything";
  ImageSession alone(options(), parts());
  until_complete(alone);
  alone.press("Z");
  CHECK(alone.input().notice.text.find("no search") != std::string::npos);
  ImageSession empty(options(""), WithSearch::given(std::make_shared<BetweenModes>()));
  empty.drop(dir / "photo.png");
  CHECK(empty.input().notice.text.find("open a model first") != std::string::npos);
  empty.press("Z");
  CHECK(empty.input().notice.text.find("open a model first") != std::string::npos);
}

TEST_CASE("latents that were found become anchors where they are of this model, and are told where not") {
  WithSearch rig;
  const Latent found(8, 0.25);
  rig.between->found = {{"a.pt", {"photo", found}}, {"a.pt", {"photo", Latent(8, 0.5)}}};
  CHECK(rig.session.take_found());
  static_cast<void>(rig.session.update(0));
  REQUIRE(rig.session.input().anchors.size() == 4);
  CHECK(rig.session.input().anchors[2] == "photo");
  CHECK(rig.session.input().anchors[3] == "photo_2");
  CHECK(rig.session.tour().anchors()[2].latent == found);
  CHECK(rig.session.tour().current() == Latent(8, 0.5));  // the last one is shown
  CHECK_FALSE(rig.session.take_found());
  // The same once more is the one that is there.
  rig.between->found = {{"a.pt", {"photo", found}}};
  CHECK(rig.session.take_found());
  CHECK(rig.session.tour().anchors().size() == 4);
  rig.between->found = {{"wide.pt", {"other", Latent(12, 0.1)}}};
  CHECK(rig.session.take_found());
  CHECK(rig.session.input().notice.error);
  CHECK(rig.session.input().notice.text.find("wide.pt") != std::string::npos);
  CHECK(rig.session.tour().anchors().size() == 4);
}

TEST_CASE("a found latent beyond a uniform prior's bounds is reflected into them, and that is told") {
  WithSearch rig("box.pt");
  rig.between->found = {{"box.pt", {"photo", Latent(8, 1.25)}}};
  CHECK(rig.session.take_found());
  CHECK(rig.session.input().notice.text.find("reflected") != std::string::npos);
  CHECK(rig.session.tour().current() == Latent(8, 0.75));
}
