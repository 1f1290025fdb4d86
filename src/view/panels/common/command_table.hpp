#pragma once
#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/error.hpp"
#include "view/panels/common/command_words.hpp"
#include "view/panels/common/window_command.hpp"
#include "view/ui/key_text.hpp"

namespace ganscope {

/// A command of a mode as it is listed: `ganscope commands`.
struct CommandInfo {
  std::string name;               ///< "look-at"
  std::string arguments;          ///< placeholders of what follows it: "ITERATION"; "" for none
  std::string help;               ///< one line
  std::vector<std::string> keys;  ///< with the text that each says: "Left = look-beside -1"
};

/// A command by its name, with the text form that a key, a menu entry, a report and a script share:
/// "look-at 1200". `Command` is a mode's variant of wishes, of which some may be variants themselves.
template <class Command>
struct CommandEntry {
  std::string name;
  std::string arguments;
  std::string help;
  std::function<Command(const std::string& arguments)> parse;  ///< throws UsageError
  /// The arguments of a command of this name; nothing for another one.
  std::function<std::optional<std::string>(const Command&)> text;
};

template <class T>
inline constexpr bool kIsVariant = false;
template <class... T>
inline constexpr bool kIsVariant<std::variant<T...>> = true;

/// The wish in a command, or in a variant within it; nullptr when it is another one.
template <class Wish, class Command>
[[nodiscard]] const Wish* wish_in(const Command& command) {
  return std::visit(
      [](const auto& held) -> const Wish* {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, Wish>)
          return &held;
        else if constexpr (kIsVariant<Held>)
          return wish_in<Wish>(held);
        else
          return nullptr;
      },
      command);
}

/// A wish whose values are `members`, in the order of its text.
template <class Command, class Wish, class... Values>
[[nodiscard]] CommandEntry<Command> command_entry(std::string name, std::string arguments, std::string help,
                                                  Values Wish::*... members) {
  CommandEntry<Command> entry{std::move(name), std::move(arguments), std::move(help), {}, {}};
  entry.parse = [name = entry.name, arguments = entry.arguments, members...](const std::string& text) {
    CommandWords words(name, arguments, text);
    Wish wish{};
    (read_value(words, wish.*members), ...);
    words.end();
    return Command(std::move(wish));
  };
  entry.text = [members...](const Command& command) -> std::optional<std::string> {
    const Wish* wish = wish_in<Wish>(command);
    if (wish == nullptr) return std::nullopt;
    std::string text;
    ((text += (text.empty() ? "" : " ") + written(wish->*members)), ...);
    return text;
  };
  return entry;
}
/// One without values: command_entry<Command, Fit>("fit", "...").
template <class Command, class Wish>
[[nodiscard]] CommandEntry<Command> command_entry(std::string name, std::string help) {
  return command_entry<Command, Wish>(std::move(name), "", std::move(help));
}

enum class KeyHeld { once, again };

/// A line of menu and help, and a key: what it does is said by a command's text.
struct CommandLine : KeyText {
  std::string text;              ///< "look-beside -1"
  KeyHeld held = KeyHeld::once;  ///< what goes a small way goes on while its key is held
};

/// The commands of a mode with their names and keys: the single source of key handler, menu, help, the
/// report for scripts and `ganscope commands`.
template <class Command>
class CommandTable {
 public:
  struct Row : CommandLine {
    Command command;
  };

  /// Throws Error for a name or key that stands twice and for a line whose text is no command.
  CommandTable(std::vector<CommandEntry<Command>> entries, const std::vector<CommandLine>& lines)
      : entries_(std::move(entries)) {
    for (const Entry& entry : entries_)
      if (std::count_if(entries_.begin(), entries_.end(),
                        [&](const Entry& other) { return other.name == entry.name; }) > 1)
        throw Error("two commands are called '" + entry.name + "'");
    for (const CommandLine& line : lines) {
      if (!line.key.empty() && for_key(line.key) != nullptr)
        throw Error("key '" + line.key + "' is bound twice");
      rows_.push_back({line, parse(line.text)});
      key_texts_.push_back(line);
    }
  }

  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  /// The rows as menu and help show them.
  [[nodiscard]] const std::vector<KeyText>& key_texts() const { return key_texts_; }

  /// The command bound to `key`, or nullptr.
  [[nodiscard]] const Command* for_key(const std::string& key) const {
    const Row* row = row_of(key);
    return row == nullptr ? nullptr : &row->command;
  }
  /// The command that a press asks for, or nullptr: for a key that is held, only what goes on with it.
  [[nodiscard]] const Command* for_press(const KeyPress& press) const {
    const Row* row = row_of(press.key);
    return row == nullptr || (press.held && row->held == KeyHeld::once) ? nullptr : &row->command;
  }

  /// "look-at 1200". Throws UsageError that names what is wrong, and the nearest name.
  [[nodiscard]] Command parse(const std::string& text) const {
    const std::size_t blank = text.find(' ');
    const std::string name = text.substr(0, blank);
    for (const Entry& entry : entries_)
      if (entry.name == name) return entry.parse(blank == std::string::npos ? "" : text.substr(blank + 1));
    std::vector<std::string> names;
    for (const Entry& entry : entries_) names.push_back(entry.name);
    throw unknown_name("command", name, names);
  }

  /// The text that parse() reads as `command` again.
  [[nodiscard]] std::string text(const Command& command) const {
    for (const Entry& entry : entries_)
      if (const std::optional<std::string> arguments = entry.text(command))
        return arguments->empty() ? entry.name : entry.name + " " + *arguments;
    throw Error("a command has no name");
  }

  /// All of them, in their order.
  [[nodiscard]] std::vector<CommandInfo> infos() const {
    std::vector<CommandInfo> out;
    for (const Entry& entry : entries_) {
      CommandInfo info{entry.name, entry.arguments, entry.help, {}};
      for (const Row& row : rows_)
        if (!row.key.empty() && entry.text(row.command))
          info.keys.push_back(row.text == entry.name ? row.key : row.key + " = " + row.text);
      out.push_back(std::move(info));
    }
    return out;
  }

 private:
  [[nodiscard]] const Row* row_of(const std::string& key) const {
    for (const Row& row : rows_)
      if (!key.empty() && row.key == key) return &row;
    return nullptr;
  }

  using Entry = CommandEntry<Command>;
  std::vector<Entry> entries_;
  std::vector<Row> rows_;
  std::vector<KeyText> key_texts_;
};

/// What is done in a file dialogue: "select 3", "accept /tmp/faces.pt".
[[nodiscard]] const CommandTable<FileCommand>& file_dialogue_commands();

/// The entry of what is done in it, whose arguments are that table's texts.
template <class Command>
[[nodiscard]] CommandEntry<Command> file_dialogue_entry() {
  using window_command::UseFileDialogue;
  return {"file-dialogue", "ACT [VALUE]",
          "acts in the file dialogue while it is open: accept PATH, cancel, ...",
          [](const std::string& text) -> Command {
            return WindowCommand(UseFileDialogue{file_dialogue_commands().parse(text)});
          },
          [](const Command& command) -> std::optional<std::string> {
            const auto* use = wish_in<UseFileDialogue>(command);
            if (use == nullptr) return std::nullopt;
            return file_dialogue_commands().text(use->act);
          }};
}

/// The entries of what every mode has.
template <class Command>
[[nodiscard]] std::vector<CommandEntry<Command>> window_entries() {
  using namespace window_command;
  return {
      command_entry<Command, ToggleTheme>("toggle-theme", "dark or light"),
      command_entry<Command>("scale-interface", "FACTOR", "larger or smaller interface", &ScaleInterface::by),
      command_entry<Command, TogglePanels>("toggle-panels", "shows or hides the panels"),
      command_entry<Command, ToggleHelp>("toggle-help", "shows or hides the help"),
      command_entry<Command, ToggleFullscreen>("toggle-fullscreen", "fills the screen, or no longer"),
      command_entry<Command, SavePicture>("save-picture", "saves what is shown as a PNG"),
      command_entry<Command, CopyCommand>("copy-command", "copies the command that makes this again"),
      command_entry<Command>("switch-mode", "[MODE]", "goes to another mode, the next one without a name",
                             &SwitchMode::mode),
      command_entry<Command>("ask-for-file", "[KIND]",
                             "opens the file dialogue: model, anchors, card, points, picture",
                             &AskForFile::kind),
      file_dialogue_entry<Command>(),
      command_entry<Command, Dismiss>("dismiss", "closes what is open, the nearest to the eye first"),
      command_entry<Command, Quit>("quit", "closes the window"),
      command_entry<Command>("refuse", "TEXT", "tells what was wrong with an entry", &Refuse::why)};
}

/// The lines of what every mode has, as the section "Window". `other_mode`: what F2 leads to, by the command
/// `leads` where that isn't the next one.
[[nodiscard]] std::vector<CommandLine> window_lines(const std::string& other_mode,
                                                    const std::string& quit = "quit",
                                                    const std::string& leads = "switch-mode");

/// Several lists as one.
template <class Item>
[[nodiscard]] std::vector<Item> together(std::vector<std::vector<Item>> lists) {
  std::vector<Item> out;
  for (std::vector<Item>& list : lists)
    out.insert(out.end(), std::make_move_iterator(list.begin()), std::make_move_iterator(list.end()));
  return out;
}

}  // namespace ganscope
