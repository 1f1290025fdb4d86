#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "core/text.hpp"
#include "view/panels/common/command_menu.hpp"
#include "view/panels/image/image_commands.hpp"
#include "view/panels/image/image_panel.hpp"
#include "view/ui/drop_list.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/shorten_text.hpp"
#include "view/ui/text_field.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

/// Narrower bars leave out the speed, then what has a key, so that what is shown stays named.
constexpr float kSpeedFrom = 1080;
constexpr float kActsFrom = 820;

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

void model_entry(const RecentModel& model, const std::string& current, ImageViewCommands& out) {
  ImGui::PushID(model.path.c_str());
  if (drop_list_entry(short_path(model.path), model.path == current))
    out.push_back(image_command::OpenModel{model.path, model.card, model.tensor_prefix});
  mark_item("model=" + file_name(model.path));
  tip(model_tip(model));
  ImGui::PopID();
}

/// For those who don't drop a file on the window.
void path_field(ImageViewCommands& out) {
  if (drop_list_entry("another file ...", false)) out.push_back(window_command::AskForFile{"model"});
  mark_item("model other");
  tip("Ctrl+O; or drop it on the window");
  ImGui::SetNextItemWidth(300 * ui_scale());
  const TextField field{.name = "model path", .hint = "or type its path", .enter_only = true};
  if (const std::optional<std::string> path = text_field(field, std::string()); path && !path->empty())
    out.push_back(image_command::OpenFile{*path});
  // The list stays open with a path that is refused.
  if (text_field_taken(field)) ImGui::CloseCurrentPopup();
}

/// How the list names the model in use: those that come along by name, others by their whole path.
std::string entry_path(const ImagePanelInput& input, const std::string& path) {
  const bool shipped = std::find(input.shipped.begin(), input.shipped.end(), path) != input.shipped.end();
  return shipped ? path : std::filesystem::absolute(path).lexically_normal().string();
}

/// The model in use; the list holds those that come along and those opened before.
void model_combo(const ImagePanelInput& input, ImageViewCommands& out) {
  const bool has_model = input.frame != nullptr && input.frame->model;
  const bool opening = input.frame != nullptr && input.frame->opening;
  const std::string shown = opening     ? "opening ..."
                            : has_model ? short_path(input.frame->model->path)
                                        : "no model";
  ImGui::SetNextItemWidth(190 * ui_scale());
  const bool open = begin_drop_list("##model", shown, ImGuiComboFlags_HeightLargest);
  if (!open) {
    mark_item("model");
    tip("models that come along, and recent ones; drop a file on the window to open it");
  }
  if (open) {
    const std::string current = has_model ? entry_path(input, input.frame->model->path) : shown;
    if (!input.shipped.empty()) muted_text("come with ganscope");
    for (const std::string& name : input.shipped) model_entry({name}, current, out);
    if (!input.recent.empty()) muted_text("opened before");
    for (const RecentModel& model : input.recent) model_entry(model, current, out);
    path_field(out);
    end_drop_list();
  }
  ImGui::SameLine();
}

void speed_drag(const ImagePanelInput& input, ImageViewCommands& out) {
  auto speed = static_cast<float>(input.speed);
  ImGui::SetNextItemWidth(100 * ui_scale());
  constexpr auto kMost = static_cast<float>(kMostSpeed);
  if (ImGui::DragFloat("##speed", &speed, 0.02f, -kMost, kMost, "speed %.2f"))
    out.push_back(image_command::SetSpeed{std::fabs(speed) < 0.02f ? 0.0 : static_cast<double>(speed)});
  mark_item("speed");
  tip("drag sideways: laps go by at this speed, backwards below 0; double-click to type");
  ImGui::SameLine();
}

/// While a recording goes on, how far it is and how long it takes.
void record(const ImagePanelInput& input, const Theme& t, ImageViewCommands& out) {
  const bool on = input.recording.has_value();
  std::string label = "Record";
  if (on)
    label = std::to_string(static_cast<int>(100 * input.recording->done)) + " %, " +
            format_duration(input.recording->seconds_left) + " left";
  const char* tip =
      on ? "end the recording here and keep it (V)"
      : input.exploring
          ? "the walk from here on as a video, made beside the window; set below on the left (V)"
          : "one lap as a video without a seam, made beside the window; set below on the left (V)";
  const float width = on ? ImGui::CalcTextSize("100 %, 88:88 left").x + 40 * ui_scale() : 92 * ui_scale();
  if (dot_button(label, tip, on, width, t)) out.push_back(image_command::ToggleRecording{});
}

/// Where one is and what an image costs.
void counters(const ImagePanelInput& input, float right) {
  if (input.frame == nullptr || !input.frame->image) return;
  // How a latent is written has no end; where it is too long even alone, it loses its middle.
  const std::string whole = position_text(input);
  const float room = right - ImGui::GetCursorPosX() - 1;
  const std::string shown = input.off_path && room > 0 ? shorten_middle(whole, room) : whole;
  bar_counters(shown, three_digits(1000 * input.frame->seconds_per_image) + " ms/image", "888.8 ms/image",
               right);
  if (shown != whole) tip(whole);
}

void acts(const ImagePanelInput& input, const ImageViewState& state, float area_width,
          ImageViewCommands& out) {
  const Theme& t = theme(state.theme);
  if (bar_button("Generate", "one new sample (G)")) out.push_back(image_command::Generate{});
  if (lit_button("Explore", "an endless walk through random latents (E)", input.exploring, t))
    out.push_back(image_command::ToggleExplore{});
  // With the column folded the choice stands above the picture.
  if (area_width >= kFoldRight &&
      bar_button(state.grid_large ? "Tour" : "Grid", "what is large: the tour or the grid (X)"))
    out.push_back(image_command::SwapViews{});
}

}  // namespace

std::string short_path(const std::string& path) {
  const std::filesystem::path whole(path);
  const std::string name = whole.filename().string();
  // Every training writes this one: its folder says which.
  return name == "generator.safetensors" && whole.has_parent_path()
             ? (whole.parent_path().filename() / name).string()
             : name;
}

std::string model_tip(const RecentModel& model) {
  return model.path + (model.card.empty() ? "" : "\nwith " + model.card) +
         (model.tensor_prefix.empty() ? "" : "\ntensors of " + model.tensor_prefix);
}

std::string position_text(const ImagePanelInput& input) {
  if (input.off_path) return input.latent_text.empty() ? "off the path" : input.latent_text;
  char text[48];
  std::snprintf(text, sizeof text, input.exploring ? "walk %.2f" : "lap %.3f", input.position);
  return text;
}

void image_top_bar(const ImagePanelInput& input, const ImageViewState& state, const Rect& area,
                   ImageViewCommands& out) {
  if (!begin_panel("top bar", area, false)) return;
  const Theme& t = theme(state.theme);
  bar_ground(area, t);
  model_combo(input, out);
  if (lit_button(input.playing ? "Pause" : "Play", "play or pause (Space)", !input.playing, t,
                 74 * ui_scale()))
    out.push_back(image_command::TogglePlay{});
  const float width = area.width() / ui_scale();
  if (width >= kActsFrom) acts(input, state, width, out);
  if (width >= kSpeedFrom) speed_drag(input, out);
  if (width >= kFoldLeft) record(input, t, out);
  if (width >= kActsFrom && bar_button(input.from_training ? "Training" : "Toy",
                                       input.from_training ? "back to the training (F2)"
                                                           : "to the toy mode; both stay as they are (F2)"))
    out.push_back(window_command::SwitchMode{input.from_training ? "train" : "toy"});
  const BarEnd end = bar_end(area, t, state.behind);
  counters(input, end.counters);
  command_menu(end, image_commands(), out);
  end_panel();
}

}  // namespace ganscope
