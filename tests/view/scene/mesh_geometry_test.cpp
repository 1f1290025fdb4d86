#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "view/scene/colour_maps.hpp"
#include "view/scene/geometry.hpp"

using namespace ganscope;

namespace {

const Theme& kTheme = theme(ThemeKind::dark);
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// The square prior mapped by `x(u)`, v unchanged: n x n cells of equal mass, two triangles each.
template <class Map>
LatentMesh sheet(int n, Map x) {
  LatentMesh mesh;
  const auto side = static_cast<std::uint32_t>(n + 1);
  for (std::uint32_t row = 0; row < side; ++row) {
    for (std::uint32_t column = 0; column < side; ++column) {
      const glm::vec2 chart{static_cast<float>(column) / static_cast<float>(n),
                            static_cast<float>(row) / static_cast<float>(n)};
      mesh.chart.push_back(chart);
      mesh.position.emplace_back(x(chart.x), chart.y);
      if (column + 1 < side && row + 1 < side) {
        const std::uint32_t a = row * side + column;
        mesh.triangles.insert(mesh.triangles.end(), {a, a + 1, a + side + 1, a, a + side + 1, a + side});
        const float mass = 0.5f / static_cast<float>(n * n);
        mesh.triangle_mass.insert(mesh.triangle_mass.end(), {mass, mass});
        mesh.lines.insert(mesh.lines.end(), {a, a + 1, a, a + side});
      }
    }
  }
  return mesh;
}

/// A 1-D prior along v = 0.5 with vertices at the given x and equal masses.
LatentMesh curve(const std::vector<float>& xs) {
  LatentMesh mesh;
  const auto parts = static_cast<float>(xs.size() - 1);
  for (std::size_t i = 0; i < xs.size(); ++i) {
    mesh.chart.emplace_back(static_cast<float>(i) / parts, 0.5f);
    mesh.position.emplace_back(xs[i], 0.f);
    if (i == 0) continue;
    mesh.lines.insert(mesh.lines.end(), {static_cast<std::uint32_t>(i - 1), static_cast<std::uint32_t>(i)});
    mesh.line_mass.push_back(1 / parts);
  }
  return mesh;
}

}  // namespace

TEST_CASE("the square mapped onto itself is evenly translucent, at any size") {
  for (const float size : {1e-3f, 1.f, 50.f}) {
    LatentMesh mesh = sheet(8, [](float u) { return u; });
    for (glm::vec2& p : mesh.position) p *= size;
    const Triangles triangles = mesh_triangles(mesh, kTheme);
    REQUIRE(triangles.size() == mesh.triangles.size());
    for (const ColouredVertex& v : triangles) {
      CHECK(v.colour.a >= 0.35f);
      CHECK(v.colour.a <= 0.45f);
    }
  }
}

TEST_CASE("vertices keep their place and take their latent's colour") {
  const LatentMesh mesh = sheet(3, [](float u) { return u * u; });
  const Triangles triangles = mesh_triangles(mesh, kTheme);
  REQUIRE(triangles.size() == mesh.triangles.size());
  for (std::size_t i = 0; i < triangles.size(); ++i) {
    const std::uint32_t vertex = mesh.triangles[i];
    CHECK(triangles[i].position == mesh.position[vertex]);
    CHECK(triangles[i].colour.with_alpha(1) == latent_colour(mesh.chart[vertex], kTheme));
    CHECK(triangles[i].colour.a == triangles[i - i % 3].colour.a);  // one opacity a triangle
  }
}

TEST_CASE("opacity grows with density, and stays visible and translucent at the extremes") {
  // The outer columns are stretched 1000-fold and crowded 1000-fold.
  const LatentMesh mesh = sheet(10, [](float u) {
    if (u < 0.05f) return -100.f;
    return u < 0.95f ? u : 0.9001f;
  });
  const Triangles triangles = mesh_triangles(mesh, kTheme);
  REQUIRE(triangles.size() == mesh.triangles.size());
  const float stretched = triangles[0].colour.a;
  const float usual = triangles[6 * 4].colour.a;
  const float crowded = triangles[6 * 9].colour.a;
  CHECK(stretched < usual - 0.2f);
  CHECK(crowded > usual + 0.2f);
  CHECK(stretched >= 0.05f);
  CHECK(crowded <= 0.9f);
}

TEST_CASE("opacity depends on mass over area only") {
  // Cells twice as wide with twice the mass look like the others.
  LatentMesh mesh = sheet(2, [](float u) { return u < 0.75f ? u : 1.5f; });
  for (const std::size_t wide : {2u, 3u, 6u, 7u}) mesh.triangle_mass[wide] *= 2;
  const Triangles triangles = mesh_triangles(mesh, kTheme);
  REQUIRE(triangles.size() == 24);
  for (const ColouredVertex& v : triangles) CHECK(v.colour.a == doctest::Approx(triangles[0].colour.a));
}

TEST_CASE("most of the mass collapsed to a point leaves the rest visible") {
  const LatentMesh mesh = sheet(10, [](float u) { return u < 0.65f ? 1e-6f * u : u; });
  const Triangles triangles = mesh_triangles(mesh, kTheme);
  REQUIRE(triangles.size() == mesh.triangles.size());
  CHECK(triangles[0].colour.a > 0.8f);      // the point
  CHECK(triangles[6 * 8].colour.a > 0.1f);  // the sheet
}

TEST_CASE("triangles without area or with broken positions are left out") {
  LatentMesh mesh = sheet(2, [](float u) { return u; });
  const float usual = mesh_triangles(mesh, kTheme)[0].colour.a;
  mesh.position[0] = {kNan, 0};         // in two triangles
  mesh.position[5] = mesh.position[8];  // in three, two of which it flattens
  const Triangles triangles = mesh_triangles(mesh, kTheme);
  CHECK(triangles.size() % 3 == 0);
  CHECK(triangles.size() < 24);
  CHECK(triangles.size() >= 3 * 3);
  for (const ColouredVertex& v : triangles) {
    CHECK(std::isfinite(v.position.x));
    CHECK(std::isfinite(v.colour.a));
  }
  CHECK(triangles[0].colour.a == doctest::Approx(usual).epsilon(0.3));
  for (glm::vec2& p : mesh.position) p = {1, 1};
  CHECK(mesh_triangles(mesh, kTheme).empty());
  for (glm::vec2& p : mesh.position) p = {std::numeric_limits<float>::infinity(), kNan};
  CHECK(mesh_triangles(mesh, kTheme).empty());
  CHECK(mesh_lines(mesh, kTheme).empty());
}

TEST_CASE("a mesh that is empty or carries no mass") {
  CHECK(mesh_triangles({}, kTheme).empty());
  CHECK(mesh_lines({}, kTheme).empty());
  LatentMesh mesh = sheet(2, [](float u) { return u; });
  for (std::vector<float> masses :
       {std::vector<float>{}, std::vector<float>(8, 0.f), std::vector<float>(8, kNan)}) {
    mesh.triangle_mass = masses;
    const Triangles triangles = mesh_triangles(mesh, kTheme);
    REQUIRE(triangles.size() == 24);
    for (const ColouredVertex& v : triangles) CHECK(v.colour.a == doctest::Approx(0.4));
  }
  mesh.triangles.back() = 1000;  // points at no vertex
  CHECK(mesh_triangles(mesh, kTheme).size() == 21);
}

TEST_CASE("grid lines of a sheet are faint and even") {
  const LatentMesh mesh = sheet(4, [](float u) { return u * u; });
  const Segments lines = mesh_lines(mesh, kTheme);
  REQUIRE(lines.size() == mesh.lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CHECK(lines[i].position == mesh.position[mesh.lines[i]]);
    CHECK(lines[i].colour.a == lines[0].colour.a);
  }
  CHECK(lines[0].colour.a < 0.3f);
  CHECK(lines[0].colour.a > 0.1f);
}

TEST_CASE("the curve of a 1-D prior follows density") {
  const Segments even = mesh_lines(curve({0, 1, 2, 3, 4}), kTheme);
  REQUIRE(even.size() == 8);
  for (const ColouredVertex& v : even) CHECK(v.colour.a == doctest::Approx(0.83).epsilon(0.03));
  const Segments torn = mesh_lines(curve({0, 0.1f, 0.2f, 5, 5.1f, 5.2f, 5.2001f}), kTheme);
  REQUIRE(torn.size() == 12);
  CHECK(torn[4].colour.a < 0.35f);  // the leap
  CHECK(torn[4].colour.a >= 0.15f);
  CHECK(torn[0].colour.a > 0.7f);
  CHECK(torn[10].colour.a > torn[0].colour.a + 0.1f);  // the crowded end
  CHECK(torn[0].colour.with_alpha(1) == latent_colour({0, 0.5f}, kTheme));
  CHECK(torn[11].colour.with_alpha(1) == latent_colour({1, 0.5f}, kTheme));
  CHECK(mesh_lines(curve({0, 0, 1, kNan, 2}), kTheme).size() == 2);  // one real piece is left
}
