#include "view/panels/common/command_table.hpp"

#include "exchange/option_text.hpp"

namespace ganscope {

static const std::vector<std::string>& focus_names() {
  static const std::vector<std::string> names{"list", "field", "whole-field"};
  return names;
}
static std::string written(FileFocus where) { return focus_names()[static_cast<std::size_t>(where)]; }
static void read_value(CommandWords& words, FileFocus& where) {
  where = parse_enum<FileFocus>(words.next(), words.name(), focus_names());
}

const CommandTable<FileCommand>& file_dialogue_commands() {
  using namespace file_command;
  using Command = FileCommand;
  static const CommandTable<Command> table(
      {command_entry<Command>("select", "ROW", "rows count from 0", &Select::row),
       command_entry<Command>("activate", "ROW", "opens the file, or enters the folder", &Activate::row),
       command_entry<Command>("move", "ROWS", "so many rows on", &Move::rows),
       command_entry<Command, Up>("up", "to the folder above"),
       command_entry<Command>("type", "CHARACTER", "to the next name that begins so", &Type::character),
       command_entry<Command>("focus", "list|field|whole-field", "what takes the keys", &Focus::where),
       command_entry<Command>("edit", "TEXT", "of the path field", &Edit::text),
       command_entry<Command>("complete", "TEXT", "completes a path as far as it is certain",
                              &Complete::text),
       command_entry<Command>("accept", "[PATH]", "takes the path, or what is selected", &Accept::text),
       command_entry<Command>("visit", "PATH", "goes to a folder, or to a file's", &Visit::path),
       command_entry<Command>("open", "PATH", "takes a file", &OpenFile::path),
       command_entry<Command>("show-all", "on|off", "files of other kinds too", &ShowAll::on),
       command_entry<Command, Refresh>("refresh", "reads the folder again"),
       command_entry<Command, Cancel>("cancel", "closes the dialogue")},
      {});
  return table;
}

std::vector<CommandLine> window_lines(const std::string& other_mode, const std::string& quit,
                                      const std::string& leads) {
  return {
      {{"Tab", "Window", "show / hide the panels"}, "toggle-panels"},
      {{"T", "Window", "dark / light"}, "toggle-theme"},
      {{"+", "Window", "larger interface"}, "scale-interface 1.25", KeyHeld::again},
      {{"-", "Window", "smaller interface"}, "scale-interface 0.8", KeyHeld::again},
      {{"F2", "Window", other_mode}, leads},
      {{"F11", "Window", "full screen"}, "toggle-fullscreen"},
      {{"F1", "Window", "this help"}, "toggle-help"},
      {{"?", "Window", "this help"}, "toggle-help"},
      {{"Esc", "Window", "close what is open"}, "dismiss"},
      {{"Ctrl+Q", "Window", quit}, "quit"},
  };
}

}  // namespace ganscope
