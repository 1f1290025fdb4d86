#pragma once
#include "exchange/latent.hpp"

/// Ways from one latent to another. Each returns `a` itself at 0 and `b` itself at 1.
namespace ganscope {

/// (1 - mu) a + mu b (web latent explorer, section 7.2). Beyond 0 and 1 it goes on.
[[nodiscard]] Latent lerp(const Latent& a, const Latent& b, double mu);

/// sin((1 - mu) theta) / sin(theta) a + sin(mu theta) / sin(theta) b with theta the angle between the two
/// (latent recovery, section 5.2; the printed formula lacks a pair of brackets and calls `a` q1). Keeps the
/// length when both have the same. Where sin(theta) vanishes: latents of one direction are interpolated
/// linearly, and opposite ones go round by any_orthogonal() of the first, as every way round is as short.
/// Throws Error when one is the zero vector.
[[nodiscard]] Latent slerp(const Latent& a, const Latent& b, double mu);

// The sphere of unit vectors as a curved space: tangents and the points they lead to.

/// The tangent at `at` that leads to `to` along the shorter arc, as long as the angle between them; both
/// of length 1. Opposite points are guarded as in slerp().
[[nodiscard]] Latent sphere_log(const Latent& at, const Latent& to);
/// Where the tangent leads from `at`, along a great circle and as far as the tangent is long.
[[nodiscard]] Latent sphere_exp(const Latent& at, const Latent& tangent);

}  // namespace ganscope
