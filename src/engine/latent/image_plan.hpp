#pragma once
#include <vector>

#include "engine/latent/grid.hpp"
#include "engine/latent/path.hpp"
#include "exchange/class_priors.hpp"
#include "exchange/image_config.hpp"

/// From what a person asked for to latents. Throws UsageError or Error naming what doesn't fit.
namespace ganscope {

/// The classes' priors of the configuration's file; none where it names none.
[[nodiscard]] ClassPriors given_priors(const ImageConfig& config, const LatentSpace& space);

/// The latent of seed config.seed + `index` where no anchors are given: of the prior, or with classes' priors
/// of one class after the other, so that each has as many.
[[nodiscard]] Anchor numbered_anchor(const ImageConfig& config, const LatentSpace& space,
                                     const ClassPriors& classes, std::size_t index);

/// The anchors the configuration names, brought to the typical radius where it says so; none where it
/// names none.
[[nodiscard]] std::vector<Anchor> given_anchors(const ImageConfig& config, const LatentSpace& space);

/// Those, or as many seeds from config.seed on as the path (two) or the grid needs.
[[nodiscard]] std::vector<Anchor> tour_anchors(const ImageConfig& config, const LatentSpace& space);
[[nodiscard]] std::vector<Anchor> grid_anchors(const ImageConfig& config, const LatentSpace& space);

/// The path's kind for so many anchors, where the configuration leaves it open.
[[nodiscard]] PathKind path_kind(const ImageConfig& config, std::size_t anchors);
/// The grid's kind likewise.
[[nodiscard]] GridKind grid_kind(const ImageConfig& config, std::size_t anchors);

[[nodiscard]] LatentPathPtr planned_path(const ImageConfig& config, const std::vector<Anchor>& anchors,
                                         const LatentSpace& space);
/// A walk's pace: seconds from one of its random latents to the next, at speed 1.
inline constexpr double kWalkSeconds = 2;
/// The latent that config.latent writes, which may use the anchors' names; without one, the first anchor.
[[nodiscard]] Anchor planned_start(const ImageConfig& config, const std::vector<Anchor>& anchors,
                                   const LatentSpace& space);
/// The walk of seed config.explore from there on.
[[nodiscard]] LatentPathPtr planned_walk(const ImageConfig& config, const std::vector<Anchor>& anchors,
                                         const LatentSpace& space);

/// How the configuration wants a grid of this kind made.
[[nodiscard]] GridOptions grid_options(const ImageConfig& config, GridKind kind);
/// Those of `anchors` that the grid is made of: of more than its kind takes, the first count.
[[nodiscard]] std::vector<Anchor> used_anchors(const ImageConfig& config, std::vector<Anchor> anchors);
/// Made of used_anchors().
[[nodiscard]] LatentGrid planned_grid(const ImageConfig& config, const std::vector<Anchor>& anchors,
                                      const LatentSpace& space);

[[nodiscard]] std::vector<Latent> latents_of(const std::vector<Anchor>& anchors);

/// Throws Error when the label is none of the generator's classes.
void check_label(const ImageConfig& config, const LatentSpace& space);

}  // namespace ganscope
