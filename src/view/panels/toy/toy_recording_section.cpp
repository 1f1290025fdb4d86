#include <imgui.h>

#include <array>
#include <cstring>

#include "core/error.hpp"
#include "core/text.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {
namespace {

struct Size {
  const char* label;
  int width;
  int height;
};
constexpr std::array kSizes{Size{"as in the window", 0, 0}, Size{"1280x720", 1280, 720},
                            Size{"1920x1080", 1920, 1080},  Size{"2560x1440", 2560, 1440},
                            Size{"3840x2160", 3840, 2160},  Size{"1080x1080", 1080, 1080}};
constexpr std::array kFormats{"mp4", "webm", "gif", "png"};

/// A choice from a list of words; returns the place chosen, or -1.
template <class Word, std::size_t N>
int pick(const char* name, const char* help, const std::array<Word, N>& words, std::size_t current) {
  setting_label(name, help);
  ImGui::PushID(name);
  int chosen = -1;
  const bool open = ImGui::BeginCombo("##value", words[current]);
  if (!open) mark_item(name);
  if (open) {
    for (std::size_t i = 0; i < N; ++i) {
      if (ImGui::Selectable(words[i], i == current)) chosen = static_cast<int>(i);
      mark_item(std::string(name) + "=" + words[i]);
    }
    ImGui::EndCombo();
  }
  ImGui::PopID();
  return chosen;
}

std::size_t place_of(const std::string& format) {
  for (std::size_t i = 0; i < kFormats.size(); ++i)
    if (format == kFormats[i]) return i;
  return 0;
}

std::size_t place_of(int width, int height) {
  for (std::size_t i = 0; i < kSizes.size(); ++i)
    if (kSizes[i].width == width && kSizes[i].height == height) return i;
  return 0;
}

/// A whole number in a text field, taken when it is in range.
void number(const char* name, const char* help, int low, int high, int& value, ToyViewCommands& out) {
  setting_label(name, help);
  char buffer[16] = {};
  std::strncpy(buffer, std::to_string(value).c_str(), sizeof buffer - 1);
  const std::string id = std::string("##") + name;
  ImGui::InputText(id.c_str(), buffer, sizeof buffer, ImGuiInputTextFlags_CharsDecimal);
  mark_item(name);
  if (!ImGui::IsItemDeactivatedAfterEdit()) return;
  try {
    value = static_cast<int>(parse_integer_in(buffer, name, low, high));
  } catch (const UsageError& e) {
    out.push_back(window_command::Refuse{e.what()});
  }
}

}  // namespace

void toy_recording_section(const ToyPanelInput& input, const ToyViewState& state, ToyViewCommands& out) {
  const bool open = ImGui::CollapsingHeader("Recording");
  mark_item("Recording");
  if (!open) return;
  RecordingChoice choice = state.recording;
  const bool busy = input.recording.state != RecordingStatus::State::off;
  ImGui::BeginDisabled(busy);
  if (const int i =
          pick("Format", "of the file; png is a folder of pictures", kFormats, place_of(choice.format));
      i >= 0)
    choice.format = kFormats[static_cast<std::size_t>(i)];
  constexpr std::array kWhat{"the picture", "the whole window"};
  if (const int i =
          pick("What", "the picture alone, or with the panels around it", kWhat, choice.whole_window ? 1 : 0);
      i >= 0)
    choice.whole_window = i == 1;
  constexpr std::array kWhen{"every K iterations", "as seen"};
  if (const int i = pick("When",
                         "every K iterations: no frame is lost, training waits for the encoder\n"
                         "as seen: in real time, with pauses and looks back",
                         kWhen, choice.as_seen ? 1 : 0);
      i >= 0)
    choice.as_seen = i == 1;
  if (!choice.as_seen) number("K", "iterations a frame (1 to 1,000,000)", 1, 1000000, choice.every, out);
  number("Frames/s", "of the recording (1 to 120; GIF at most 50)", 1, 120, choice.fps, out);
  std::array<const char*, kSizes.size()> sizes{};
  for (std::size_t i = 0; i < kSizes.size(); ++i) sizes[i] = kSizes[i].label;
  if (const int i = pick("Size", "pixels of the recording", sizes, place_of(choice.width, choice.height));
      i >= 0) {
    choice.width = kSizes[static_cast<std::size_t>(i)].width;
    choice.height = kSizes[static_cast<std::size_t>(i)].height;
  }
  ImGui::EndDisabled();
  if (!(choice == state.recording)) out.push_back(toy_command::EditRecording{choice});
}

}  // namespace ganscope
