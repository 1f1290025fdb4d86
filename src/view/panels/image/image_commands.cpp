#include "view/panels/image/image_commands.hpp"

#include "core/text.hpp"
#include "exchange/image_options.hpp"
#include "exchange/option_text.hpp"

namespace ganscope {

// --- values ---------------------------------------------------------------------------------------

/// As the command line says it, without the program's name; what isn't said has its default.
static std::string written(const ImageConfig& config) {
  return std::string(
      trim(to_command(ImageCommand::image, config).substr(std::string("ganscope image").size())));
}

static void read_value(CommandWords& words, ImageConfig& config) {
  config = {};
  const std::vector<std::string> texts = shell_words(words.rest());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].starts_with("--")) {
      config.model = texts[i];
      continue;
    }
    const ImageOption& option = option_called(image_options(), texts[i].substr(2));
    if (option.flag)
      option.set(config, "on");
    else if (++i < texts.size())
      option.set(config, texts[i]);
    else
      throw UsageError("command " + words.name() + ": --" + option.name + " has no value");
  }
}

static std::string written(const LapChoice& choice) {
  return (choice.layout ? tour_layout_names()[static_cast<std::size_t>(*choice.layout)] : "large") + " " +
         name_of(choice.format) + " " + std::to_string(choice.side) + " " + std::to_string(choice.fps);
}

static void read_value(CommandWords& words, LapChoice& choice) {
  const std::string layout = words.next();
  choice.layout.reset();
  if (layout != "large") choice.layout = parse_enum<TourLayout>(layout, "layout", tour_layout_names());
  choice.format = parse_enum<RecordingFormat>(words.next(), "format", recording_format_names());
  choice.side = static_cast<int>(parse_integer_in(words.next(), "side", 16, 4096));
  choice.fps = static_cast<int>(parse_integer_in(words.next(), "frames a second", 1, 120));
}

// --- the table ------------------------------------------------------------------------------------

namespace {

using Command = ImageViewCommand;
using Entry = CommandEntry<Command>;

/// Paths may hold blanks.
Entry open_model_entry() {
  using image_command::OpenModel;
  Entry entry{"open-model", "PATH [CARD [PREFIX]]", "opens a generator", {}, {}};
  entry.parse = [](const std::string& text) -> Command {
    std::vector<std::string> words = shell_words(text);
    if (words.empty() || words.size() > 3)
      throw UsageError("command open-model: expected open-model PATH [CARD [PREFIX]]");
    words.resize(3);
    return OpenModel{words[0], words[1], words[2]};
  };
  entry.text = [](const Command& command) -> std::optional<std::string> {
    const auto* open = wish_in<OpenModel>(command);
    if (open == nullptr) return std::nullopt;
    std::string text = shell_quoted(open->path);
    if (!open->card.empty() || !open->tensor_prefix.empty()) text += " " + shell_quoted(open->card);
    if (!open->tensor_prefix.empty()) text += " " + shell_quoted(open->tensor_prefix);
    return text;
  };
  return entry;
}

std::vector<Entry> path_entries() {
  using namespace image_command;
  return {
      command_entry<Command, TogglePlay>("toggle-play", "plays or pauses the flight"),
      command_entry<Command>("set-speed", "FACTOR", "of the flight; negative goes back", &SetSpeed::speed),
      command_entry<Command>("set-position", "LAPS", "goes to a place on the path", &SetPosition::position),
      command_entry<Command>("move-by", "LAPS", "moves along the path", &MoveBy::laps),
      command_entry<Command>("snap", "PLACES", "0 the nearest anchor, 1 the next, -1 the one before",
                             &Snap::by),
      command_entry<Command, ReturnToPath>("return-to-path", "leaves whatever is off the path"),
      command_entry<Command, Generate>("generate", "draws one new sample"),
      command_entry<Command, ToggleExplore>("toggle-explore", "an endless walk, or back"),
  };
}

std::vector<Entry> anchor_entries() {
  using namespace image_command;
  return {
      command_entry<Command, AddAnchor>("add-anchor", "makes the current latent an anchor"),
      command_entry<Command>("add-expression", "EXPRESSION", "makes the result of an arithmetic an anchor",
                             &AddExpression::text),
      command_entry<Command>("rename-anchor", "PLACE NAME", "places count from 0", &RenameAnchor::index,
                             &RenameAnchor::name),
      command_entry<Command>("move-anchor", "FROM TO", "places count from 0", &MoveAnchor::from,
                             &MoveAnchor::to),
      command_entry<Command>("delete-anchor", "PLACE", "places count from 0", &DeleteAnchor::index),
      command_entry<Command>("go-to-anchor", "PLACE", "places count from 0", &GoToAnchor::index),
      command_entry<Command>("save-anchors", "[PATH]",
                             "writes them to a file; without one in the working folder", &SaveAnchors::path),
      command_entry<Command>("load-anchors", "PATH", "reads them from a file", &LoadAnchors::path),
      command_entry<Command, TakeAnchors>("take-anchors",
                                          "takes those of another model that fit this one, once offered"),
      command_entry<Command>("cell-to-anchor", "ROW COLUMN", "makes a cell of the grid an anchor",
                             &CellToAnchor::row, &CellToAnchor::column),
  };
}

std::vector<Entry> picture_entries() {
  using namespace image_command;
  return {
      command_entry<Command>("edit", "[MODEL] [--OPTION VALUE ...]",
                             "all options of path and grid; what isn't said has its default",
                             &EditConfig::config),
      command_entry<Command>("set", "OPTION VALUE",
                             "one option of path or grid, as the command line names it", &SetOption::option),
      command_entry<Command>("drag-image", "X Y BEGINS",
                             "moves the latent along two directions, by shares of the picture's size",
                             &DragImage::by, &DragImage::begins),
      command_entry<Command>("set-number", "PLACE VALUE", "one number of the latent", &SetNumber::index,
                             &SetNumber::value),
      command_entry<Command, ToggleGridMotion>("toggle-grid-motion", "moves the grid, or stops it"),
      command_entry<Command, SwapViews>("swap-views", "swaps tour and grid"),
      open_model_entry(),
      command_entry<Command>("open-file", "PATH",
                             "a model, anchors or a picture to recover, by the file's name", &OpenFile::path),
      command_entry<Command, RecoverThis>("recover-this", "searches for the latent of what is shown"),
      command_entry<Command>("recover-picture", "PATH", "searches for the latent of a photo",
                             &RecoverPicture::path),
      command_entry<Command, ToggleRecording>("toggle-recording", "records a lap, or ends the recording"),
      command_entry<Command>("edit-lap", "LAYOUT FORMAT SIDE FPS", "what a recording of a lap is made of",
                             &EditLap::choice),
  };
}

std::vector<CommandLine> image_lines() {
  return {
      {{"Space", "Path", "play / pause"}, "toggle-play"},
      {{"N", "Path", "next anchor"}, "snap 1", KeyHeld::again},
      {{"P", "Path", "previous anchor"}, "snap -1", KeyHeld::again},
      {{"Home", "Path", "to the first anchor"}, "set-position 0"},
      {{"Left", "Path", "back a little"}, "move-by -0.01", KeyHeld::again},
      {{"Right", "Path", "on a little"}, "move-by 0.01", KeyHeld::again},
      {{"R", "Path", "return to the path"}, "return-to-path"},
      {{"G", "Latents", "generate: one new sample"}, "generate"},
      {{"E", "Latents", "explore: an endless walk"}, "toggle-explore"},
      {{"A", "Latents", "make this one an anchor"}, "add-anchor"},
      {{"Z", "Latents", "recover this one's latent"}, "recover-this"},
      {{"F", "Latents", "recover a photo's latent"}, "ask-for-file picture"},
      {{"Ctrl+O", "Latents", "open a model"}, "ask-for-file model"},
      {{"X", "Picture", "swap tour and grid"}, "swap-views"},
      {{"B", "Picture", "move the grid"}, "toggle-grid-motion"},
      {{"S", "Picture", "save the picture"}, "save-picture"},
      {{"V", "Picture", "start / stop recording a lap"}, "toggle-recording"},
      {{"C", "Picture", "copy as command"}, "copy-command"},
  };
}

}  // namespace

const CommandTable<ImageViewCommand>& image_commands() {
  static const CommandTable<Command> table(
      together<Entry>({path_entries(), anchor_entries(), picture_entries(), window_entries<Command>()}),
      together<CommandLine>({image_lines(), window_lines("toy mode")}));
  return table;
}

}  // namespace ganscope
