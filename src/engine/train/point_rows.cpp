#include "engine/train/point_rows.hpp"

namespace ganscope {

void write_rows(std::span<const glm::vec2> points, int dims, std::span<float> out) {
  float* to = out.data();
  for (const glm::vec2& p : points) {
    *to++ = p.x;
    if (dims == 2) *to++ = p.y;
  }
}

std::vector<glm::vec2> read_rows(std::span<const float> rows, int dims, float factor) {
  std::vector<glm::vec2> out;
  out.reserve(rows.size() / static_cast<std::size_t>(dims));
  for (std::size_t i = 0; i < rows.size(); i += static_cast<std::size_t>(dims))
    out.push_back(factor * glm::vec2{rows[i], dims == 2 ? rows[i + 1] : 0.f});
  return out;
}

}  // namespace ganscope
