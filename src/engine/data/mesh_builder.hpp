#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "engine/data/prior.hpp"

namespace ganscope {

/// Where a patch of a mesh stands and how much of the prior it carries.
struct PatchShape {
  std::vector<float> x;    ///< first coordinate of each column of vertices, at least two
  std::vector<float> y;    ///< second coordinate of each row, at least two
  int line_intervals = 1;  ///< grid lines divide each direction into about this many
  double mass = 1;         ///< prior probability, shared evenly by the cells
};

/// Collects vertices, triangles and lines of a PriorMesh; charts come from the prior itself.
class MeshBuilder {
 public:
  explicit MeshBuilder(const Prior& prior);

  /// A latent with these first two coordinates (one for dims 1) and 0 for the others.
  std::uint32_t add_vertex(float x, float y);
  /// Two triangles for each cell, and grid lines along the vertices.
  void add_patch(const PatchShape& shape);
  /// Lines from each of `vertices` to the next, sharing `mass` evenly; closed back to the first.
  void add_curve(std::span<const std::uint32_t> vertices, bool closed, double mass);
  /// An atom.
  void add_point(std::uint32_t vertex);

  [[nodiscard]] PriorMesh take();

 private:
  void add_line(std::uint32_t from, std::uint32_t to);

  const Prior& prior_;
  PriorMesh result_;
};

/// Grid lines stand about this part of the chart apart, whatever the resolution.
inline constexpr int kGridLines = 20;

/// Throws UsageError unless `resolution` is 2 to 1024; returns it.
int checked_resolution(int resolution);

/// `count` values at even steps from `low` to `high`, both included.
[[nodiscard]] std::vector<float> even_steps(double low, double high, int count);

}  // namespace ganscope
