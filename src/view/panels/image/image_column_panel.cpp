#include <imgui.h>

#include <cmath>
#include <cstdint>

#include "core/counted.hpp"
#include "view/layers/image_picture.hpp"
#include "view/panels/image/image_panel.hpp"
#include "view/plots/latent_bars.hpp"
#include "view/plots/path_map.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

/// A muted line above `place`; the cursor is left at its end for a button beside it.
void caption(const Rect& place, const std::string& text) {
  ImGui::SetCursorScreenPos({place.min.x, place.min.y - ImGui::GetFrameHeight() - 1});
  ImGui::AlignTextToFramePadding();
  muted_text(text);
}

/// A small button at the right end of the caption.
bool caption_button(const Rect& place, const char* label, const char* tip, bool lit, const Theme& t) {
  const float width = ImGui::CalcTextSize(label).x + 2 * ImGui::GetStyle().FramePadding.x;
  ImGui::SameLine();
  ImGui::SetCursorScreenPos({place.max.x - width, ImGui::GetCursorScreenPos().y});
  return lit_button(label, tip, lit, t, width);
}

void map_part(const ImagePanelInput& input, const Theme& t, const Rect& place, ImageViewCommands& out) {
  if (place.height() < 40 * ui_scale()) return;
  caption(place, path_caption(input));
  tip(path_tip(input));
  char centre[16];
  std::snprintf(centre, sizeof centre, "%.0f\xc2\xb0", 360 * (input.position - std::floor(input.position)));
  const PathMap map{input.positions, input.position, !input.exploring, !input.off_path,
                    input.exploring ? "walk" : centre};
  if (const auto position = path_map(map, place, t)) out.push_back(image_command::SetPosition{*position});
  mark_item("path map");
}

void small_view(const ImagePanelInput& input, const ImageViewState& state, const ImageTextures& textures,
                const Rect& place, ImageViewCommands& out) {
  if (place.empty()) return;
  const Theme& t = theme(state.theme);
  caption(place, state.grid_large ? "Tour" : grid_caption(input));
  if (caption_button(place, "Move", "the grid, along a circle orthogonal to it (B)", input.grid_moving, t))
    out.push_back(image_command::ToggleGridMotion{});
  if (textures.small_view == 0) return;
  ImGui::SetCursorScreenPos(to_imgui(place.min));
  ImGui::GetWindowDrawList()->AddImage(
      reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(textures.small_view)), to_imgui(place.min),
      to_imgui(place.max), {0, 1}, {1, 0});
  if (!state.grid_large) {
    grid_hand(input, ImagePicture::grid_place(*input.frame, state.picture_options(), place), out);
    return;
  }
  ImGui::InvisibleButton("small tour", to_imgui(place.size()));
  tip("click to make it large (X)");
  if (ImGui::IsItemClicked()) out.push_back(image_command::SwapViews{});
}

void bars_part(const ImagePanelInput& input, const Theme& t, const Rect& place, ImageViewCommands& out) {
  if (place.empty() || !input.frame->model) return;
  caption(place, "Latent: " + counted(static_cast<std::int64_t>(input.latent.size()), "number"));
  if (input.off_path && caption_button(place, "Return", "back to the path (R)", false, t))
    out.push_back(image_command::ReturnToPath{});
  if (const auto drawn = latent_bars(input.latent, input.frame->model->space, place, t))
    out.push_back(image_command::SetNumber{drawn->first, drawn->second});
  mark_item("latent bars");
}

}  // namespace

void image_column_panel(const ImagePanelInput& input, const ImageViewState& state,
                        const ImageTextures& textures, const ImageLayout& layout, ImageViewCommands& out) {
  if (!begin_panel("column", layout.places.right, false)) return;
  const Theme& t = theme(state.theme);
  if (input.frame != nullptr && input.frame->model) {
    map_part(input, t, layout.map, out);
    small_view(input, state, textures, layout.small_view, out);
    bars_part(input, t, layout.bars, out);
  }
  end_panel();
}

}  // namespace ganscope
