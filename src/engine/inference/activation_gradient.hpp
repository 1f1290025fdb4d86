#pragma once
#include "engine/inference/folded_steps.hpp"
#include "engine/libtorch.hpp"

namespace ganscope {

/// Whether what the activation gives tells its slope there.
[[nodiscard]] bool slope_from_output(const FusedActivation& activation);

/// `gradient` by what the activation gave, `output`, turned into that by what it got. For those of
/// slope_from_output().
[[nodiscard]] at::Tensor activation_gradient(const at::Tensor& gradient, const at::Tensor& output,
                                             const FusedActivation& activation);

}  // namespace ganscope
