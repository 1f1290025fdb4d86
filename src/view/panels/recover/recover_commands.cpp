#include "view/panels/recover/recover_commands.hpp"

#include "core/text.hpp"
#include "exchange/option_text.hpp"
#include "view/panels/common/time_entries.hpp"

namespace ganscope {

static std::string written(const SearchRecordingChoice& choice) {
  return name_of(choice.format) + " " + std::to_string(choice.fps);
}

static void read_value(CommandWords& words, SearchRecordingChoice& choice) {
  choice.format = parse_enum<RecordingFormat>(words.next(), "format", recording_format_names());
  choice.fps = static_cast<int>(parse_integer_in(words.next(), "frames a second", 1, 120));
}

static std::vector<CommandEntry<RecoverViewCommand>> recover_entries() {
  using namespace search_command;
  using Command = RecoverViewCommand;
  return {
      command_entry<Command, ToggleRun>("toggle-run", "runs or pauses the search"),
      command_entry<Command, Step>("step", "one step, then pause"),
      command_entry<Command, SearchAgain>("search-again", "searches from other starts: the next seed"),
      command_entry<Command>("set", "OPTION VALUE", "one option of the search, as the command line names it",
                             &SetOption::option),
      command_entry<Command>("recover-picture", "PATH", "searches for the latent of another photo",
                             &RecoverPicture::path),
      command_entry<Command, AddAnchor>("add-anchor", "makes the latent shown an anchor of image mode"),
      command_entry<Command, ToggleRecording>("toggle-recording",
                                              "makes a video of the search, or ends it here"),
      command_entry<Command>("edit-recording", "FORMAT FPS", "what a video of the search is made as",
                             &EditRecording::choice)};
}

const CommandTable<RecoverViewCommand>& recover_commands() {
  using Entry = CommandEntry<RecoverViewCommand>;
  static const CommandTable<RecoverViewCommand> table(
      together<Entry>(
          {recover_entries(), time_entries<RecoverViewCommand>(), window_entries<RecoverViewCommand>()}),
      together<CommandLine>({{{{"Space", "Search", "run / pause"}, "toggle-run"},
                              {{".", "Search", "one step, then pause"}, "step", KeyHeld::again},
                              {{"R", "Search", "search again, next seed"}, "search-again"},
                              {{"F", "Search", "recover a photo's latent"}, "ask-for-file picture"},
                              {{"A", "Search", "make this one an anchor"}, "add-anchor"},
                              {{"Left", "Time", "the kept moment before"}, "look-beside -1", KeyHeld::again},
                              {{"Right", "Time", "the kept moment after"}, "look-beside 1", KeyHeld::again},
                              {{"Home", "Time", "the start"}, "look-at-start"},
                              {{"End", "Time", "follow the search"}, "follow-training"},
                              {{"S", "Picture", "save the pictures"}, "save-picture"},
                              {{"V", "Picture", "make / end a video"}, "toggle-recording"},
                              {{"C", "Picture", "copy as command"}, "copy-command"}},
                             window_lines("back to image mode", "quit", "switch-mode image")}));
  return table;
}

}  // namespace ganscope
