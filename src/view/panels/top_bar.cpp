#include <imgui.h>

#include "core/text.hpp"
#include "view/panels/imgui_colour.hpp"
#include "view/panels/panel.hpp"
#include "view/panels/ui_context.hpp"

namespace ganscope {
namespace {

/// Narrower bars leave out the slow motion, then the single steps, which have keys, so that iteration
/// and rate stay.
constexpr float kSlowFrom = 1000;
constexpr float kStepsFrom = 800;

bool bar_button(const char* label, const char* tip, float width = 0) {
  const bool pressed = ImGui::Button(label, {width, 0});
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", tip);
  ImGui::SameLine();
  return pressed;
}

/// The preset whose data and prior are in force, or nullptr.
const ToyPreset* preset_of(const ToyConfig& config) {
  for (const ToyPreset& preset : toy_presets())
    if (preset.data == config.data && preset.latent == config.latent) return &preset;
  return nullptr;
}

/// Its name, marked when anything but the seed differs from what the preset alone would give.
std::string preset_label(const ToyConfig& config) {
  const ToyPreset* preset = preset_of(config);
  if (preset == nullptr) return "own choice";
  ToyConfig plain;
  plain.data = config.data;
  plain.latent = config.latent;
  plain.seed = config.seed;
  return plain == config ? preset->name : preset->name + ", changed";
}

void preset_combo(const PanelInput& input, ViewCommands& out) {
  ImGui::SetNextItemWidth(130 * ui_scale());
  if (ImGui::BeginCombo("##preset", preset_label(input.config).c_str())) {
    for (const ToyPreset& preset : toy_presets()) {
      const std::string text = preset.name + "   " + preset.data + " from " + preset.latent;
      const bool chosen = &preset == preset_of(input.config);
      if (ImGui::Selectable(text.c_str(), chosen)) out.push_back(view_command::SelectPreset{preset.name});
      if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", preset.description.c_str());
    }
    ImGui::EndCombo();
  }
  ImGui::SameLine();
}

void run_buttons(const PanelInput& input, const Theme& t, bool steps, bool slow, ViewCommands& out) {
  const Colour shade = input.running ? t.panel_raised : t.accent.with_alpha(0.55f);
  ImGui::PushStyleColor(ImGuiCol_Button, to_imgui(shade));
  if (bar_button(input.running ? "Pause" : "Run", "run or pause (Space)", 74 * ui_scale()))
    out.push_back(view_command::ToggleRun{});
  ImGui::PopStyleColor();
  if (steps) {
    if (bar_button("Step D", "one step of the discriminator (D)"))
      out.push_back(ToyCommand(command::StepDiscriminator{}));
    if (bar_button("Step G", "one step of the generator (G)"))
      out.push_back(ToyCommand(command::StepGenerator{}));
    if (bar_button("Step both", "one iteration (.)")) out.push_back(ToyCommand(command::StepBoth{}));
  }
  if (slow) {
    ImGui::PushStyleColor(ImGuiCol_Button,
                          to_imgui(input.slow_motion ? t.accent.with_alpha(0.55f) : t.panel_raised));
    if (bar_button("Slow motion", "one iteration, phase by phase (M); one phase (,)"))
      out.push_back(view_command::ToggleSlowMotion{});
    ImGui::PopStyleColor();
  }
  if (bar_button("Reset", "start anew with the same seed (R)")) out.push_back(view_command::Restart{});
}

/// Width of the rate with the gap before it; the same for all rates, so that the iteration stands still.
float rate_column() { return ImGui::CalcTextSize("8888 it/s").x + 16 * ui_scale(); }

/// Iteration and rate, always in view, aligned to the right.
void counters(const PanelInput& input, float width) {
  if (input.frame == nullptr) return;
  const std::string iteration = "iteration " + with_thousands(input.frame->step.iteration);
  const std::string rate = !input.running      ? "paused"
                           : input.slow_motion ? "slow"
                                               : three_digits(input.rate) + " it/s";
  const float text = ImGui::CalcTextSize(iteration.c_str()).x;
  const float from = ImGui::GetCursorPosX();
  // The iteration goes before the rate where there is room for one.
  float right = width;
  if (width - rate_column() - text > from) {
    ImGui::SetCursorPosX(width - ImGui::CalcTextSize(rate.c_str()).x);
    muted_text(rate);
    ImGui::SameLine();
    right -= rate_column();
  }
  if (right - text > from) {
    ImGui::SetCursorPosX(right - text);
    ImGui::TextUnformatted(iteration.c_str());
  }
}

}  // namespace

void top_bar(const PanelInput& input, const ViewState& state, const Rect& area, ViewCommands& out) {
  if (!begin_panel("top bar", area, false)) return;
  const Theme& t = theme(state.picture.theme);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(to_imgui(area.min), to_imgui(area.max));
  draw->AddRectFilled({area.min.x, area.max.y - 1}, to_imgui(area.max), to_u32(t.hairline));
  draw->PopClipRect();
  ImGui::AlignTextToFramePadding();
  preset_combo(input, out);
  const float width = area.width() / ui_scale();
  run_buttons(input, t, width >= kStepsFrom, width >= kSlowFrom, out);
  const float help = 36 * ui_scale();
  const float end = area.width() - ImGui::GetStyle().WindowPadding.x;
  counters(input, end - help - 14 * ui_scale());
  if (end - help > ImGui::GetCursorPosX()) {
    ImGui::SameLine();
    ImGui::SetCursorPosX(end - help);
    if (bar_button("?", "keys and help (F1)", help)) out.push_back(view_command::ToggleHelp{});
  }
  end_panel();
}

}  // namespace ganscope
