#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <glm/common.hpp>

#include "core/text.hpp"
#include "view/panels/common/notice_box.hpp"
#include "view/panels/train/train_panel.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr float kCaption = 28;  ///< pixels at scale 1, above the images

std::string shown_caption(const TrainPanelInput& input, const TrainViewState& state) {
  const std::string at = "iteration " + with_thousands(input.shown_iteration);
  if (const std::optional<int> sample = enlarged_sample(input, state))
    return "sample " + std::to_string(*sample + 1) + " of " + std::to_string(input.generated->count) +
           (state.time.look_back ? ", looking back at " : ", ") + at;
  if (state.time.look_back) return "generated, looking back at " + at;
  return "generated, " + at;
}

/// Above `place`, as much of it as there is room for.
void caption(const Rect& place, const std::string& text, const Theme& t) {
  const ImVec2 at{place.min.x, place.min.y - ImGui::GetTextLineHeight() - 7 * ui_scale()};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect({place.min.x, at.y}, {place.max.x + 20 * ui_scale(), place.min.y}, true);
  draw->AddText(at, to_u32(t.text_muted), text.c_str());
  draw->PopClipRect();
}

/// A click on a sample enlarges it, and one on that brings all of them back.
void samples_hand(const TrainPanelInput& input, const TrainViewState& state, const TrainPlaces& places,
                  const Theme& t, TrainViewCommands& out) {
  const Rect& place = places.generated.place;
  ImGui::SetCursorScreenPos(to_imgui(place.min));
  ImGui::InvisibleButton("generated", to_imgui(place.size()));
  mark_item("generated");
  if (!ImGui::IsItemHovered()) return;
  const bool clicked = ImGui::IsMouseClicked(0);
  if (enlarged_sample(input, state)) {
    if (clicked) out.push_back(train_command::Enlarge{});
    return;
  }
  const auto cell = places.generated.at(to_glm(ImGui::GetIO().MousePos));
  if (!cell) return;
  const int sample = cell->y * places.generated.columns + cell->x;
  if (sample >= input.generated->count) return;
  const Rect lit = places.generated.cell(cell->y, cell->x);
  ImGui::GetWindowDrawList()->AddRect(to_imgui(lit.min - 1.f), to_imgui(lit.max + 1.f), to_u32(t.accent), 0,
                                      0, 2 * ui_scale());
  if (clicked) out.push_back(train_command::Enlarge{sample});
}

void images(const TrainPanelInput& input, const TrainViewState& state, const Rect& area, const Theme& t,
            TrainViewCommands& out) {
  const TrainPlaces places = train_places(input, area, state.scale);
  std::string text = shown_caption(input, state);
  if (ImGui::CalcTextSize(text.c_str()).x > places.generated.place.width())
    text = enlarged_sample(input, state) ? "sample " + std::to_string(*state.enlarged + 1) : "generated";
  caption(places.generated.place, text, t);
  samples_hand(input, state, places, t, out);
  if (places.real.place.empty()) return;
  caption(places.real.place, "real", t);
  ImGui::SetCursorScreenPos(to_imgui(places.real.place.min));
  ImGui::Dummy(to_imgui(places.real.place.size()));
  mark_item("real");
}

/// What the window says before there is anything to see, and how far it is.
void opening(const ImageTrainStatus& status, const Rect& area, const Theme& t) {
  const bool ended = status.phase == TrainPhase::failed || status.phase == TrainPhase::stopped;
  const bool counts = status.photographs > 0;
  const std::string text = ended    ? "nothing was trained"
                           : counts ? "decoding photographs: " + with_thousands(status.decoded) + " of " +
                                          with_thousands(status.photographs)
                                    : "opening the images ...";
  ImFont* large = font(TextStyle::title);
  const float widest = std::max(40.f, area.width() - 40 * ui_scale());
  const glm::vec2 size = to_glm(large->CalcTextSizeA(large->FontSize, FLT_MAX, widest, text.c_str()));
  const glm::vec2 middle = glm::floor(0.5f * (area.min + area.max - size));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddText(large, large->FontSize, to_imgui(middle), to_u32(t.text_muted), text.c_str(), nullptr,
                widest);
  if (!counts || ended) return;
  const float width = std::min(320 * ui_scale(), widest);
  const float done = static_cast<float>(status.decoded) / static_cast<float>(status.photographs);
  const glm::vec2 from{std::floor(0.5f * (area.min.x + area.max.x - width)),
                       middle.y + size.y + 16 * ui_scale()};
  const float height = std::round(6 * ui_scale());
  draw->AddRectFilled(to_imgui(from), {from.x + width, from.y + height}, to_u32(t.panel_raised),
                      0.5f * height);
  draw->AddRectFilled(to_imgui(from), {from.x + width * std::clamp(done, 0.f, 1.f), from.y + height},
                      to_u32(t.accent), 0.5f * height);
}

}  // namespace

TrainPlaces train_places(const TrainPanelInput& input, const Rect& area, float scale) {
  const float air = std::round(8 * scale);
  TrainCounts counts;
  counts.pixels = {input.generated->width, input.generated->height};
  counts.generated = input.generated->count;
  counts.real = input.real != nullptr ? input.real->count : 0;
  return train_places({area.min + air, area.max - air}, counts, scale, std::round(kCaption * scale));
}

std::optional<int> enlarged_sample(const TrainPanelInput& input, const TrainViewState& state) {
  const bool there = input.generated != nullptr && state.enlarged && *state.enlarged < input.generated->count;
  return there ? state.enlarged : std::nullopt;
}

CellGrid enlarged_place(const TrainPanelInput& input, const TrainPlaces& places) {
  return {fitted_picture(places.generated.place, {input.generated->width, input.generated->height},
                         Magnification::nearest)};
}

void train_view_panel(const TrainPanelInput& input, const TrainViewState& state, const Rect& area,
                      TrainViewCommands& out) {
  if (!begin_view("view", area)) return;
  const Theme& t = theme(state.theme);
  if (input.generated != nullptr)
    images(input, state, area, t, out);
  else
    opening(input.status, area, t);
  const float air = 10 * ui_scale();
  static_cast<void>(notice_box(input.notice, t, {area.min + air, area.max - air}));
  end_panel();
}

}  // namespace ganscope
