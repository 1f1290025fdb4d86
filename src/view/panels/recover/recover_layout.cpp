#include "view/panels/recover/recover_layout.hpp"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>

namespace ganscope {
namespace {

constexpr float kPictureGap = 16;      ///< pixels at scale 1
constexpr float kPictureCaption = 28;  ///< above each

/// Of a picture in so much room: every pixel as large as the next where that is possible.
glm::vec2 picture_size(glm::vec2 room, glm::vec2 pixels) {
  const float factor = std::min(room.x / pixels.x, room.y / pixels.y);
  const float chosen = factor >= 1 ? std::floor(factor) : std::max(factor, 0.f);
  return glm::max(glm::floor(pixels * chosen), glm::vec2(1));
}

}  // namespace

RecoverPlaces recover_places(const Rect& area, glm::ivec2 pixels, float scale, float foot) {
  RecoverPlaces out;
  out.caption = std::round(kPictureCaption * scale);
  const float gap = std::round(kPictureGap * scale);
  const glm::vec2 like = glm::max(glm::vec2(pixels), glm::vec2(1));
  const glm::vec2 room = glm::max(area.size() - glm::vec2(0, foot), glm::vec2(1));
  const glm::vec2 beside = picture_size({(room.x - 2 * gap) / 3, room.y - out.caption}, like);
  const glm::vec2 below = picture_size({room.x, (room.y - 2 * gap) / 3 - out.caption}, like);
  const bool stacked = below.x > beside.x;
  const glm::vec2 size = stacked ? below : beside;
  const glm::vec2 step = stacked ? glm::vec2(0, size.y + gap + out.caption) : glm::vec2(size.x + gap, 0);
  const glm::vec2 whole = size + 2.f * step + glm::vec2(0, out.caption);
  const glm::vec2 from =
      glm::floor(area.min + 0.5f * glm::max(room - whole, glm::vec2(0))) + glm::vec2(0, out.caption);
  for (std::size_t i = 0; i < out.pictures.size(); ++i) {
    const glm::vec2 at = from + static_cast<float>(i) * step;
    out.pictures[i] = {at, at + size};
  }
  return out;
}

}  // namespace ganscope
