#include "view/panels/toy/toy_commands.hpp"

#include "core/text.hpp"
#include "exchange/option_text.hpp"
#include "exchange/toy_options.hpp"
#include "view/panels/common/time_entries.hpp"

namespace ganscope {

// --- values ---------------------------------------------------------------------------------------

static void read_value(CommandWords& words, LayerId& id) {
  std::vector<std::string> names;
  const std::string name = words.next();
  for (const LayerInfo& layer : layer_list()) {
    names.push_back(layer.name);
    if (layer.name != name) continue;
    id = layer.id;
    return;
  }
  throw unknown_name("layer", name, names);
}

static std::string written(LayerId id) {
  for (const LayerInfo& layer : layer_list())
    if (layer.id == id) return layer.name;
  return "";
}

/// As the command line says it, without the program's name; what isn't said has its default.
static std::string written(const ToyConfig& config) {
  return std::string(trim(to_command(config).substr(std::string("ganscope toy").size())));
}

static void read_value(CommandWords& words, ToyConfig& config) {
  config = {};
  const std::vector<std::string> texts = shell_words(words.rest());
  for (std::size_t i = 0; i < texts.size(); i += 2) {
    if (!texts[i].starts_with("--") || i + 1 == texts.size())
      throw UsageError("command " + words.name() + ": '" + texts[i] + "'; expected --OPTION VALUE");
    if (texts[i] == "--preset") {
      const ToyPreset& preset = toy_preset(texts[i + 1]);
      config.data = preset.data;
      config.latent = preset.latent;
    } else {
      option_called(toy_options(), texts[i].substr(2)).set(config, texts[i + 1]);
    }
  }
}

static std::string written(const RecordingChoice& choice) {
  return name_of(choice.format) + (choice.whole_window ? " window " : " picture ") +
         (choice.as_seen ? "seen" : std::to_string(choice.every)) + " " + std::to_string(choice.fps) + " " +
         std::to_string(choice.width) + "x" + std::to_string(choice.height);
}

static void read_value(CommandWords& words, RecordingChoice& choice) {
  choice.format = parse_enum<RecordingFormat>(words.next(), "format", recording_format_names());
  choice.whole_window = parse_enum<int>(words.next(), "what is recorded", {"picture", "window"}) == 1;
  const std::string every = words.next();
  choice.as_seen = every == "seen";
  if (!choice.as_seen)
    choice.every = static_cast<int>(parse_integer_in(every, "iterations a frame", 1, 1000000));
  choice.fps = static_cast<int>(parse_integer_in(words.next(), "frames a second", 1, 120));
  const std::string size = words.next();
  const std::vector<std::string> sides = split(size, 'x');
  if (sides.size() != 2) throw out_of_range("size", size, "WIDTHxHEIGHT, 0x0 for the window's");
  choice.width = static_cast<int>(parse_integer_in(sides[0], "width", 0, 8192));
  choice.height = static_cast<int>(parse_integer_in(sides[1], "height", 0, 8192));
}

// --- the table ------------------------------------------------------------------------------------

namespace {

using Entry = CommandEntry<ToyViewCommand>;

std::vector<Entry> toy_entries() {
  using namespace toy_command;
  using Command = ToyViewCommand;
  return {
      command_entry<Command, ToggleRun>("toggle-run", "runs or pauses the training"),
      command_entry<Command, StepDiscriminator>("step-discriminator", "one step of it, then pause"),
      command_entry<Command, StepGenerator>("step-generator", "one step of it, then pause"),
      command_entry<Command, StepBoth>("step-both", "one iteration, then pause"),
      command_entry<Command, StepPhase>("step-phase", "the next phase of an iteration, then pause"),
      command_entry<Command, ToggleSlowMotion>("toggle-slow-motion", "walks the phases of an iteration"),
      command_entry<Command>("set-speed", "PLACE", "a place in the list of speeds, 0 the slowest",
                             &SetSpeed::place),
      command_entry<Command>("change-speed", "PLACES", "1 the next faster, -1 the next slower",
                             &ChangeSpeed::by),
      command_entry<Command>("select-preset", "NAME", "starts a preset", &SelectPreset::name),
      command_entry<Command>("walk-presets", "PLACES", "1 the next preset, -1 the one before",
                             &WalkPresets::by),
      command_entry<Command, Restart>("restart", "starts anew, with what waits for it"),
      command_entry<Command, Undo>("undo", "brings back the run before the last restart; again: goes forth"),
      command_entry<Command, KeepChanges>("keep-changes", "puts what a preset has put aside onto the run"),
      command_entry<Command, TakeDefaults>("defaults", "all options of the run but data, prior and seed"),
      command_entry<Command>("open-points", "FILE", "a CSV of points becomes the data", &OpenPoints::file),
      command_entry<Command>("edit", "[--OPTION VALUE ...]",
                             "all options of the run; what isn't said has its default", &EditDraft::draft),
      command_entry<Command>("set", "OPTION VALUE", "one option of the run, as the command line names it",
                             &SetOption::option),
      command_entry<Command>("toggle-layer", "LAYER", "shows or hides a layer of the picture",
                             &ToggleLayer::id),
      command_entry<Command, Fit>("fit", "the picture shows all of the data"),
      command_entry<Command>("zoom", "X Y FACTOR", "around a pixel of the picture", &Zoom::pixel,
                             &Zoom::factor),
      command_entry<Command>("drag", "X Y", "moves the picture, pixels", &Drag::pixels),
      command_entry<Command, ToggleReplay>("toggle-replay", "lets the past go by, or stops"),
      command_entry<Command>("pin", "ITERATION", "marks it in all plots; the same again takes it away",
                             &Pin::iteration),
      command_entry<Command, ExportCurves>("export-curves", "writes all curves as CSV"),
      command_entry<Command, ToggleRecording>("toggle-recording", "starts or stops a recording"),
      command_entry<Command>(
          "edit-recording", "FORMAT WHAT EVERY FPS WIDTHxHEIGHT",
          "format mp4, webm, gif or png, what picture or window, every K iterations or seen",
          &EditRecording::choice),
  };
}

std::vector<CommandLine> toy_lines() {
  std::vector<CommandLine> lines{
      {{"Space", "Training", "run / pause"}, "toggle-run"},
      {{"D", "Training", "step the discriminator"}, "step-discriminator", KeyHeld::again},
      {{"G", "Training", "step the generator"}, "step-generator", KeyHeld::again},
      {{".", "Training", "step both: one iteration"}, "step-both", KeyHeld::again},
      {{",", "Training", "step one phase"}, "step-phase", KeyHeld::again},
      {{"M", "Training", "slow motion"}, "toggle-slow-motion"},
      {{"[", "Training", "slower"}, "change-speed -1", KeyHeld::again},
      {{"]", "Training", "faster"}, "change-speed 1", KeyHeld::again},
      {{"R", "Training", "reset"}, "restart"},
      {{"Ctrl+Z", "Training", "undo the last restart"}, "undo"},
      {{"N", "Training", "next preset"}, "walk-presets 1"},
      {{"P", "Training", "previous preset"}, "walk-presets -1"},
      {{"K", "Training", "keep my changes"}, "keep-changes"},
      {{"Ctrl+D", "Training", "all options to defaults"}, "defaults"},
      {{"Ctrl+O", "Training", "open points of a file"}, "ask-for-file points"},
      {{"Left", "Time", "look back by a frame"}, "look-beside -1", KeyHeld::again},
      {{"Right", "Time", "look on by a frame"}, "look-beside 1", KeyHeld::again},
      {{"Home", "Time", "look at the start"}, "look-at-start"},
      {{"End", "Time", "follow the training"}, "follow-training"},
      {{"L", "Time", "replay / stop"}, "toggle-replay"},
      {{"F", "Picture", "fit"}, "fit"},
      {{"S", "Picture", "save the picture"}, "save-picture"},
      {{"V", "Picture", "start / stop recording"}, "toggle-recording"},
      {{"E", "Picture", "export the curves as CSV"}, "export-curves"},
      {{"C", "Picture", "copy as command"}, "copy-command"},
  };
  lines = together<CommandLine>({lines, window_lines("image mode")});
  for (const LayerInfo& layer : layer_list())
    lines.push_back({{std::string(1, layer.key), "Layers", layer.label}, "toggle-layer " + layer.name});
  return lines;
}

}  // namespace

const CommandTable<ToyViewCommand>& toy_commands() {
  static const CommandTable<ToyViewCommand> table(
      together<Entry>({toy_entries(), time_entries<ToyViewCommand>(), window_entries<ToyViewCommand>()}),
      toy_lines());
  return table;
}

}  // namespace ganscope
