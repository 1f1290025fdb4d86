#include "app/files/file_dialogue.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <limits>

#include "app/files/file_requests.hpp"
#include "support/nobody.hpp"
#include "support/temp_dir.hpp"
#include "support/working_folder.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;
using namespace file_command;
using test::TempDir;
using Names = std::vector<std::string>;

/// A dialogue over a folder of its own: models/{faces,mnist}.pt, pictures/, .cache/, a.pt, b.pt, notes.txt.
struct Desk {
  TempDir dir;
  FileDialogue dialogue{dir.path() / "models"};
  FileDialogueState state;
  FileRequest request{.title = "Open a model", .extensions = {".pt"}, .folder = dir.path()};

  Desk() {
    for (const char* name : {"models", "pictures", ".cache"}) fs::create_directory(dir / name);
    for (const char* name : {"a.pt", "b.pt", "notes.txt", ".secret.pt", "models/faces.pt", "models/mnist.pt"})
      std::ofstream(dir / name) << "x";
  }
  void open() { dialogue.open(request, state); }
  void save(const std::string& name) {
    request.saving = true;
    request.name = name;
    open();
  }
  template <class... Commands>
  void apply(Commands... commands) {
    dialogue.apply({FileCommand(commands)...}, state);
  }
  [[nodiscard]] Names names() const {
    Names names;
    for (const FileEntry& entry : state.entries) names.push_back(entry.name);
    return names;
  }
  [[nodiscard]] std::string selected() const {
    return state.selected < 0 ? "" : state.entries.at(static_cast<std::size_t>(state.selected)).name;
  }
  [[nodiscard]] std::string at(const std::string& name = "") const {
    return dir.path().string() + (name.empty() ? "" : "/" + name);
  }
};

TEST_CASE("file dialogue: opens on the folder with what is wanted, ready for the keys") {
  Desk desk;
  desk.open();
  CHECK(desk.state.open);
  CHECK(desk.state.title == "Open a model");
  CHECK(desk.state.folder == desk.at());
  CHECK(desk.state.text == desk.at() + "/");
  CHECK(desk.names() == Names{"models", "pictures", "a.pt", "b.pt"});
  CHECK(desk.selected() == "models");
  CHECK(desk.state.focus == FileFocus::list);
  CHECK(desk.state.problem.empty());
}

TEST_CASE("file dialogue: Enter enters a folder, and hands a file out once") {
  Desk desk;
  desk.open();
  desk.apply(Activate{0});
  CHECK(desk.state.folder == desk.at("models"));
  CHECK(desk.names() == Names{"faces.pt", "mnist.pt"});
  CHECK_FALSE(desk.dialogue.take_chosen());
  desk.apply(Move{1}, Activate{1});
  CHECK_FALSE(desk.state.open);
  CHECK(desk.dialogue.take_chosen() == fs::path(desk.at("models/mnist.pt")));
  CHECK_FALSE(desk.dialogue.take_chosen());
  desk.apply(Activate{0}, Up{});  // late commands to a closed dialogue
  CHECK_FALSE(desk.dialogue.take_chosen());
  CHECK(desk.state.entries.empty());
  // A choice that nobody took isn't the next dialogue's.
  desk.open();
  desk.apply(Activate{2});
  desk.open();
  CHECK_FALSE(desk.dialogue.take_chosen());
}

TEST_CASE("file dialogue: up selects the folder one comes from, and ends at the root") {
  Desk desk;
  desk.request.folder = desk.dir / "pictures";
  desk.open();
  CHECK(desk.state.note == "This folder is empty");
  desk.apply(Up{});
  CHECK(desk.state.folder == desk.at());
  CHECK(desk.selected() == "pictures");
  for (int i = 0; i < 50; ++i) desk.apply(Up{});
  CHECK(desk.state.folder == "/");
  CHECK(desk.state.text == "/");
}

TEST_CASE("file dialogue: moves stop at both ends, letters jump and go round") {
  Desk desk;
  desk.open();
  const int revealed = desk.state.reveal;
  desk.apply(Move{2});
  CHECK(desk.selected() == "a.pt");
  CHECK(desk.state.reveal > revealed);
  desk.apply(Move{std::numeric_limits<int>::max()});
  CHECK(desk.selected() == "b.pt");
  desk.apply(Move{-std::numeric_limits<int>::max()});
  CHECK(desk.selected() == "models");
  desk.apply(Type{"P"});
  CHECK(desk.selected() == "pictures");
  desk.apply(Type{"m"});
  CHECK(desk.selected() == "models");
  desk.apply(Type{"z"});
  CHECK(desk.selected() == "models");
  desk.apply(Select{99}, Select{-1}, Activate{99}, Activate{-1});
  CHECK(desk.selected() == "models");
  CHECK(desk.state.open);
}

TEST_CASE("file dialogue: a dot shows what is hidden, and selecting doesn't take it away") {
  Desk desk;
  desk.open();
  desk.apply(Type{"."});
  CHECK(desk.state.focus == FileFocus::field);
  CHECK(desk.state.text == desk.at() + "/.");
  CHECK(desk.names() == Names{".cache", "models", "pictures", ".secret.pt", "a.pt", "b.pt"});
  desk.apply(Edit{desk.at() + "/.s"});
  CHECK(desk.selected() == ".secret.pt");
  desk.apply(Focus{FileFocus::list}, Move{1});
  CHECK(desk.selected() == "a.pt");
  CHECK(desk.names().size() == 6);
  desk.apply(ShowAll{true});
  CHECK(desk.names().size() == 7);
  desk.apply(Edit{desk.at() + "/"});
  CHECK(desk.names() == Names{"models", "pictures", "a.pt", "b.pt", "notes.txt"});
  CHECK(desk.selected() == "a.pt");
}

TEST_CASE("file dialogue: all files, and a folder without wanted ones says what else it has") {
  Desk desk;
  desk.request.extensions = {".npy", ".npz"};
  desk.request.folder = desk.dir / "models";
  desk.open();
  CHECK(desk.names().empty());
  CHECK(desk.state.note == "Nothing here ends in .npy, .npz; files of other kinds: 2");
  desk.apply(ShowAll{true});
  CHECK(desk.names() == Names{"faces.pt", "mnist.pt"});
  CHECK(desk.state.note.empty());
  fs::create_directories(desk.dir / "pictures" / ".thumbnails");
  desk.apply(Visit{desk.at("pictures")});
  CHECK(desk.state.note == "Only hidden files here: type a dot in the path to see them");
}

TEST_CASE("file dialogue: a typed path is opened or entered, or told what is wrong with it") {
  Desk desk;
  desk.open();
  const auto problem_of = [&](const std::string& text) {
    desk.apply(Focus{FileFocus::list}, Edit{text}, Accept{text});
    CHECK(desk.state.open);
    CHECK(desk.state.focus == FileFocus::field);
    CHECK(desk.state.text == text);
    return desk.state.problem;
  };
  CHECK(problem_of(desk.at("modles/faces.pt")) == "there is no 'modles' in " + desk.at());
  CHECK(problem_of("c.pt") == "there is no 'c.pt' in " + desk.at());
  CHECK(problem_of(desk.at("a.pt/")) == desk.at("a.pt") + " is a file, not a folder");
  CHECK(problem_of(" ") == "the path is empty: type one, or choose from the list");
  CHECK(problem_of("") == "the path is empty: type one, or choose from the list");
  desk.apply(Edit{"c"});
  CHECK(desk.state.problem.empty());
  desk.apply(Accept{"models/"});
  CHECK(desk.state.folder == desk.at("models"));
  CHECK(desk.state.focus == FileFocus::list);
  CHECK(desk.state.text == desk.at("models/"));
  desk.apply(Accept{"../notes.txt"});  // a person's word goes before the endings
  CHECK(desk.dialogue.take_chosen() == fs::path(desk.at("notes.txt")));
  desk.open();
  desk.apply(Accept{"~/faces.pt"});
  CHECK(desk.dialogue.take_chosen() == fs::path(desk.at("models/faces.pt")));
}

TEST_CASE("file dialogue: Tab completes, and the list follows into the folder that is typed") {
  Desk desk;
  desk.open();
  const int retyped = desk.state.retyped;
  desk.apply(Type{"/"}, Type{"t"}, Type{"m"});  // as they come where frames are slow
  CHECK(desk.state.text == "/tm");
  CHECK(desk.state.focus == FileFocus::field);
  desk.apply(Edit{desk.at("mod")}, Complete{desk.at("mod")});
  CHECK(desk.state.text == desk.at("models/"));
  CHECK(desk.state.retyped > retyped);
  CHECK(desk.state.focus == FileFocus::field);
  CHECK(desk.names() == Names{"faces.pt", "mnist.pt"});
  desk.apply(Complete{desk.at("models/m")});
  CHECK(desk.state.text == desk.at("models/mnist.pt"));
  CHECK(desk.selected() == "mnist.pt");
  desk.apply(Complete{desk.at("zebra")});
  CHECK(desk.state.text == desk.at("zebra"));
  CHECK(desk.state.problem == "nothing in " + desk.at() + " begins with 'zebra'");
  desk.apply(Focus{FileFocus::list}, Type{"~"});
  CHECK(desk.state.text == "~/");
  desk.apply(Complete{"~/f"});
  CHECK(desk.state.text == "~/faces.pt");
  desk.apply(Accept{desk.state.text});
  CHECK(desk.dialogue.take_chosen() == fs::path(desk.at("models/faces.pt")));
}

TEST_CASE("file dialogue: places are gone to, recent files are shown where they are") {
  Desk desk;
  desk.request.recent = {{"mnist.pt", desk.at("models/mnist.pt")}, {"gone.pt", desk.at("gone.pt")}};
  desk.request.folder.clear();
  desk.open();
  CHECK(desk.state.folder == desk.at("models"));  // where the last one was
  desk.apply(Visit{desk.at("pictures")});
  CHECK(desk.state.folder == desk.at("pictures"));
  desk.apply(Visit{desk.at("models/mnist.pt")});
  CHECK(desk.selected() == "mnist.pt");
  desk.apply(Visit{desk.at("gone.pt")});
  CHECK(desk.state.problem == "there is no 'gone.pt' in " + desk.at());
  CHECK(desk.state.folder == desk.at("models"));
  desk.apply(Visit{desk.at("notes.txt")});  // of another kind, and shown all the same
  CHECK(desk.selected() == "notes.txt");
  CHECK(desk.state.all_files);
  desk.apply(OpenFile{desk.at("gone.pt")});
  CHECK(desk.state.problem == "there is no 'gone.pt' in " + desk.at());
  desk.apply(OpenFile{desk.at("models/mnist.pt")});
  CHECK(desk.dialogue.take_chosen() == fs::path(desk.at("models/mnist.pt")));
}

TEST_CASE("file dialogue: what vanished since is told, and the list is read again") {
  Desk desk;
  desk.open();
  fs::remove_all(desk.dir / "models");
  desk.apply(Activate{0});
  CHECK(desk.state.problem == "there is no 'models' in " + desk.at());
  CHECK(desk.names() == Names{"pictures", "a.pt", "b.pt"});
  fs::remove(desk.dir / "a.pt");
  desk.apply(Activate{1});
  CHECK(desk.state.problem == "there is no 'a.pt' in " + desk.at());
  CHECK(desk.names() == Names{"pictures", "b.pt"});
  // The list is read when asked to, not by itself.
  std::ofstream(desk.dir / "new.pt") << "x";
  desk.apply(Move{1});
  CHECK(desk.names() == Names{"pictures", "b.pt"});
  desk.apply(Refresh{});
  CHECK(desk.names() == Names{"pictures", "b.pt", "new.pt"});
  CHECK(desk.selected() == "b.pt");
  // The folder itself: the nearest one above that is there.
  desk.apply(Activate{0});
  fs::remove_all(desk.dir / "pictures");
  desk.apply(Refresh{});
  CHECK(desk.state.folder == desk.at());
  CHECK(desk.state.problem == "cannot read " + desk.at("pictures") + ": No such file or directory");
  desk.request.folder = desk.dir / "long" / "gone";
  desk.open();
  CHECK(desk.state.folder == desk.at());
  CHECK(desk.state.problem.ends_with("No such file or directory"));
}

TEST_CASE("file dialogue: a folder that may not be read is told, and one stays where one is") {
  Desk desk;
  fs::permissions(desk.dir.path(), fs::perms(0755));
  fs::permissions(desk.dir / "models", fs::perms::none);
  {
    const test::Nobody nobody;
    desk.open();
    for (const FileCommand& command :
         {FileCommand(Activate{0}), FileCommand(Visit{desk.at("models")}), FileCommand(Accept{"models"})}) {
      desk.apply(command);
      CHECK(desk.state.problem == "cannot read " + desk.at("models") + ": Permission denied");
      CHECK(desk.state.folder == desk.at());
      CHECK(desk.names() == Names{"models", "pictures", "a.pt", "b.pt"});
    }
    desk.apply(Accept{"models/faces.pt"});
    CHECK(desk.state.problem == "cannot look at " + desk.at("models/faces.pt") + ": Permission denied");
  }
  fs::permissions(desk.dir / "models", fs::perms::owner_all);
}

TEST_CASE("file dialogue: links that lead round are entered and left the way one came") {
  Desk desk;
  fs::create_directory_symlink("..", desk.dir / "models" / "up");
  desk.request.folder = desk.dir / "models";
  desk.open();
  for (int i = 0; i < 3; ++i) desk.apply(Accept{"up/models"});
  CHECK(desk.state.folder == desk.at("models/up/models/up/models/up/models"));
  for (int i = 0; i < 6; ++i) desk.apply(Up{});
  CHECK(desk.state.folder == desk.at("models"));
  CHECK(desk.selected() == "up");
}

TEST_CASE("file dialogue: saving keeps the name on the way, adds an ending, and asks before it replaces") {
  Desk desk;
  desk.save("lap");
  CHECK(desk.state.text == desk.at("lap"));
  CHECK(desk.state.focus == FileFocus::field);
  CHECK(desk.state.accept == "Save");
  CHECK(desk.state.selected == -1);
  desk.apply(Visit{desk.at("pictures")});
  CHECK(desk.state.text == desk.at("pictures/lap"));
  desk.apply(Up{}, Accept{desk.at("pictures/lap")});
  CHECK(desk.dialogue.take_chosen() == fs::path(desk.at("pictures/lap.pt")));

  desk.save("a");
  desk.apply(Accept{desk.at("a")});
  CHECK(desk.state.open);
  CHECK(desk.state.accept == "Replace");
  CHECK(desk.state.problem == "a.pt is there already; Enter or Replace once more replaces it");
  desk.apply(Edit{desk.at("b")});
  CHECK(desk.state.accept == "Save");
  desk.apply(Accept{desk.at("b")});
  CHECK(desk.state.open);  // the other question is not this one's answer
  desk.apply(Accept{desk.at("b")});
  CHECK(desk.dialogue.take_chosen() == fs::path(desk.at("b.pt")));

  desk.save("lap");
  desk.apply(Select{2});
  CHECK(desk.state.text == desk.at("a.pt"));
  desk.apply(Activate{2});
  CHECK(desk.state.accept == "Replace");
  desk.apply(Activate{2});
  CHECK(desk.dialogue.take_chosen() == fs::path(desk.at("a.pt")));

  desk.save("lap");
  for (const auto& [text, problem] : std::vector<std::pair<std::string, std::string>>{
           {desk.at("nowhere/lap"), "there is no 'nowhere' in " + desk.at()},
           {desk.at("newfolder/"), "there is no 'newfolder' in " + desk.at()},
           {desk.at("a.pt/lap"), desk.at("a.pt") + " is a file, not a folder"}}) {
    desk.apply(Accept{text});
    CHECK(desk.state.problem == problem);
    CHECK(desk.state.open);
  }
  desk.apply(Cancel{});
  CHECK_FALSE(desk.state.open);
  CHECK_FALSE(desk.dialogue.take_chosen());
}

TEST_CASE("file dialogue: ten thousand files, whatever their names' bytes") {
  Desk desk;
  const fs::path many = desk.dir / "many";
  fs::create_directory(many);
  for (int i = 0; i < 10'000; ++i) std::ofstream(many / ("sample-" + std::to_string(i) + ".pt"));
  const std::string bytes = "\xff\xfe\n##.pt";
  std::ofstream(many / bytes) << "x";
  desk.request.folder = many;
  desk.open();
  REQUIRE(desk.state.entries.size() == 10'001);
  CHECK(desk.names()[0] == "sample-0.pt");
  CHECK(desk.names()[2'000] == "sample-2000.pt");
  desk.apply(Activate{10'000});
  CHECK(desk.dialogue.take_chosen() == many / bytes);
}

TEST_CASE("file requests: titles and endings, places that exist, recent files that are still there") {
  Desk desk;
  const test::WorkingFolder working(desk.dir.path());
  const FileRequest model = open_request(
      FileWish::model, {desk.at("models/mnist.pt"), desk.at("gone.pt"), "a.pt", desk.at("a.pt")});
  CHECK(model.title == "Open a model");
  CHECK(model.recent ==
        std::vector<FilePlace>{{"mnist.pt", desk.at("models/mnist.pt")}, {"a.pt", desk.at("a.pt")}});
  CHECK(model.extensions.front() == ".safetensors");
  Names names;
  for (const FilePlace& place : model.places) {
    names.push_back(place.name);
    CHECK(fs::is_directory(place.path));
  }
  CHECK(std::count(names.begin(), names.end(), "Working folder") == 1);
  CHECK(std::count(names.begin(), names.end(), "Models") == 1);
  CHECK(std::count(names.begin(), names.end(), "Examples") == 1);
  CHECK(open_request(FileWish::points, {}).title == "Open points");
  CHECK(open_request(FileWish::anchors, {}).title == "Open anchors");
  CHECK(open_request(FileWish::card, {}).title == "Open a card");
  const FileRequest save = save_request("lap.mp4", "", {".mp4"});
  CHECK(save.title == "Save as");
  CHECK(save.saving);
  CHECK(save.folder == desk.dir.path());
  // Two of one name are told apart by their folders.
  std::ofstream(desk.dir / "pictures" / "a.pt") << "x";
  const std::vector<FilePlace> twins =
      recent_places({desk.at("models/faces.pt"), desk.at("pictures/a.pt"), "a.pt"});
  REQUIRE(twins.size() == 3);
  CHECK(twins[0].name == "faces.pt");
  CHECK(twins[1].name == "a.pt (pictures)");
  CHECK(twins[2].name == "a.pt (" + desk.dir.path().filename().string() + ")");
}

}  // namespace
}  // namespace ganscope
