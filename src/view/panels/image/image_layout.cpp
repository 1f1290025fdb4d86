#include "view/panels/image/image_layout.hpp"

#include <algorithm>
#include <cmath>

namespace ganscope {
namespace {

constexpr float kPadding = 14;  ///< pixels at scale 1, beside and between what stands in the column
constexpr float kCaption = 26;  ///< above each
constexpr float kLeastMap = 110;
constexpr float kMostMap = 150;
constexpr float kLeastBars = 60;
constexpr float kViewsRow = 42;

}  // namespace

ImageLayout lay_out_images(glm::vec2 window, float scale, bool panels) {
  ImageLayout out;
  out.places = lay_out(window, scale, panels);
  const Rect& column = out.places.right;
  if (column.empty()) {
    Rect& picture = out.places.picture;
    const float row = std::round(kViewsRow * scale);
    if (!panels || picture.height() < 5 * row) return out;
    out.views = {picture.min, {picture.max.x, picture.min.y + row}};
    picture.min.y += row;
    return out;
  }
  const float pad = std::round(kPadding * scale);
  const float caption = std::round(kCaption * scale);
  const float width = column.width() - 2 * pad;
  const float left = column.min.x + pad;
  // The small view is square; the map and the bars share what it leaves.
  const float room = column.height() - 3 * caption - 4 * pad;
  const float small_side =
      std::floor(std::min(width, std::max(0.f, room - (kLeastBars + kLeastMap) * scale)));
  const float map_side =
      std::floor(std::clamp(room - small_side - kLeastBars * scale, 0.f, std::round(kMostMap * scale)));
  float top = column.min.y + pad + caption;
  out.map = {{left, top}, {left + width, top + map_side}};
  top = out.map.max.y + pad + caption;
  out.small_view = {{left, top}, {left + small_side, top + small_side}};
  top = out.small_view.max.y + pad + caption;
  const float bottom = std::min(column.max.y - pad, top + std::round(160 * scale));
  if (bottom - top > 20 * scale) out.bars = {{left, top}, {left + width, bottom}};
  return out;
}

}  // namespace ganscope
