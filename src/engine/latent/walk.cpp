#include <algorithm>
#include <cmath>
#include <mutex>
#include <numbers>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "engine/latent/leg.hpp"
#include "engine/latent/path.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/latent/vectors.hpp"

namespace ganscope {
namespace {

/// See make_walk().
class EndlessWalk : public LatentPath {
 public:
  EndlessWalk(Latent start, const LatentSpace& space, std::uint64_t seed)
      : space_(space), seed_(seed), start_(reflected(space, std::move(start))) {}

  [[nodiscard]] Latent at(double position) const override {
    const std::lock_guard lock(mutex_);
    // Two walks from one start: streams of their own for the ways forth and back.
    Side& side = position < 0 ? back_ : forth_;
    const double travelled = std::fabs(position) * length();
    while (side.ends.empty() || side.ends.back() <= travelled) extend(side, position < 0);
    const auto i = static_cast<std::size_t>(std::upper_bound(side.ends.begin(), side.ends.end(), travelled) -
                                            side.ends.begin());
    const double begin = i == 0 ? 0 : side.ends[i - 1];
    return side.legs[i].at((travelled - begin) / side.legs[i].length);
  }
  [[nodiscard]] bool closed() const override { return false; }
  [[nodiscard]] double length() const override {
    // Two normal latents are a right angle apart, nearly; two uniform numbers differ by width / sqrt(6)
    // in the root mean square.
    if (on_sphere()) return 0.5 * std::numbers::pi * typical_radius(space_);
    if (!space_.is_box()) return std::numbers::sqrt2 * typical_radius(space_);
    return (static_cast<double>(space_.high) - static_cast<double>(space_.low)) *
           std::sqrt(space_.size / 6.0);
  }
  [[nodiscard]] const std::vector<double>& anchor_positions() const override { return none_; }

 private:
  struct Side {
    std::vector<Leg> legs;
    std::vector<double> ends;  ///< length travelled at the end of each leg
  };

  [[nodiscard]] bool on_sphere() const { return !space_.is_box() && space_.size > 1; }

  void extend(Side& side, bool back) const {
    const Latent& from = side.legs.empty() ? start_ : side.legs.back().to;
    Rng rng(seed_, back ? "walk back" : "walk", side.legs.size());
    const Latent to = draw_latent(space_, rng);
    Leg leg = on_sphere() ? arc_leg(from, to) : line_leg(from, to);
    side.ends.push_back((side.ends.empty() ? 0 : side.ends.back()) + leg.length);
    side.legs.push_back(std::move(leg));
  }

  const LatentSpace space_;
  const std::uint64_t seed_;
  const Latent start_;
  const std::vector<double> none_;
  mutable std::mutex mutex_;  // guards the rest, which is remembered, not changed
  mutable Side forth_;
  mutable Side back_;
};

}  // namespace

LatentPathPtr make_walk(const Latent& start, const LatentSpace& space, std::uint64_t seed) {
  if (start.size() != static_cast<std::size_t>(space.size))
    throw Error("the walk's start has " + counted(static_cast<std::int64_t>(start.size()), "number") +
                "; expected " + std::to_string(space.size));
  // The zero vector has no direction to leave in.
  if (!space.is_box() && space.size > 1) static_cast<void>(direction(start));
  return std::make_shared<EndlessWalk>(start, space, seed);
}

}  // namespace ganscope
