#pragma once
#include <glm/vec2.hpp>
#include <span>
#include <vector>

#include "engine/libtorch.hpp"

namespace ganscope {

/// Data points as an n x dims tensor (dims 1 keeps x), and back (y = 0 for dims 1).
[[nodiscard]] at::Tensor to_tensor(std::span<const glm::vec2> points, int dims);
[[nodiscard]] std::vector<glm::vec2> to_points(const at::Tensor& tensor);
/// Row-major values as an n x dims tensor (a copy).
[[nodiscard]] at::Tensor to_tensor(std::span<const float> values, int dims);
/// A flat copy, and back into an equally long tensor.
[[nodiscard]] std::vector<float> to_vector(const at::Tensor& tensor);
void copy_into(const std::vector<float>& values, const at::Tensor& tensor);

}  // namespace ganscope
