#include <doctest/doctest.h>

#include <set>
#include <variant>

#include "view/panels/image/image_commands.hpp"
#include "view/panels/recover/recover_commands.hpp"
#include "view/panels/toy/toy_commands.hpp"
#include "view/panels/train/train_commands.hpp"

using namespace ganscope;

namespace {

/// Every wish of a variant, also of those within it, with its defaults.
template <class Command, class Whole = Command, class Check>
void each_wish(Check check) {
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (
        [&] {
          using Wish = std::variant_alternative_t<I, Command>;
          if constexpr (kIsVariant<Wish>)
            each_wish<Wish, Whole>(check);
          else
            check(Whole(Wish{}));
        }(),
        ...);
  }
  (std::make_index_sequence<std::variant_size_v<Command>>{});
}

template <class Command>
void check_table(const CommandTable<Command>& table) {
  std::set<std::string> texts;
  int wishes = 0;
  each_wish<Command>([&](const Command& command) {
    ++wishes;
    const std::string text = table.text(command);
    CAPTURE(text);
    CHECK(texts.insert(text).second);
    // An option, a model or a file that isn't said is refused; everything else reads back as itself.
    if (text == "set" || text == "open-model ''") return;
    CHECK(table.text(table.parse(text)) == text);
  });
  CHECK(table.infos().size() == static_cast<std::size_t>(wishes));

  std::set<std::string> keys;
  std::set<std::string> left;
  std::string current;
  for (const auto& row : table.rows()) {
    CAPTURE(row.key);
    CHECK(table.text(row.command) == row.text);
    CHECK(keys.insert(row.key).second);
    CHECK(table.for_key(row.key) == &row.command);
    CHECK_FALSE(row.section.empty());
    CHECK_FALSE(row.what.empty());
    CHECK(row.what.size() <= 28);
    // A section isn't taken up again once left, so that each has one heading.
    if (row.section != current) CHECK(left.insert(row.section).second);
    current = row.section;
  }
  CHECK(keys.size() >= 15);
  CHECK(table.for_key("F12") == nullptr);
  CHECK(table.for_key("") == nullptr);
}

template <class Wish, class Command>
bool does(const CommandTable<Command>& table, const char* key) {
  const Command* bound = table.for_key(key);
  return bound != nullptr && wish_in<Wish>(*bound) != nullptr;
}

}  // namespace

TEST_CASE("commands: each has a name and a text that reads back; each key is bound once") {
  SUBCASE("toy") { check_table(toy_commands()); }
  SUBCASE("image") { check_table(image_commands()); }
  SUBCASE("train") { check_table(train_commands()); }
  SUBCASE("recover") { check_table(recover_commands()); }
}

TEST_CASE("commands: the keys that everyone tries first do the same in every mode") {
  const auto check = [](const auto& table) {
    CHECK(does<window_command::ToggleHelp>(table, "F1"));
    CHECK(does<window_command::ToggleFullscreen>(table, "F11"));
    CHECK(does<window_command::SwitchMode>(table, "F2"));
    CHECK(does<window_command::Dismiss>(table, "Esc"));
    CHECK(does<window_command::TogglePanels>(table, "Tab"));
    CHECK(does<window_command::Quit>(table, "Ctrl+Q"));
    CHECK(does<window_command::SavePicture>(table, "S"));
    CHECK(does<window_command::CopyCommand>(table, "C"));
  };
  check(toy_commands());
  check(image_commands());
  check(train_commands());
  check(recover_commands());
  CHECK(does<search_command::ToggleRun>(recover_commands(), "Space"));
  CHECK(does<search_command::Step>(recover_commands(), "."));
  CHECK(does<search_command::AddAnchor>(recover_commands(), "A"));
  CHECK(does<image_command::AddAnchor>(image_commands(), "A"));
  CHECK(does<time_command::LookAtStart>(recover_commands(), "Home"));
  CHECK(recover_commands().text(*recover_commands().for_key("F2")) == "switch-mode image");
  CHECK(does<toy_command::ToggleRun>(toy_commands(), "Space"));
  CHECK(does<train_command::ToggleRun>(train_commands(), "Space"));
  CHECK(does<train_command::Step>(train_commands(), "."));
  CHECK(does<toy_command::StepBoth>(toy_commands(), "."));
  CHECK(does<time_command::LookAtStart>(toy_commands(), "Home"));
  CHECK(does<time_command::LookAtStart>(train_commands(), "Home"));
}

TEST_CASE("commands: every layer has its number key") {
  for (const LayerInfo& layer : layer_list()) {
    const ToyViewCommand* command = toy_commands().for_key(std::string(1, layer.key));
    REQUIRE(command != nullptr);
    const auto* toggle = wish_in<toy_command::ToggleLayer>(*command);
    REQUIRE(toggle != nullptr);
    CHECK(toggle->id == layer.id);
  }
}

TEST_CASE("commands: texts carry their values whole") {
  const auto toy = [](const std::string& text) { return toy_commands().text(toy_commands().parse(text)); };
  for (const std::string text : {"look-at 1200",
                                 "look-beside -3",
                                 "zoom 12.5 40 1.25",
                                 "drag -3 0.1",
                                 "select-preset fig1d",
                                 "toggle-layer mesh",
                                 "undo",
                                 "keep-changes",
                                 "defaults",
                                 "open-points /tmp/my points.csv",
                                 "edit --preset fig1d --seed 7 --generator-rate 0.002",
                                 "set generator-rate 0.002",
                                 "edit-recording gif window seen 25 1920x1080",
                                 "edit-recording mp4 picture 50 30 0x0",
                                 "ask-for-file points",
                                 "file-dialogue select 3",
                                 "file-dialogue accept /tmp/my points.csv",
                                 "file-dialogue focus whole-field",
                                 "file-dialogue up",
                                 "file-dialogue show-all on",
                                 "switch-mode image",
                                 "scale-interface 0.8",
                                 "toggle-log-axis Mean D",
                                 "refuse no such file"})
    CHECK(toy(text) == text);
  CHECK(toy("edit --data spiral") == "edit --preset fig1d");
  const auto image = [](const std::string& text) {
    return image_commands().text(image_commands().parse(text));
  };
  for (const std::string text :
       {"rename-anchor 2 a rainy day", "save-anchors /tmp/my anchors.json", "save-anchors", "recover-this",
        "recover-picture ~/my photo.jpg", "add-expression seed:1 - seed:2 + seed:3", "drag-image 0.1 -0.2 on",
        "open-model '/tmp/my faces.pt'", "open-model /tmp/a.pt '' generator.", "open-file ~/a b.json",
        "edit-lap large mp4 720 60", "edit-lap grid gif 480 25", "set-number 3 -0.123456789012345",
        "edit /tmp/a.pt --path arcs --seconds 12"})
    CHECK(image(text) == text);
  const auto recover = [](const std::string& text) {
    return recover_commands().text(recover_commands().parse(text));
  };
  for (const std::string text : {"set criterion logistic:2,2", "recover-picture /tmp/my photo.jpg",
                                 "edit-recording gif 25", "look-at 120", "ask-for-file picture"})
    CHECK(recover(text) == text);
}

TEST_CASE("commands: what is wrong with a text is told with what was expected") {
  const auto refused = [](const std::string& text, const std::string& told) {
    CAPTURE(text);
    try {
      static_cast<void>(toy_commands().parse(text));
      FAIL("was taken");
    } catch (const UsageError& e) {
      CHECK(std::string(e.what()).find(told) != std::string::npos);
    }
  };
  refused("lok-at 3", "did you mean 'look-at'");
  refused("look-at", "expected look-at ITERATION");
  refused("look-at 3 4", "'4' is too much");
  refused("look-at three", "three");
  refused("zoom 1 2 nan", "nan");
  refused("toggle-layer mash", "did you mean 'mesh'");
  refused("edit --lose minimax", "lose");
  refused("edit --loss", "--OPTION VALUE");
  refused("edit --data 'spiral", "quote");
  refused("file-dialogue selct 3", "did you mean 'select'");
  refused("file-dialogue focus window", "whole-field");
  refused("edit-recording mp4 picture 0 30 0x0", "1");
  refused("", "unknown command");
}

TEST_CASE("commands: two of one name, a key twice and a line without its command are faults of the table") {
  using Command = TrainViewCommand;
  const auto entry = [](const char* name) {
    return command_entry<Command, train_command::Step>(name, "help");
  };
  CHECK_THROWS_AS(CommandTable<Command>({entry("step"), entry("step")}, {}), Error);
  CHECK_THROWS_AS(
      CommandTable<Command>({entry("step")}, {{{"A", "S", "w"}, "step"}, {{"A", "S", "w"}, "step"}}), Error);
  CHECK_THROWS_AS(CommandTable<Command>({entry("step")}, {{{"A", "S", "w"}, "stop"}}), Error);
}
