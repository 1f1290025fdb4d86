#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "view/layers/toy_picture.hpp"
#include "view/panels/toy/picture_overlay.hpp"
#include "view/scene/out_of_view.hpp"
#include "view/ui/imgui_colour.hpp"

namespace ganscope {
namespace {

constexpr float kLeastShare = 0.02f;  ///< fewer samples beyond a side are stragglers that need no sign
constexpr float kTriangle = 7;        ///< half a side of an arrow's head, pixels at scale 1
/// Where a sign may stand along its edge, as shares of it, the best first.
constexpr std::array kAlong{0.5f, 0.38f, 0.62f, 0.26f, 0.74f, 0.14f, 0.86f};

/// What is shown of the samples, as points of the picture.
std::vector<glm::vec2> shown_samples(const ToyFrame& frame, const LayerSet& shown) {
  std::vector<glm::vec2> out;
  if (shown.has(LayerId::generated)) out = frame.generated;
  if (shown.has(LayerId::real)) out.insert(out.end(), frame.real.begin(), frame.real.end());
  return out;
}

glm::vec2 outwards(Side side) {
  constexpr std::array<glm::vec2, kSideCount> kDirections{glm::vec2(-1, 0), glm::vec2(1, 0), glm::vec2(0, -1),
                                                          glm::vec2(0, 1)};
  return kDirections[static_cast<std::size_t>(side)];
}

/// A block of `size` at this edge of `area`, `along` of its length from the left or the top.
Rect at_edge(const Rect& area, Side side, float along, glm::vec2 size, float gap) {
  const glm::vec2 way = outwards(side);
  glm::vec2 min = area.min + along * (area.size() - size);
  if (way.x != 0) min.x = way.x < 0 ? area.min.x + gap : area.max.x - gap - size.x;
  if (way.y != 0) min.y = way.y < 0 ? area.min.y + gap : area.max.y - gap - size.y;
  return {min, min + size};
}

void draw_sign(Overlay& o, Side side, const Rect& place, const std::string& text) {
  const float s = o.scale;
  const float room = 2 * kTriangle * s;
  veil(o, place);
  const glm::vec2 way = outwards(side);
  const glm::vec2 across{-way.y, way.x};
  // The arrow stands at the end of the sign that is nearer to the edge, before the text otherwise.
  const bool last = side == Side::right;
  const glm::vec2 centre{last ? place.max.x - 6 * s - 0.5f * room : place.min.x + 6 * s + 0.5f * room,
                         0.5f * (place.min.y + place.max.y)};
  const float half = kTriangle * s;
  o.draw->AddTriangleFilled(to_imgui(centre + way * half),
                            to_imgui(centre - way * half * 0.7f + across * half),
                            to_imgui(centre - way * half * 0.7f - across * half), to_u32(o.theme.accent));
  const float height = ImGui::GetTextLineHeight();
  text_at(o, {place.min.x + (last ? 8 * s : 12 * s + room), centre.y - 0.5f * height}, o.theme.text, text);
}

}  // namespace

void draw_out_of_view(Overlay& o, const ToyFrame& frame, const PictureOptions& options) {
  const std::vector<glm::vec2> samples = shown_samples(frame, options.layers);
  const OutOfView now = out_of_view(samples, ToyPicture::camera(frame, o.area.size(), options));
  const OutOfView fitted = out_of_view(samples, fitted_camera(frame, o.area, options));
  // Those that left the fitted picture too are found by the wheel alone.
  const bool fits = fitted.total() < now.total();
  const auto most =
      static_cast<Side>(std::max_element(now.share.begin(), now.share.end()) - now.share.begin());
  const float s = o.scale;
  for (int i = 0; i < kSideCount; ++i) {
    const auto side = static_cast<Side>(i);
    if (now.beyond(side) < kLeastShare) continue;
    const long percent = std::lround(100 * now.beyond(side));
    std::string text = std::to_string(percent) + " %";
    if (side == most) text += fits ? " of samples, F fits" : " of samples";
    const glm::vec2 size =
        to_glm(ImGui::CalcTextSize(text.c_str())) + glm::vec2((20 + 2 * kTriangle) * s, 8 * s);
    for (const float along : kAlong) {
      const Rect place = at_edge(o.area, side, along, size, 6 * s);
      if (place.min.x < o.area.min.x || place.max.x > o.area.max.x || !o.free(place)) continue;
      draw_sign(o, side, place, text);
      break;
    }
  }
}

}  // namespace ganscope
