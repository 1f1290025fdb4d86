#pragma once
#include <functional>

#include "exchange/latent.hpp"
#include "exchange/latent_space.hpp"

namespace ganscope {

/// One stretch of a tour from a latent to another, at constant speed.
struct Leg {
  Latent from;
  Latent to;
  double length = 0;                      ///< in latent space, Euclidean
  std::function<Latent(double)> between;  ///< for 0 < share < 1

  /// The latent after this share of the length; the ends exactly.
  [[nodiscard]] Latent at(double share) const {
    if (share <= 0) return from;
    if (share >= 1) return to;
    return between(share);
  }
};

/// Along the great-circle arc between two directions. Where the two radii differ, the radius goes with the
/// length travelled: that is a logarithmic spiral, the one curve over the arc whose speed is constant too.
/// Throws Error for a zero vector.
[[nodiscard]] Leg arc_leg(const Latent& from, const Latent& to);

/// The straight line.
[[nodiscard]] Leg line_leg(const Latent& from, const Latent& to);

/// The other way round a uniform prior's box: every coordinate leaves `from` in the direction away from
/// `to`'s, is reflected once at either bound, and comes to `to` from the far side. Both lie in the box.
[[nodiscard]] Leg reflected_leg(const LatentSpace& space, const Latent& from, const Latent& to);

}  // namespace ganscope
