#pragma once

namespace ganscope {

// What networks that are trained here are made of, whoever computes them: PyTorch's defaults, and the slope
// of DCGAN's discriminator.

/// Slope of the leaky ReLU below 0.
inline constexpr double kLeakyReluSlope = 0.2;
/// Added to a batch's variance.
inline constexpr double kBatchNormEpsilon = 1e-5;
/// Share of a batch in the running mean and variance.
inline constexpr double kBatchNormMomentum = 0.1;

}  // namespace ganscope
