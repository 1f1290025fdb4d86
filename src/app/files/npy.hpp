#pragma once
#include <span>
#include <string>
#include <vector>

namespace ganscope {

/// A NumPy array file (format 1.0) of little-endian f32 in C order. `shape` multiplies to the number of
/// values.
[[nodiscard]] std::string npy_content(std::span<const float> values, const std::vector<std::size_t>& shape);

}  // namespace ganscope
