#include <imgui.h>

#include "view/panels/toy/toy_panel.hpp"
#include "view/scene/camera.hpp"
#include "view/scene/colour_maps.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

void phase_latents(const ToyFrame& frame, const Theme& theme, const Rect& place, float height) {
  if (!frame.phase) return;
  const Phase phase = frame.phase->phase;
  const bool fresh = phase == Phase::draw_latents || phase == Phase::draw_new_latents;
  // The camera the inset was drawn with: see ToyPicture::draw_inset.
  Camera2D camera;
  camera.bounds = {{0, 0}, {1, 1}};
  camera.size = glm::vec2(place.width());
  camera.margin = 10.f * ui_scale();
  const glm::vec2 origin{place.min.x, place.min.y - 0.5f * (1 - height) * place.width()};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (const glm::vec2& latent : frame.phase->latents) {
    const ImVec2 at = to_imgui(origin + camera.to_pixel(latent));
    const float radius = (fresh ? 2.8f : 2.f) * ui_scale();
    draw->AddCircleFilled(at, radius, to_u32(theme.picture), 8);
    draw->AddCircleFilled(at, radius - 0.9f * ui_scale(),
                          to_u32(fresh ? theme.text : latent_colour(latent, theme)), 8);
  }
}

}  // namespace ganscope
