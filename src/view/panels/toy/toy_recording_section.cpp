#include <imgui.h>

#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "view/panels/common/recording_section.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/ui/text_field.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {
namespace {

const std::vector<RecordingSize>& sizes() {
  static const std::vector<RecordingSize> sizes{{"as in the window", 0, 0}, {"1280x720", 1280, 720},
                                                {"1920x1080", 1920, 1080},  {"2560x1440", 2560, 1440},
                                                {"3840x2160", 3840, 2160},  {"1080x1080", 1080, 1080}};
  return sizes;
}

/// A whole number in a text field, taken when it is in range.
void number(const char* name, const char* help, int low, int high, int& value, ToyViewCommands& out) {
  setting_label(name, help);
  const std::optional<std::string> typed = text_field({.name = name, .numbers = true}, std::to_string(value));
  if (!typed) return;
  try {
    value = static_cast<int>(parse_integer_in(*typed, name, low, high));
  } catch (const UsageError& e) {
    out.push_back(window_command::Refuse{e.what()});
  }
}

}  // namespace

void toy_recording_section(const ToyPanelInput& input, const ToyViewState& state, ToyViewCommands& out) {
  if (!begin_recording_section(input.recording.state != RecordingStatus::State::off)) return;
  RecordingChoice choice = state.recording;
  recording_format(choice.format);
  if (const auto i = pick("What", "What", "the picture alone, or with the panels around it",
                          {"the picture", "the whole window"}, choice.whole_window ? 1 : 0))
    choice.whole_window = *i == 1;
  if (const auto i = pick("When", "When",
                          "every K iterations: no frame is lost, training waits for the encoder\n"
                          "as seen: in real time, with pauses and looks back",
                          {"every K iterations", "as seen"}, choice.as_seen ? 1 : 0))
    choice.as_seen = *i == 1;
  if (!choice.as_seen) number("K", "iterations a frame (1 to 1,000,000)", 1, 1000000, choice.every, out);
  number("Frames/s", "of the recording (1 to 120; GIF at most 50)", 1, 120, choice.fps, out);
  recording_size(sizes(), choice.width, choice.height);
  end_recording_section();
  if (!(choice == state.recording)) out.push_back(toy_command::EditRecording{choice});
}

}  // namespace ganscope
