#pragma once
#include <string>

#include "engine/libtorch.hpp"

namespace ganscope {

/// "cpu", "cuda", "cuda:N", or "auto": cuda where LibTorch has it, else cpu. Throws UsageError naming
/// what there is.
[[nodiscard]] at::Device find_device(const std::string& name);

}  // namespace ganscope
