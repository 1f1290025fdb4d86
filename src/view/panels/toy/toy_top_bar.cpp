#include <imgui.h>

#include <cmath>

#include "core/text.hpp"
#include "exchange/toy_options.hpp"
#include "view/panels/common/command_menu.hpp"
#include "view/panels/toy/toy_commands.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/ui/drop_list.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {
namespace {

/// Narrower bars leave out the way to image mode, the speed, then the slow motion, then the single steps,
/// all of which have keys, so that iteration and rate stay.
constexpr float kImagesFrom = 1260;
constexpr float kSpeedFrom = 1180;
constexpr float kSlowFrom = 1040;
constexpr float kStepsFrom = 860;

/// The preset's name, marked when anything but the seed differs from what the preset alone would give.
std::string preset_label(const ToyConfig& config) {
  const ToyPreset* preset = matching_preset(config);
  if (preset == nullptr) return "own choice";
  return with_defaults(config) == config ? preset->name : preset->name + ", changed";
}

void preset_combo(const ToyPanelInput& input, ToyViewCommands& out) {
  ImGui::SetNextItemWidth(130 * ui_scale());
  const bool open = begin_drop_list("##preset", preset_label(input.config));
  if (!open) mark_item("preset");
  if (open) {
    for (const ToyPreset& preset : toy_presets()) {
      const std::string text = preset.name + "   " + preset.data + " from " + preset.latent;
      const bool chosen = &preset == matching_preset(input.config);
      if (drop_list_entry(text, chosen)) out.push_back(toy_command::SelectPreset{preset.name});
      mark_item("preset=" + preset.name);
      tip(preset.description);
    }
    end_drop_list();
  }
  ImGui::SameLine();
}

void speed_combo(const ToyPanelInput& input, ToyViewCommands& out) {
  ImGui::SetNextItemWidth(128 * ui_scale());
  const std::vector<Speed>& speeds = speed_list();
  const bool open = begin_drop_list("##speed", speeds[static_cast<std::size_t>(input.speed)].label,
                                    ImGuiComboFlags_HeightLargest);
  if (!open) mark_item("speed");
  if (!open) tip("speed: seconds a phase, or iterations a drawn frame ([ and ])");
  if (open) {
    for (int place = 0; place < static_cast<int>(speeds.size()); ++place) {
      const std::string& label = speeds[static_cast<std::size_t>(place)].label;
      if (drop_list_entry(label, place == input.speed)) out.push_back(toy_command::SetSpeed{place});
      mark_item("speed=" + label);
    }
    end_drop_list();
  }
  ImGui::SameLine();
}

void record_button(const ToyPanelInput& input, const Theme& t, ToyViewCommands& out) {
  const RecordingStatus& r = input.recording;
  const bool on = r.state == RecordingStatus::State::on;
  const std::string label = r.state == RecordingStatus::State::finishing ? "Saving"
                            : on                                         ? format_duration(r.seconds)
                                                                         : "Record";
  const char* tip =
      on ? "stop and keep the recording (V)" : "record; what and how is set on the left, below (V)";
  if (dot_button(label, tip, on, 92 * ui_scale(), t)) out.push_back(toy_command::ToggleRecording{});
}

void run_buttons(const ToyPanelInput& input, const Theme& t, bool steps, bool slow, ToyViewCommands& out) {
  const Colour shade = input.running ? t.panel_raised : t.accent.with_alpha(0.55f);
  ImGui::PushStyleColor(ImGuiCol_Button, to_imgui(shade));
  if (bar_button(input.running ? "Pause" : "Run", "run or pause (Space)", 74 * ui_scale()))
    out.push_back(toy_command::ToggleRun{});
  ImGui::PopStyleColor();
  if (steps) {
    if (bar_button("Step D", "one step of the discriminator (D)"))
      out.push_back(toy_command::StepDiscriminator{});
    if (bar_button("Step G", "one step of the generator (G)")) out.push_back(toy_command::StepGenerator{});
    if (bar_button("Step both", "one iteration (.)")) out.push_back(toy_command::StepBoth{});
  }
  if (slow) {
    ImGui::PushStyleColor(ImGuiCol_Button,
                          to_imgui(input.slow_motion() ? t.accent.with_alpha(0.55f) : t.panel_raised));
    if (bar_button("Slow motion", "one iteration, phase by phase (M); one phase (,)"))
      out.push_back(toy_command::ToggleSlowMotion{});
    ImGui::PopStyleColor();
  }
  // Lit where changes wait for it, also in a window that has no room for the settings, which count them.
  const bool waits = needs_reset(input.config, input.draft);
  if (lit_button(
          "Reset",
          waits ? "start anew with the changes that wait for it (R)" : "start anew with the same seed (R)",
          waits, t))
    out.push_back(toy_command::Restart{});
}

/// Iteration and rate, always in view.
void counters(const ToyPanelInput& input, float right) {
  if (input.frame == nullptr) return;
  const std::string rate = !input.running        ? "paused"
                           : input.slow_motion() ? "slow"
                                                 : three_digits(input.rate) + " it/s";
  bar_counters("iteration " + with_thousands(input.iteration), rate, "8888 it/s", right);
}

}  // namespace

std::vector<std::string> toy_without_room(glm::vec2 window, float scale) {
  const Layout layout = lay_out(window, scale, true);
  const float width = window.x / scale;
  std::vector<std::string> out;
  const auto needs = [&](float from, const char* name) {
    if (width < from || layout.top.empty()) out.push_back(name);
  };
  needs(kImagesFrom, "Images");
  needs(kSpeedFrom, "speed");
  needs(kSlowFrom, "slow motion");
  needs(kStepsFrom, "single steps");
  needs(kFoldLeft, "Record");
  if (layout.right.empty()) out.push_back("the curves");
  if (layout.left.empty()) out.push_back("the settings");
  if (layout.timeline.empty()) out.push_back("the timeline");
  return out;
}

void toy_top_bar(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                 ToyViewCommands& out) {
  if (!begin_panel("top bar", area, false)) return;
  const Theme& t = theme(state.theme);
  bar_ground(area, t);
  preset_combo(input, out);
  const float width = area.width() / ui_scale();
  run_buttons(input, t, width >= kStepsFrom, width >= kSlowFrom, out);
  if (width >= kSpeedFrom) speed_combo(input, out);
  if (width >= kFoldLeft) record_button(input, t, out);
  if (width >= kImagesFrom && bar_button("Images", "to image mode; both stay as they are (F2)"))
    out.push_back(window_command::SwitchMode{"image"});
  const BarEnd end = bar_end(area, t, state.behind);
  counters(input, end.counters);
  command_menu(end, toy_commands(), out);
  end_panel();
}

}  // namespace ganscope
