#include "engine/latent/grid.hpp"

#include <algorithm>
#include <cmath>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "engine/latent/interpolation.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/latent/vectors.hpp"

namespace ganscope {
namespace {

bool is_normal(const LatentSpace& space) { return !space.is_box(); }

/// How far a uniform prior's latent goes when its numbers move by half the prior's width each, in the root
/// mean square: a unit vector of many dimensions moves each of them by little.
double box_step(const LatentSpace& space) {
  const double half_width = 0.5 * (static_cast<double>(space.high) - static_cast<double>(space.low));
  return half_width * std::sqrt(static_cast<double>(space.size));
}

void check(const GridOptions& options, std::span<const Latent> anchors, const LatentSpace& space) {
  const std::string what = "a grid of kind '" + name_of(options.kind) + "'";
  for (const auto& [name, side] : {std::pair("rows", options.rows), std::pair("columns", options.columns)})
    if (side < 1 || side > kMostGridSide)
      throw Error(what + " has " + std::to_string(side) + " " + name + "; expected 1 to " +
                  std::to_string(kMostGridSide));
  const std::size_t n = anchors.size();
  const std::size_t room = static_cast<std::size_t>(options.rows) * static_cast<std::size_t>(options.columns);
  const auto wants = [&](bool fits, const std::string& expected) {
    if (!fits)
      throw Error(what + " has " + counted(static_cast<std::int64_t>(n), "anchor") + "; expected " +
                  expected);
  };
  if (options.kind == GridKind::plane) wants(n == 3 || n == 4, "three or four corners");
  if (options.kind == GridKind::analogy) wants(n == 3, "three: a, b and c of b - a + c");
  if (options.kind == GridKind::local) wants(n == 1 || n == 3, "one, or three where two give the directions");
  if (options.kind == GridKind::coordinates) wants(n == 0, "none");
  if (options.kind == GridKind::anchors) wants(n >= 1 && n <= room, "1 to " + std::to_string(room));
  for (std::size_t i = 0; i < n; ++i) {
    const std::string which = what + ": anchor " + std::to_string(i + 1);
    if (anchors[i].size() != static_cast<std::size_t>(space.size))
      throw Error(which + " has " + counted(static_cast<std::int64_t>(anchors[i].size()), "number") +
                  "; expected " + std::to_string(space.size));
    if (!std::isfinite(norm(anchors[i]))) throw Error(which + " has a number that is not finite");
  }
}

/// Calls `make(row, column)` for every cell.
template <class Make>
LatentGrid filled(const GridOptions& options, Make make) {
  LatentGrid grid{options.rows, options.columns, {}, {}};
  for (int row = 0; row < options.rows; ++row)
    for (int column = 0; column < options.columns; ++column) grid.cells.push_back(make(row, column));
  return grid;
}

LatentGrid plane_grid(const GridOptions& options, std::span<const Latent> anchors, const LatentSpace& space) {
  std::vector<Latent> corners(anchors.begin(), anchors.end());
  if (corners.size() == 3) {
    Latent fourth = combined(1, combined(1, corners[1], -1, corners[0]), 1, corners[2]);
    if (is_normal(space))
      fourth = scaled(direction(fourth), (norm(corners[0]) + norm(corners[1]) + norm(corners[2])) / 3);
    corners.push_back(reflected(space, fourth));
  }
  const auto between = is_normal(space) ? slerp : lerp;
  return filled(options, [&](int row, int column) {
    const double down = cell_share(row, options.rows);
    const Latent left = between(corners[0], corners[2], down);
    const Latent right = between(corners[1], corners[3], down);
    return between(left, right, cell_share(column, options.columns));
  });
}

LatentGrid analogy_grid(const GridOptions& options, std::span<const Latent> anchors,
                        const LatentSpace& space) {
  const Latent across = combined(1, anchors[1], -1, anchors[0]);
  const Latent down = combined(1, anchors[2], -1, anchors[0]);
  return filled(options, [&](int row, int column) {
    const Latent in_row = combined(1, anchors[0], cell_share(column, options.columns), across);
    return reflected(space, combined(1, in_row, cell_share(row, options.rows), down));
  });
}

LatentGrid local_grid(const GridOptions& options, std::span<const Latent> anchors, const LatentSpace& space) {
  const Latent& centre = anchors[0];
  std::vector<Latent> directions;
  if (anchors.size() == 3) {
    // On the sphere directions are tangents: what is orthogonal to the centre itself.
    std::vector<Latent> ways;
    if (is_normal(space) && norm(centre) > 0) ways.push_back(centre);
    const std::size_t first = ways.size();
    for (const std::size_t i : {1U, 2U}) ways.push_back(combined(1, anchors[i], -1, centre));
    directions = orthonormal_basis(ways);
    if (directions.size() < first + 2)
      throw Error("a grid of kind 'local': the anchors lie on one line; expected two directions");
    directions.erase(directions.begin(), directions.begin() + static_cast<std::ptrdiff_t>(first));
  } else {
    directions = local_directions(space, centre, options.seed);
  }
  return filled(options, [&](int row, int column) {
    const double x = options.spread * (2 * cell_share(column, options.columns, 0.5) - 1);
    const double y = options.spread * (1 - 2 * cell_share(row, options.rows, 0.5));
    return local_point(space, centre, directions, x, y);
  });
}

LatentGrid coordinates_grid(const GridOptions& options, const LatentSpace& space) {
  const int last = options.first + std::max(options.rows, options.columns) - 2;
  if (options.first < 1 || last > space.size)
    throw Error("a grid of kind 'coordinates' goes from e_" + std::to_string(options.first) + " to e_" +
                std::to_string(last) + "; expected 1 to " + std::to_string(space.size));
  return filled(options, [&](int row, int column) {
    Latent cell(static_cast<std::size_t>(space.size), 0.0);
    if (row > 0) cell[static_cast<std::size_t>(options.first + row - 2)] += options.spread;
    if (column > 0) cell[static_cast<std::size_t>(options.first + column - 2)] += options.spread;
    return reflected(space, cell);
  });
}

LatentGrid grid_of(const GridOptions& options, std::span<const Latent> anchors, const LatentSpace& space) {
  switch (options.kind) {
    case GridKind::plane:
      return plane_grid(options, anchors, space);
    case GridKind::analogy:
      return analogy_grid(options, anchors, space);
    case GridKind::local:
      return local_grid(options, anchors, space);
    case GridKind::coordinates:
      return coordinates_grid(options, space);
    case GridKind::anchors:
      break;
  }
  return {options.rows, options.columns, {anchors.begin(), anchors.end()}, {}};
}

}  // namespace

double cell_share(int i, int count, double alone) {
  return count > 1 ? static_cast<double>(i) / (count - 1) : alone;
}

LatentGrid make_grid(const GridOptions& options, std::span<const Latent> anchors, const LatentSpace& space) {
  check(options, anchors, space);
  std::vector<Latent> inside;
  for (const Latent& anchor : anchors) inside.push_back(reflected(space, anchor));
  LatentGrid grid = grid_of(options, inside, space);
  grid.span = orthonormal_basis(grid.cells);
  return grid;
}

std::vector<Latent> local_directions(const LatentSpace& space, const Latent& centre, std::uint64_t seed) {
  std::vector<Latent> basis = orthonormal_basis({&centre, 1});
  std::vector<Latent> directions;
  Rng rng(seed, "local directions");
  while (directions.size() < 2 && basis.size() < static_cast<std::size_t>(space.size)) {
    basis.push_back(seeded_orthogonal(basis, space.size, rng));
    directions.push_back(basis.back());
  }
  // One or two dimensions leave no room beside the centre's own.
  if (directions.empty()) directions.push_back(Latent(centre.size(), 0.0));
  if (directions.size() < 2) directions.push_back(Latent(centre.size(), 0.0));
  return directions;
}

Latent local_point(const LatentSpace& space, const Latent& centre, std::span<const Latent> directions,
                   double x, double y) {
  if (x == 0 && y == 0) return centre;
  const Latent way = combined(x, directions[0], y, directions[1]);
  if (!is_normal(space)) return reflected(space, combined(1, centre, box_step(space), way));
  const double radius = norm(centre);
  // Around 0 there is no sphere to stay on, but a typical one to reach.
  if (radius == 0) return scaled(way, typical_radius(space));
  return scaled(sphere_exp(direction(centre), way), radius);
}

}  // namespace ganscope
