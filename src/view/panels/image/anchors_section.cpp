#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>

#include "view/panels/image/image_panel.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/text_field.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr float kThumbnail = 32;  ///< pixels at scale 1
constexpr float kListRows = 5;    ///< anchors seen at once; the list scrolls

float row_height() { return std::round((kThumbnail + 4) * ui_scale()); }

/// The anchor large, with what there is to say of it.
void preview(const ImagePanelInput& input, std::size_t index, const ImageTextures& textures) {
  const float side = std::round(kAnchorPreview * ui_scale());
  if (!begin_tip()) return;
  if (textures.preview != 0 && textures.preview_of == static_cast<int>(index))
    ImGui::Image(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(textures.preview)), {side, side},
                 {0, 1}, {1, 0});
  else
    ImGui::Dummy({side, side});  // it comes with the next frame
  mark_item("preview " + std::to_string(index + 1));
  ImGui::TextUnformatted(input.anchors[index].c_str());
  if (index < input.brought_inside.size() && input.brought_inside[index])
    muted_text("was beyond the prior's bounds;\nreflected into them, as path and grid use it");
  muted_text("click: go there\ndrag onto another: move it");
  end_tip();
}

/// The anchor's picture: a click goes there, dragging it onto another moves it there.
void thumbnail(const ImagePanelInput& input, std::size_t index, const ImageTextures& textures,
               ImageViewCommands& out) {
  const float side = kThumbnail * ui_scale();
  const auto columns = static_cast<std::size_t>(textures.thumbnail_columns);
  const glm::vec2 cell{1.f / static_cast<float>(textures.thumbnail_columns),
                       1.f / static_cast<float>(textures.thumbnail_rows)};
  const glm::vec2 at = cell * glm::vec2(index % columns, index / columns);
  // The texture's rows are counted from below.
  const ImVec2 upper{at.x, 1 - at.y};
  const ImVec2 lower{at.x + cell.x, 1 - at.y - cell.y};
  const auto texture = reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(textures.thumbnails));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, 0});
  if (textures.thumbnails != 0 ? ImGui::ImageButton(texture, {side, side}, upper, lower)
                               : ImGui::Button("##picture", {side, side}))
    out.push_back(image_command::GoToAnchor{index});
  ImGui::PopStyleVar();
  mark_item("anchor " + std::to_string(index + 1));
  if (ImGui::IsItemHovered()) preview(input, index, textures);
  if (ImGui::BeginDragDropSource()) {
    ImGui::SetDragDropPayload("anchor", &index, sizeof index);
    ImGui::TextUnformatted(input.anchors[index].c_str());
    ImGui::EndDragDropSource();
  }
  if (ImGui::BeginDragDropTarget()) {
    if (const ImGuiPayload* payload = ImGui::AcceptDragDropPayload("anchor")) {
      std::size_t from = 0;
      std::memcpy(&from, payload->Data, sizeof from);
      out.push_back(image_command::MoveAnchor{from, index});
    }
    ImGui::EndDragDropTarget();
  }
}

void anchor_row(const ImagePanelInput& input, std::size_t index, const ImageTextures& textures,
                ImageViewCommands& out) {
  const float s = ui_scale();
  const float top = static_cast<float>(index) * row_height();
  ImGui::PushID(static_cast<int>(index));
  ImGui::SetCursorPosY(top);
  thumbnail(input, index, textures, out);
  ImGui::SameLine();
  ImGui::SetCursorPosY(top + std::round(0.5f * (kThumbnail * s - ImGui::GetFrameHeight())));
  const float buttons = 3 * (ImGui::GetFrameHeight() + ImGui::GetStyle().ItemSpacing.x);
  ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - buttons);
  const std::optional<std::string> name =
      text_field({.name = "name " + std::to_string(index + 1)}, input.anchors[index]);
  if (name && *name != input.anchors[index]) out.push_back(image_command::RenameAnchor{index, *name});
  ImGui::SameLine();
  if (ImGui::ArrowButton("##up", ImGuiDir_Up) && index > 0)
    out.push_back(image_command::MoveAnchor{index, index - 1});
  mark_item("up " + std::to_string(index + 1));
  ImGui::SameLine();
  if (ImGui::ArrowButton("##down", ImGuiDir_Down) && index + 1 < input.anchors.size())
    out.push_back(image_command::MoveAnchor{index, index + 1});
  ImGui::SameLine();
  if (ImGui::Button("\xc3\x97", {ImGui::GetFrameHeight(), 0}))
    out.push_back(image_command::DeleteAnchor{index});
  mark_item("delete " + std::to_string(index + 1));
  tip("take it off the path");
  ImGui::PopID();
}

/// A new one is the last: the list goes there.
void show_new_anchor(std::size_t count) {
  int* before = ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("anchors before"), static_cast<int>(count));
  if (static_cast<int>(count) > *before) ImGui::SetScrollY(static_cast<float>(count) * row_height());
  *before = static_cast<int>(count);
}

/// "smile = a - b", or only what it is.
void arithmetic_line(ImageViewCommands& out) {
  ImGui::SetNextItemWidth(-1);
  const std::optional<std::string> text = text_field(
      {.name = "expression", .hint = "smile = a - b, or seed:17", .enter_only = true}, std::string());
  if (text) out.push_back(image_command::AddExpression{*text});
  if (!ImGui::IsItemActive())
    tip("Enter adds it as an anchor. Names, seed:17, faces.json#smile, + - * /,\n"
        "mean(a, b, ...), lerp(a, b, 0.3), slerp(a, b, 0.3), e(3);\n"
        "typical(a - b) brings it back to the prior's typical radius");
}

/// What can be done with all of them: four buttons that fill the line, each as much wider than its text.
void anchor_acts(const ImagePanelInput& input, ImageViewCommands& out) {
  struct Act {
    const char* label;
    const char* help;
    ImageViewCommand command;
    bool enabled;
  };
  const std::array<Act, 4> acts{
      {{"Add", "make what is shown an anchor (A)", image_command::AddAnchor{}, true},
       {"Nearest", "go along the path to the nearest anchor; the next or previous one: N, P",
        image_command::Snap{0}, true},
       {"Load", "anchors of a JSON, .npy or .npz file; or drop it on the window",
        window_command::AskForFile{"anchors"}, true},
       {"Save", "write the anchors to a JSON file", window_command::AskForFile{"save-anchors"},
        !input.anchors.empty()}}};
  float spare = ImGui::GetContentRegionAvail().x -
                static_cast<float>(acts.size() - 1) * ImGui::GetStyle().ItemSpacing.x;
  for (const Act& act : acts) spare -= ImGui::CalcTextSize(act.label).x;
  for (const Act& act : acts) {
    ImGui::BeginDisabled(!act.enabled);
    const float width = ImGui::CalcTextSize(act.label).x + spare / static_cast<float>(acts.size());
    if (bar_button(act.label, act.help, width)) out.push_back(act.command);
    ImGui::EndDisabled();
  }
  ImGui::NewLine();
}

}  // namespace

void anchors_section(const ImagePanelInput& input, const ImageTextures& textures, ImageViewCommands& out) {
  if (!input.anchors.empty()) {
    const float rows = std::min(kListRows, static_cast<float>(input.anchors.size()));
    const bool all_seen = input.anchors.size() <= static_cast<std::size_t>(kListRows);
    ImGui::BeginChild("anchors", {0, rows * row_height()}, false,
                      all_seen ? ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse : 0);
    for (std::size_t i = 0; i < input.anchors.size(); ++i) anchor_row(input, i, textures, out);
    show_new_anchor(input.anchors.size());
    ImGui::EndChild();
  }
  arithmetic_line(out);
  anchor_acts(input, out);
  if (input.offered.empty()) return;
  if (ImGui::Button("Take those of before", {-1, 0})) out.push_back(image_command::TakeAnchors{});
  mark_item("Take anchors");
  tip(input.offered + ": the latents fit this model too");
}

}  // namespace ganscope
