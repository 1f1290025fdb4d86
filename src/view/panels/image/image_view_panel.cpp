#include <imgui.h>

#include <cfloat>
#include <cmath>
#include <cstdio>

#include "core/text.hpp"
#include "view/layers/image_picture.hpp"
#include "view/panels/common/notice_box.hpp"
#include "view/panels/image/image_panel.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

/// What the mouse may do with the large picture: drag it through latent space.
void picture_hand(const Rect& picture, ImageViewCommands& out) {
  ImGui::SetCursorScreenPos(to_imgui(picture.min));
  ImGui::InvisibleButton("picture", to_imgui(picture.size()));
  mark_item("picture");
  const ImGuiIO& io = ImGui::GetIO();
  const bool begins = ImGui::IsItemActivated();
  if (!ImGui::IsItemActive() || (io.MouseDelta.x == 0 && io.MouseDelta.y == 0 && !begins)) return;
  out.push_back(image_command::DragImage{to_glm(io.MouseDelta) / picture.size(), begins});
}

void strip_hand(const ImagePanelInput& input, const CellGrid& strip, ImageViewCommands& out) {
  ImGui::SetCursorScreenPos(to_imgui(strip.place.min));
  ImGui::InvisibleButton("strip", to_imgui(strip.place.size()));
  mark_item("strip");
  const auto cell = strip.at(to_glm(ImGui::GetIO().MousePos));
  if (!cell || static_cast<std::size_t>(cell->x) >= input.strip.size()) return;
  const double position = input.strip[static_cast<std::size_t>(cell->x)];
  char lap[32];
  std::snprintf(lap, sizeof lap, "lap %.3f", position);
  tip_at(strip.cell(0, cell->x), lap);
  if (ImGui::IsItemClicked()) out.push_back(image_command::SetPosition{position});
}

/// What a window without a picture says.
void empty_view(const ImagePanelInput& input, const Rect& area, const Theme& t, ImageViewCommands& out) {
  const bool opening = input.frame != nullptr && input.frame->opening;
  const bool has_model = input.frame != nullptr && input.frame->model;
  const char* text = opening || has_model ? "opening ..." : "Open a generator (Ctrl+O), or drop its file here";
  ImFont* large = font(TextStyle::title);
  const glm::vec2 size = to_glm(large->CalcTextSizeA(large->FontSize, FLT_MAX, 0, text));
  const glm::vec2 middle = 0.5f * (area.min + area.max - size);
  const glm::vec2 at{std::round(middle.x), std::round(middle.y)};
  ImGui::GetWindowDrawList()->AddText(large, large->FontSize, to_imgui(at), to_u32(t.text_muted), text);
  if (opening || has_model) return;
  float y = at.y + size.y + 20 * ui_scale();
  std::vector<RecentModel> offered;
  for (const std::string& name : input.shipped) offered.push_back({name});
  offered.insert(offered.end(), input.recent.begin(), input.recent.end());
  for (const RecentModel& model : offered) {
    const std::string label = "open " + short_path(model.path);
    const float width = ImGui::CalcTextSize(label.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
    ImGui::SetCursorScreenPos({std::round(0.5f * (area.min.x + area.max.x - width)), y});
    ImGui::PushID(model.path.c_str());
    if (ImGui::Button(label.c_str(), {width, 0}))
      out.push_back(image_command::OpenModel{model.path, model.card, model.tensor_prefix});
    mark_item(label);
    tip(model_tip(model));
    ImGui::PopID();
    y += ImGui::GetFrameHeightWithSpacing();
  }
}

/// Cells that still stand in for theirs, as a thin line of progress at the view's foot.
void progress_line(const ImagePanelInput& input, const Rect& area, const Theme& t) {
  const PictureGrid& grid = input.frame->grid;
  if (input.frame->grid_waiting == 0 || grid.cells.empty() || input.grid_moving) return;
  const float done =
      1 - static_cast<float>(input.frame->grid_waiting) / static_cast<float>(grid.cells.size());
  const float y = area.max.y - 3 * ui_scale();
  ImGui::GetWindowDrawList()->AddRectFilled({area.min.x, y}, {area.min.x + done * area.width(), area.max.y},
                                            to_u32(t.accent));
}

}  // namespace

Rect view_area(const Rect& area, float scale) {
  const float air = std::round(14 * scale);
  return {area.min + air, area.max - air};
}

void grid_hand(const ImagePanelInput& input, const CellGrid& place, ImageViewCommands& out) {
  ImGui::SetCursorScreenPos(to_imgui(place.place.min));
  ImGui::InvisibleButton("grid", to_imgui(place.place.size()));
  mark_item("grid");
  if (!ImGui::IsItemHovered()) return;
  const auto cell = place.at(to_glm(ImGui::GetIO().MousePos));
  if (!cell) return;
  const Rect lit = place.cell(cell->y, cell->x);
  ImGui::GetWindowDrawList()->AddRect(to_imgui(lit.min - 1.f), to_imgui(lit.max + 1.f),
                                      ImGui::GetColorU32(ImGuiCol_CheckMark), 0, 0, 2 * ui_scale());
  std::string text = name_of(input.grid) + " grid, row " + std::to_string(cell->y + 1) + ", column " +
                     std::to_string(cell->x + 1);
  if (input.cell_text) text += "\n" + input.cell_text(cell->y, cell->x);
  tip_at(lit, text + "\nclick to make it an anchor");
  if (ImGui::IsMouseClicked(0)) out.push_back(image_command::CellToAnchor{cell->y, cell->x});
}

void image_view_panel(const ImagePanelInput& input, const ImageViewState& state, const Rect& area,
                      ImageViewCommands& out) {
  if (!begin_view("view", area)) return;
  const Theme& t = theme(state.theme);
  const Rect inner = view_area(area, ui_scale());
  const bool anything = input.frame != nullptr && (state.grid_large ? !input.frame->grid.cells.empty()
                                                                    : static_cast<bool>(input.frame->image));
  if (!anything) {
    empty_view(input, area, t, out);
  } else if (state.grid_large) {
    grid_hand(input, ImagePicture::grid_place(*input.frame, state.picture_options(), inner), out);
    progress_line(input, area, t);
  } else {
    const StripPlaces places = ImagePicture::strip_place(*input.frame, state.picture_options(), inner);
    picture_hand(places.picture, out);
    if (!input.frame->strip.empty()) strip_hand(input, places.strip, out);
  }
  static_cast<void>(notice_box(input.notice, t, inner));
  end_panel();
}

}  // namespace ganscope
