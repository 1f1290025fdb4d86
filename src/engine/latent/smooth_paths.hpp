#pragma once
#include "engine/latent/path.hpp"

namespace ganscope {

/// The anchors of a closed path of cubics: neighbours that are equal are one knot.
struct Knots {
  std::vector<Latent> points;
  std::vector<double> times;         ///< of each point, from 0, and 1 at the end for the first again
  std::vector<std::size_t> knot_of;  ///< of each anchor
};

/// Times in proportion to `leg_length(from, to)` of neighbours.
template <class LegLength>
[[nodiscard]] Knots make_knots(std::span<const Latent> anchors, LegLength leg_length) {
  Knots knots;
  for (const Latent& anchor : anchors) {
    if (knots.points.empty() || !(anchor == knots.points.back())) knots.points.push_back(anchor);
    knots.knot_of.push_back(knots.points.size() - 1);
  }
  while (knots.points.size() > 1 && knots.points.back() == knots.points.front()) {
    knots.points.pop_back();
    for (std::size_t& k : knots.knot_of)
      if (k == knots.points.size()) k = 0;
  }
  double total = 0;
  for (std::size_t i = 0; i < knots.points.size(); ++i) {
    knots.times.push_back(total);
    total += leg_length(knots.points[i], knots.points[(i + 1) % knots.points.size()]);
  }
  for (double& time : knots.times) time = total > 0 ? time / total : 0;
  knots.times.push_back(1);
  return knots;
}

/// See make_path(): C1 on the sphere, for latents with a direction.
[[nodiscard]] LatentPathPtr smooth_sphere_path(std::span<const Latent> anchors);
/// See make_path(): C1 in the box, no coordinate leaves the range of its anchors.
[[nodiscard]] LatentPathPtr smooth_box_path(std::span<const Latent> anchors);

}  // namespace ganscope
