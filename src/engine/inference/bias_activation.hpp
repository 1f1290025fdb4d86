#pragma once
#include "engine/inference/folded_steps.hpp"
#include "engine/libtorch.hpp"

namespace ganscope {

/// In place: a bias a channel (undefined: none), then the activation. `x` is n x channels x height x
/// width in channels-last format.
void add_bias_and_activate(at::Tensor& x, const at::Tensor& bias,
                           const std::optional<FusedActivation>& activation);

/// The activation alone, in place, for any format.
void activate(at::Tensor& x, const FusedActivation& activation);

}  // namespace ganscope
