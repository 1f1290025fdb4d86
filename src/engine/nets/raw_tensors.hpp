#pragma once
#include <string>
#include <vector>

#include "engine/models/raw_tensor.hpp"

namespace ganscope {

/// Floats as a file's f32 tensor.
[[nodiscard]] RawTensor raw_tensor(std::string name, TensorShape shape, const std::vector<float>& values);

}  // namespace ganscope
