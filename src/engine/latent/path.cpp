#include "engine/latent/path.hpp"

#include <cmath>
#include <optional>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "engine/latent/great_circle.hpp"
#include "engine/latent/leg_path.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/latent/smooth_paths.hpp"
#include "engine/latent/vectors.hpp"

namespace ganscope {
namespace {

void check_anchors(PathKind kind, std::span<const Latent> anchors, const LatentSpace& space, bool sphere) {
  const auto fail = [&](const std::string& what) {
    throw Error("a tour of kind '" + name_of(kind) + "': " + what);
  };
  if (anchors.empty()) fail("no anchors; expected at least one");
  if (kind == PathKind::circle && anchors.size() > 2)
    fail(std::to_string(anchors.size()) +
         " anchors; expected 1 or 2, as three seldom lie on one circle; 'arcs' and 'smooth' take any number");
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    const std::string which = "anchor " + std::to_string(i + 1);
    if (anchors[i].size() != static_cast<std::size_t>(space.size))
      fail(which + " has " + counted(static_cast<std::int64_t>(anchors[i].size()), "number") + "; expected " +
           std::to_string(space.size));
    const double length = norm(anchors[i]);
    if (!std::isfinite(length)) fail(which + " has a number that is not finite");
    if (sphere && kind != PathKind::straight && length == 0)
      fail(which + " is the zero vector, which lies on no circle around it; 'straight' passes it");
  }
}

using MakeLeg = Leg (*)(const Latent&, const Latent&);

LatentPathPtr through_all(std::span<const Latent> anchors, MakeLeg leg) {
  std::vector<Leg> legs;
  for (std::size_t i = 0; i < anchors.size(); ++i)
    legs.push_back(leg(anchors[i], anchors[(i + 1) % anchors.size()]));
  return std::make_shared<LegPath>(std::move(legs), anchors.size());
}

/// The box's circle: straight on through both, see make_path().
LatentPathPtr reflected_circle(std::span<const Latent> anchors, const LatentSpace& space) {
  const Latent& first = anchors.front();
  if (anchors.size() == 1)
    return std::make_shared<LegPath>(std::vector{reflected_leg(space, first, first)}, 1);
  return std::make_shared<LegPath>(
      std::vector{line_leg(first, anchors[1]), reflected_leg(space, anchors[1], first)}, 2);
}

LatentPathPtr box_path(PathKind kind, std::span<const Latent> anchors, const LatentSpace& space) {
  if (kind == PathKind::circle && space.is_box()) return reflected_circle(anchors, space);
  if (kind == PathKind::smooth) return smooth_box_path(anchors);
  return through_all(anchors, line_leg);
}

}  // namespace

LatentPathPtr make_path(PathKind kind, std::span<const Latent> anchors, const LatentSpace& space) {
  const bool sphere = !space.is_box() && space.size > 1;
  check_anchors(kind, anchors, space, sphere);
  std::vector<Latent> inside;
  for (const Latent& anchor : anchors) inside.push_back(reflected(space, anchor));
  if (!sphere) return box_path(kind, inside, space);
  switch (kind) {
    case PathKind::circle:
      return std::make_shared<GreatCircle>(inside[0],
                                           inside.size() > 1 ? std::optional(inside[1]) : std::nullopt);
    case PathKind::arcs:
      return through_all(inside, arc_leg);
    case PathKind::smooth:
      return smooth_sphere_path(inside);
    case PathKind::straight:
      break;
  }
  return through_all(inside, line_leg);
}

}  // namespace ganscope
