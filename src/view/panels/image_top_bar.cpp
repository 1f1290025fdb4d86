#include <imgui.h>

#include <cmath>
#include <cstdio>
#include <filesystem>

#include "core/text.hpp"
#include "view/panels/image_panel.hpp"
#include "view/panels/imgui_colour.hpp"
#include "view/panels/ui_context.hpp"

namespace ganscope {
namespace {

/// Narrower bars leave out the speed, then what has a key, so that what is shown stays named.
constexpr float kSpeedFrom = 1080;
constexpr float kActsFrom = 820;
constexpr float kMostSpeed = 4;

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

/// The model in use; the list holds those opened before.
void model_combo(const ImagePanelInput& input, ImageViewCommands& out) {
  const bool has_model = input.frame != nullptr && input.frame->model;
  const bool opening = input.frame != nullptr && input.frame->opening;
  const std::string shown = opening ? "opening ..." : has_model ? file_name(input.frame->model->path) : "no model";
  ImGui::SetNextItemWidth(190 * ui_scale());
  const bool open = ImGui::BeginCombo("##model", shown.c_str());
  if (!open) {
    mark_item("model");
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("recent models; drop a file on the window to open it");
  }
  if (open) {
    if (input.recent.empty()) muted_text("drop a .pt, .pth or .safetensors file on the window");
    for (const std::string& path : input.recent) {
      ImGui::PushID(path.c_str());
      if (ImGui::Selectable(file_name(path).c_str(), has_model && path == input.frame->model->path))
        out.push_back(image_command::OpenModel{path});
      mark_item("model=" + file_name(path));
      if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", path.c_str());
      ImGui::PopID();
    }
    ImGui::EndCombo();
  }
  ImGui::SameLine();
}

void speed_drag(const ImagePanelInput& input, ImageViewCommands& out) {
  auto speed = static_cast<float>(input.speed);
  ImGui::SetNextItemWidth(100 * ui_scale());
  if (ImGui::DragFloat("##speed", &speed, 0.02f, -kMostSpeed, kMostSpeed, "speed %.2f"))
    out.push_back(image_command::SetSpeed{std::fabs(speed) < 0.02f ? 0.0 : static_cast<double>(speed)});
  mark_item("speed");
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("drag sideways: laps go by at this speed, backwards below 0; double-click to type");
  ImGui::SameLine();
}

/// While a recording goes on, how far it is and how long it takes.
void record(const ImagePanelInput& input, const Theme& t, ImageViewCommands& out) {
  const bool on = input.recording.has_value();
  std::string label = "Record";
  if (on)
    label = std::to_string(static_cast<int>(100 * input.recording->done)) + " %, " +
            format_duration(input.recording->seconds_left) + " left";
  const char* tip = on ? "end the recording here and keep it (V)"
                       : "one lap as a video without a seam, made beside the window; set below on the left (V)";
  const float width = on ? ImGui::CalcTextSize("100 %, 88:88 left").x + 40 * ui_scale() : 92 * ui_scale();
  if (dot_button(label, tip, on, width, t)) out.push_back(image_command::ToggleRecording{});
}

/// Where one is and what an image costs, to the right.
void counters(const ImagePanelInput& input, float right) {
  if (input.frame == nullptr || !input.frame->image) return;
  const std::string cost = three_digits(1000 * input.frame->seconds_per_image) + " ms/image";
  const std::string where = position_text(input);
  const float column = ImGui::CalcTextSize("888.8 ms/image").x + 16 * ui_scale();
  const float from = ImGui::GetCursorPosX();
  const float text = ImGui::CalcTextSize(where.c_str()).x;
  float end = right;
  if (right - column - text > from) {
    ImGui::SetCursorPosX(right - ImGui::CalcTextSize(cost.c_str()).x);
    muted_text(cost);
    ImGui::SameLine();
    end -= column;
  }
  if (end - text <= from) return;
  ImGui::SetCursorPosX(end - text);
  ImGui::TextUnformatted(where.c_str());
}

void acts(const ImagePanelInput& input, const ImageViewState& state, const Theme& t, ImageViewCommands& out) {
  if (bar_button("Generate", "one new sample (G)")) out.push_back(image_command::Generate{});
  if (lit_button("Explore", "an endless walk through random latents (E)", input.exploring, t))
    out.push_back(image_command::ToggleExplore{});
  if (bar_button(state.grid_large ? "Tour" : "Grid", "what is large: the tour or the grid (X)"))
    out.push_back(image_command::SwapViews{});
}

}  // namespace

std::string position_text(const ImagePanelInput& input) {
  if (input.off_path) return input.latent_text.empty() ? "off the path" : input.latent_text;
  char text[48];
  std::snprintf(text, sizeof text, input.exploring ? "walk %.2f" : "lap %.3f", input.position);
  return text;
}

void image_top_bar(const ImagePanelInput& input, const ImageViewState& state, const Rect& area,
                   ImageViewCommands& out) {
  if (!begin_panel("top bar", area, false)) return;
  const Theme& t = theme(state.picture.theme);
  bar_ground(area, t);
  model_combo(input, out);
  if (lit_button(input.playing ? "Pause" : "Play", "play or pause (Space)", !input.playing, t, 74 * ui_scale()))
    out.push_back(image_command::TogglePlay{});
  const float width = area.width() / ui_scale();
  if (width >= kActsFrom) acts(input, state, t, out);
  if (width >= kSpeedFrom) speed_drag(input, out);
  if (width >= kFoldLeft) record(input, t, out);
  if (width >= kActsFrom && bar_button("Toy", "to the toy mode; both stay as they are (F2)"))
    out.push_back(image_command::SwitchMode{});
  const float help = 36 * ui_scale();
  const float end = area.width() - ImGui::GetStyle().WindowPadding.x;
  counters(input, end - help - 14 * ui_scale());
  if (end - help > ImGui::GetCursorPosX()) {
    ImGui::SameLine();
    ImGui::SetCursorPosX(end - help);
    if (bar_button("?", "keys and help (F1)", help)) out.push_back(image_command::ToggleHelp{});
  }
  end_panel();
}

}  // namespace ganscope
