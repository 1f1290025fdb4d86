#pragma once
#include <glm/vec2.hpp>
#include <span>
#include <vector>

namespace ganscope {

/// Data points as rows of `dims` numbers (1 keeps x); `out` has room for exactly them.
void write_rows(std::span<const glm::vec2> points, int dims, std::span<float> out);
/// And back (y = 0 for dims 1), times `factor`.
[[nodiscard]] std::vector<glm::vec2> read_rows(std::span<const float> rows, int dims, float factor = 1);

}  // namespace ganscope
