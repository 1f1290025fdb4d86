#include "engine/latent/grid_motion.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "engine/latent/leg_path.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/latent/vectors.hpp"

namespace ganscope {
namespace {

/// Orthonormal directions of the grid that turn: all of them, or `room` where they are more.
std::vector<Latent> turning_directions(const LatentGrid& grid, std::size_t room, Rng& rng) {
  if (grid.span.size() <= room) return grid.span;
  const Latent middle = mean(grid.cells);
  std::vector<Latent> out = orthonormal_basis({&middle, 1});
  while (out.size() < room) {
    Latent way(middle.size(), 0.0);
    for (const Latent& b : grid.span) way = combined(1, way, rng.normal(), b);
    out.push_back(direction(rejected(std::move(way), out)));
  }
  return out;
}

/// As many orthonormal directions, orthogonal to the grid, to turn towards.
std::vector<Latent> directions_aside(const std::vector<Latent>& span, std::size_t count, int size, Rng& rng) {
  std::vector<Latent> taken = span;
  while (taken.size() < span.size() + count) taken.push_back(seeded_orthogonal(taken, size, rng));
  return {taken.begin() + static_cast<std::ptrdiff_t>(span.size()), taken.end()};
}

}  // namespace

GridMotion::GridMotion(LatentGrid grid, const LatentSpace& space, std::uint64_t seed)
    : grid_(std::move(grid)), space_(space) {
  if (!space.is_box())
    plan_turn(space.size, seed);
  else
    plan_shift(space, seed);
}

void GridMotion::plan_turn(int size, std::uint64_t seed) {
  const auto dimensions = static_cast<std::size_t>(size);
  if (grid_.span.size() >= dimensions)
    throw Error("a grid that spans all " + std::to_string(size) +
                " dimensions of the latent space has no circle orthogonal to it; expected fewer cells or "
                "another kind of grid");
  Rng rng(seed, "grid motion");
  const std::vector<Latent> from = turning_directions(grid_, dimensions - grid_.span.size(), rng);
  const std::vector<Latent> to = directions_aside(grid_.span, from.size(), size, rng);
  for (const Latent& cell : grid_.cells) {
    Latent turning(dimensions, 0.0);
    Latent aside(dimensions, 0.0);
    for (std::size_t i = 0; i < from.size(); ++i) {
      const double x = dot(cell, from[i]);
      turning = combined(1, turning, x, from[i]);
      aside = combined(1, aside, x, to[i]);
    }
    turning_.push_back(std::move(turning));
    aside_.push_back(std::move(aside));
  }
}

void GridMotion::plan_shift(const LatentSpace& space, std::uint64_t seed) {
  Rng rng(seed, "grid motion");
  double most = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(space.size); ++i) {
    const auto [low, high] =
        std::minmax_element(grid_.cells.begin(), grid_.cells.end(),
                            [i](const Latent& a, const Latent& b) { return a[i] < b[i]; });
    const double below = std::max(0.0, (*low)[i] - static_cast<double>(space.low));
    const double above = std::max(0.0, static_cast<double>(space.high) - (*high)[i]);
    const double swing = 0.5 * (below + above);
    const double middle = 0.5 * (above - below);
    const double rising = swing > 0 ? std::asin(std::clamp(-middle / swing, -1.0, 1.0)) : 0;
    middle_.push_back(middle);
    swing_.push_back(swing);
    phase_.push_back(rng.below(2) == 1 ? rising : std::numbers::pi - rising);  // up first, or down
    most = std::max(most, swing);
  }
  if (most == 0)
    throw Error(
        "a grid that touches both bounds of its uniform prior in every number has no room to move; expected "
        "other cells or another kind of grid");
}

LatentGrid GridMotion::at(double position) const {
  const double lap = lap_share(position);
  if (lap == 0) return grid_;
  const double angle = 2 * std::numbers::pi * lap;
  LatentGrid moved = grid_;
  for (std::size_t c = 0; c < moved.cells.size(); ++c) {
    Latent& cell = moved.cells[c];
    if (!space_.is_box()) {
      cell = combined(1, combined(1, cell, std::cos(angle) - 1, turning_[c]), std::sin(angle), aside_[c]);
      continue;
    }
    for (std::size_t i = 0; i < cell.size(); ++i)
      cell[i] += middle_[i] + swing_[i] * std::sin(angle + phase_[i]);
    cell = reflected(space_, std::move(cell));  // what rounding put beyond the bounds
  }
  return moved;
}

LatentGrid moved_grid(const LatentGrid& grid, const LatentSpace& space, double position, std::uint64_t seed) {
  return lap_share(position) == 0 ? grid : GridMotion(grid, space, seed).at(position);
}

}  // namespace ganscope
