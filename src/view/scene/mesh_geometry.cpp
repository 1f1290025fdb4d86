#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "view/scene/colour_maps.hpp"
#include "view/scene/geometry.hpp"

namespace ganscope {
namespace {

/// How density becomes opacity: `least` where the sheet is torn thin, `most` where it is crowded,
/// between them the law of an absorbing medium, so that folds add up when they are blended.
struct OpacityLaw {
  float least;
  float most;
  float absorption;

  [[nodiscard]] float operator()(double relative_density) const {
    const auto thickness = static_cast<float>(std::min(relative_density, 1e6)) * absorption;
    return least + (most - least) * (1 - std::exp(-thickness));
  }
};

constexpr OpacityLaw kSheet{.least = 0.08f, .most = 0.85f, .absorption = 0.60f};  // 0.43 at density 1
constexpr OpacityLaw kCurve{.least = 0.15f, .most = 1.0f, .absorption = 1.6f};    // 0.83 at density 1
constexpr float kGridLine = 0.2f;
constexpr float kPlainCurve = 0.8f;
constexpr float kPlainSheet = 0.4f;
constexpr double kNoMass = -1;

/// The reference may exceed the lower quartile so many times. Without the bound, half of the mass
/// collapsed into a point would make everything else invisible.
constexpr double kCrowding = 8;

struct Piece {
  std::size_t index = 0;  ///< which triangle or line
  double mass = 0;
  double size = 0;  ///< area or length in data units, positive
  [[nodiscard]] double density() const { return mass / size; }
};

/// The density that `share` of the mass stays below. `pieces` ascend in density.
double density_quantile(const std::vector<Piece>& pieces, double share) {
  double mass = 0;
  for (const Piece& piece : pieces) mass += piece.mass;
  double below = 0;
  for (const Piece& piece : pieces) {
    below += piece.mass;
    if (piece.mass > 0 && below >= share * mass) return piece.density();
  }
  return 0;
}

/// The density drawn as "one": the mass-weighted median, which half of the samples exceed. Being a
/// quantile it ignores how far the few pieces are stretched that span a gap. 0 without mass.
double reference_density(std::vector<Piece> pieces) {
  std::sort(pieces.begin(), pieces.end(),
            [](const Piece& a, const Piece& b) { return a.density() < b.density(); });
  return std::min(density_quantile(pieces, 0.5), kCrowding * density_quantile(pieces, 0.25));
}

bool usable(const LatentMesh& mesh, std::uint32_t vertex) {
  return vertex < mesh.position.size() && vertex < mesh.chart.size() &&
         std::isfinite(mesh.position[vertex].x) && std::isfinite(mesh.position[vertex].y);
}

double area(glm::vec2 a, glm::vec2 b, glm::vec2 c) {
  const double abx = static_cast<double>(b.x) - a.x;
  const double aby = static_cast<double>(b.y) - a.y;
  const double acx = static_cast<double>(c.x) - a.x;
  const double acy = static_cast<double>(c.y) - a.y;
  return std::abs(abx * acy - aby * acx) / 2;
}

double length(glm::vec2 a, glm::vec2 b) {
  return std::hypot(static_cast<double>(b.x) - a.x, static_cast<double>(b.y) - a.y);
}

/// Triangles or lines of a mesh.
struct Primitives {
  const std::vector<std::uint32_t>& indices;
  const std::vector<float>& masses;
  std::size_t corners;  ///< indices each
};

/// The primitives that can be drawn: finite and larger than nothing (one without size covers no
/// pixel and has no density).
std::vector<Piece> pieces_of(const LatentMesh& mesh, const Primitives& primitives) {
  const auto& [indices, masses, corners] = primitives;
  const std::vector<glm::vec2>& p = mesh.position;
  std::vector<Piece> pieces;
  const std::size_t count = indices.size() / corners;
  pieces.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::span v(&indices[i * corners], corners);
    if (!std::all_of(v.begin(), v.end(), [&](std::uint32_t vertex) { return usable(mesh, vertex); }))
      continue;
    const double size = corners == 3 ? area(p[v[0]], p[v[1]], p[v[2]]) : length(p[v[0]], p[v[1]]);
    if (!(size > 0)) continue;
    const double mass = i < masses.size() && std::isfinite(masses[i]) ? std::max(masses[i], 0.f) : 0.0;
    pieces.push_back({.index = i, .mass = mass, .size = size});
  }
  return pieces;
}

/// The vertices of every piece in their latent colours, with the opacity that `opacity(density)`
/// gives; density is relative to the reference, negative when the mesh carries no mass.
std::vector<ColouredVertex> shade(const LatentMesh& mesh, const Primitives& primitives, const Theme& theme,
                                  float (*opacity)(double relative_density)) {
  const std::vector<Piece> pieces = pieces_of(mesh, primitives);
  const double reference = reference_density(pieces);
  std::vector<Colour> colours;
  colours.reserve(mesh.chart.size());
  for (const glm::vec2 chart : mesh.chart) colours.push_back(latent_colour(chart, theme));
  std::vector<ColouredVertex> vertices;
  vertices.reserve(pieces.size() * primitives.corners);
  for (const Piece& piece : pieces) {
    const float alpha = opacity(reference > 0 ? piece.density() / reference : kNoMass);
    for (std::size_t k = 0; k < primitives.corners; ++k) {
      const std::uint32_t vertex = primitives.indices[piece.index * primitives.corners + k];
      vertices.push_back({mesh.position[vertex], colours[vertex].with_alpha(alpha)});
    }
  }
  return vertices;
}

float sheet_opacity(double density) { return density < 0 ? kPlainSheet : kSheet(density); }
float curve_opacity(double density) { return density < 0 ? kPlainCurve : kCurve(density); }
float grid_opacity(double) { return kGridLine; }

}  // namespace

Triangles mesh_triangles(const LatentMesh& mesh, const Theme& theme) {
  return shade(mesh, {mesh.triangles, mesh.triangle_mass, 3}, theme, sheet_opacity);
}

Segments mesh_lines(const LatentMesh& mesh, const Theme& theme) {
  const bool surface = !mesh.triangles.empty();
  return shade(mesh, {mesh.lines, mesh.line_mass, 2}, theme, surface ? grid_opacity : curve_opacity);
}

}  // namespace ganscope
