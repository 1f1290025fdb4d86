#include "engine/data/mesh_builder.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/error.hpp"

namespace ganscope {
namespace {

/// Columns (or rows) of vertices that carry a grid line: both ends and even steps between.
std::vector<std::uint32_t> line_places(std::size_t vertices, int intervals) {
  const std::size_t cells = vertices - 1;
  const std::size_t lines = std::max<std::size_t>(1, std::min(static_cast<std::size_t>(intervals), cells));
  std::vector<std::uint32_t> places;
  for (std::size_t i = 0; i <= lines; ++i)
    places.push_back(static_cast<std::uint32_t>((2 * i * cells + lines) / (2 * lines)));
  return places;
}

}  // namespace

MeshBuilder::MeshBuilder(const Prior& prior) : prior_(prior) {}

std::uint32_t MeshBuilder::add_vertex(float x, float y) {
  const auto dims = static_cast<std::size_t>(prior_.dims());
  const std::size_t start = result_.latents.size();
  result_.latents.resize(start + dims, 0.0F);
  result_.latents[start] = x;
  if (dims > 1) result_.latents[start + 1] = y;
  result_.mesh.chart.push_back(prior_.chart(std::span(result_.latents).subspan(start, dims)));
  return static_cast<std::uint32_t>(result_.mesh.chart.size() - 1);
}

void MeshBuilder::add_line(std::uint32_t from, std::uint32_t to) {
  result_.mesh.lines.insert(result_.mesh.lines.end(), {from, to});
}

void MeshBuilder::add_patch(const PatchShape& shape) {
  const auto columns = static_cast<std::uint32_t>(shape.x.size());
  const auto rows = static_cast<std::uint32_t>(shape.y.size());
  const auto first = static_cast<std::uint32_t>(result_.mesh.chart.size());
  const auto vertex = [&](std::uint32_t column, std::uint32_t row) { return first + row * columns + column; };
  for (const float y : shape.y)
    for (const float x : shape.x) add_vertex(x, y);

  const double triangles = 2.0 * (columns - 1) * (rows - 1);
  for (std::uint32_t row = 0; row + 1 < rows; ++row)
    for (std::uint32_t column = 0; column + 1 < columns; ++column) {
      const std::uint32_t a = vertex(column, row), b = vertex(column + 1, row);
      const std::uint32_t c = vertex(column + 1, row + 1), d = vertex(column, row + 1);
      result_.mesh.triangles.insert(result_.mesh.triangles.end(), {a, b, c, a, c, d});
      result_.mesh.triangle_mass.insert(result_.mesh.triangle_mass.end(), 2,
                                        static_cast<float>(shape.mass / triangles));
    }

  for (const std::uint32_t row : line_places(rows, shape.line_intervals))
    for (std::uint32_t column = 0; column + 1 < columns; ++column)
      add_line(vertex(column, row), vertex(column + 1, row));
  for (const std::uint32_t column : line_places(columns, shape.line_intervals))
    for (std::uint32_t row = 0; row + 1 < rows; ++row) add_line(vertex(column, row), vertex(column, row + 1));
}

void MeshBuilder::add_curve(std::span<const std::uint32_t> vertices, bool closed, double mass) {
  const std::size_t lines = vertices.size() - (closed ? 0 : 1);
  for (std::size_t i = 0; i < lines; ++i) add_line(vertices[i], vertices[(i + 1) % vertices.size()]);
  result_.mesh.line_mass.insert(result_.mesh.line_mass.end(), lines,
                                static_cast<float>(mass / static_cast<double>(lines)));
}

void MeshBuilder::add_point(std::uint32_t vertex) { result_.mesh.points.push_back(vertex); }

PriorMesh MeshBuilder::take() { return std::move(result_); }

int checked_resolution(int resolution) {
  if (resolution < 2 || resolution > 1024)
    throw out_of_range("resolution of the latent mesh", std::to_string(resolution), "2 to 1024");
  return resolution;
}

std::vector<float> even_steps(double low, double high, int count) {
  std::vector<float> steps;
  steps.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) steps.push_back(static_cast<float>(low + (high - low) * i / (count - 1)));
  return steps;
}

}  // namespace ganscope
