#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "exchange/latent.hpp"
#include "exchange/latent_space.hpp"
#include "exchange/path_kind.hpp"

namespace ganscope {

/// A way through latent space. A closed one has its whole length between the positions 0 and 1 and repeats
/// beyond; an endless one goes on. Immutable: safe from every thread.
class LatentPath {
 public:
  virtual ~LatentPath() = default;
  /// Any finite position, negative ones too. A closed path returns its first anchor itself at every whole
  /// number.
  [[nodiscard]] virtual Latent at(double position) const = 0;
  [[nodiscard]] virtual bool closed() const = 0;
  /// The length of one lap, or of one unit of an endless path.
  [[nodiscard]] virtual double length() const = 0;
  /// Where the anchors stand, one a given anchor, each in [0, 1); none on an endless path.
  [[nodiscard]] virtual const std::vector<double>& anchor_positions() const = 0;
};
using LatentPathPtr = std::shared_ptr<const LatentPath>;

/// The closed path of this kind through `anchors`, in their order and back to the first.
///
///   circle     1 or 2 anchors. Normal prior: the great circle of the first one's radius through both
///              directions (basis by Gram-Schmidt, constant angular speed); with one anchor, or two that
///              are parallel, the plane is completed by any_orthogonal(). Uniform prior: straight from the
///              first to the second, on to the bounds, and reflected back to the first from the far side.
///   arcs       constant speed over the whole tour; where the anchors' radii differ see arc_leg().
///   smooth     C1. Normal prior: cubic Bezier curves on the sphere (Shoemake 1985) with tangents weighted
///              by the neighbouring arcs, the logarithm of the radius as a cubic of the same knots. Uniform
///              prior: monotone cubics of each coordinate (Fritsch and Butland 1984), which stay in the box.
///   straight   constant speed.
///
/// A uniform prior's anchors are reflected into the box first. Latents of one number have no sphere around
/// 0 and take the uniform prior's paths. Throws Error for anchors that are too few or too many, of the
/// wrong size, or without a direction where one is needed; it counts them from 1.
[[nodiscard]] LatentPathPtr make_path(PathKind kind, std::span<const Latent> anchors,
                                      const LatentSpace& space);

/// An endless walk that starts at `start` and goes on through latents drawn from the prior, arc after arc
/// (lines in a uniform prior's box) at constant speed; a unit of position is the typical way between two
/// draws. The same seed walks the same way, backwards too.
[[nodiscard]] LatentPathPtr make_walk(const Latent& start, const LatentSpace& space, std::uint64_t seed);

}  // namespace ganscope
