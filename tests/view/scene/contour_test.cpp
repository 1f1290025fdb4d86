#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <glm/geometric.hpp>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "view/scene/geometry.hpp"

using namespace ganscope;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

Field sampled(int columns, int rows, Bounds bounds, const std::function<float(glm::vec2)>& f) {
  Field field{.columns = columns, .rows = rows, .bounds = bounds, .answer = {}};
  const glm::vec2 extent = bounds.max - bounds.min;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const glm::vec2 share{(static_cast<float>(column) + 0.5f) / static_cast<float>(columns),
                            (static_cast<float>(row) + 0.5f) / static_cast<float>(rows)};
      field.answer.push_back(f(bounds.min + extent * share));
    }
  }
  return field;
}

/// Cell centres at whole numbers from (0, 0).
Field grid(int columns, int rows, std::vector<float> values) {
  return {.columns = columns,
          .rows = rows,
          .bounds = {{-0.5f, -0.5f}, {static_cast<float>(columns) - 0.5f, static_cast<float>(rows) - 0.5f}},
          .answer = std::move(values)};
}

/// How often each point is an end of a segment.
std::map<std::pair<float, float>, int> end_counts(const std::vector<glm::vec2>& lines) {
  std::map<std::pair<float, float>, int> counts;
  for (const glm::vec2 p : lines) ++counts[{p.x, p.y}];
  return counts;
}

float total_length(const std::vector<glm::vec2>& lines) {
  float sum = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); i += 2) sum += glm::distance(lines[i], lines[i + 1]);
  return sum;
}

void check_no_degenerate(const std::vector<glm::vec2>& lines) {
  REQUIRE(lines.size() % 2 == 0);
  std::map<std::pair<std::pair<float, float>, std::pair<float, float>>, int> seen;
  for (std::size_t i = 0; i < lines.size(); i += 2) {
    CHECK(lines[i] != lines[i + 1]);
    for (const glm::vec2 p : {lines[i], lines[i + 1]}) CHECK((std::isfinite(p.x) && std::isfinite(p.y)));
    const std::pair a{lines[i].x, lines[i].y};
    const std::pair b{lines[i + 1].x, lines[i + 1].y};
    CHECK(++seen[std::minmax(a, b)] == 1);
  }
}

}  // namespace

TEST_CASE("a linear field has a straight iso-line from border to border") {
  // 0.3 x + 0.1 y = 0.25 is exact under linear interpolation.
  const Field field = sampled(12, 9, {{-1, -2}, {2, 1}}, [](glm::vec2 p) { return 0.3f * p.x + 0.1f * p.y; });
  const std::vector<glm::vec2> lines = iso_lines(field, 0.25f);
  REQUIRE_FALSE(lines.empty());
  for (const glm::vec2 p : lines) CHECK(0.3f * p.x + 0.1f * p.y == doctest::Approx(0.25).epsilon(1e-4));
  // Between the outermost centres: y from -2 + 1/6 to 1 - 1/6, and x moves by a third of that.
  const float height = 3 - 1.f / 3;
  CHECK(total_length(lines) == doctest::Approx(height * std::sqrt(1 + 1.f / 9)).epsilon(1e-3));
  int ends = 0;
  for (const auto& [point, count] : end_counts(lines)) {
    CHECK(count <= 2);
    if (count == 1) ++ends;
  }
  CHECK(ends == 2);
  check_no_degenerate(lines);
}

TEST_CASE("a circle is a closed loop of the right radius and length") {
  const Field field = sampled(64, 48, {{-2, -1.5f}, {2, 1.5f}}, [](glm::vec2 p) { return glm::dot(p, p); });
  const std::vector<glm::vec2> lines = iso_lines(field, 1);
  REQUIRE_FALSE(lines.empty());
  // Linear interpolation of r^2 over a cell of size h errs by at most h^2 / 4, to the inside.
  constexpr float kCell = 1.f / 16;
  for (const glm::vec2 p : lines) {
    CHECK(glm::dot(p, p) <= 1 + 1e-4f);
    CHECK(std::abs(glm::dot(p, p) - 1) <= kCell * kCell / 4);
  }
  for (const auto& [point, count] : end_counts(lines)) CHECK(count == 2);
  CHECK(total_length(lines) == doctest::Approx(2 * 3.14159265).epsilon(5e-3));
  check_no_degenerate(lines);
}

TEST_CASE("two circles are two closed loops") {
  const Field field = sampled(80, 40, {{-2, -1}, {2, 1}}, [](glm::vec2 p) {
    return std::min(glm::distance(p, {-1, 0}), glm::distance(p, {1, 0}));
  });
  const std::vector<glm::vec2> lines = iso_lines(field, 0.5f);
  for (const auto& [point, count] : end_counts(lines)) CHECK(count == 2);
  CHECK(total_length(lines) == doctest::Approx(2 * 3.14159265).epsilon(1e-2));
}

TEST_CASE("a saddle follows the mean of its corners") {
  // Corners (0,0) and (1,1) high, the others low.
  const std::vector<glm::vec2> joined = iso_lines(grid(2, 2, {1, 0, 0, 1}), 0.4f);  // mean 0.5 above
  const std::vector<glm::vec2> parted = iso_lines(grid(2, 2, {1, 0, 0, 1}), 0.6f);  // mean 0.5 below
  REQUIRE(joined.size() == 4);
  REQUIRE(parted.size() == 4);
  // Joined: each segment cuts off a low corner; parted: a high one.
  for (std::size_t i = 0; i < 4; i += 2) {
    const glm::vec2 low_cut = 0.5f * (joined[i] + joined[i + 1]);
    CHECK(std::min(glm::distance(low_cut, {1, 0}), glm::distance(low_cut, {0, 1})) < 0.45f);
    const glm::vec2 high_cut = 0.5f * (parted[i] + parted[i + 1]);
    CHECK(std::min(glm::distance(high_cut, {0, 0}), glm::distance(high_cut, {1, 1})) < 0.45f);
  }
  // The mirrored saddle.
  const std::vector<glm::vec2> mirrored = iso_lines(grid(2, 2, {0, 1, 1, 0}), 0.4f);
  REQUIRE(mirrored.size() == 4);
  for (std::size_t i = 0; i < 4; i += 2) {
    const glm::vec2 low_cut = 0.5f * (mirrored[i] + mirrored[i + 1]);
    CHECK(std::min(glm::distance(low_cut, {0, 0}), glm::distance(low_cut, {1, 1})) < 0.45f);
  }
}

TEST_CASE("every pattern of corners separates above from below") {
  for (unsigned pattern = 0; pattern < 16; ++pattern) {
    std::vector<float> values;
    for (unsigned corner = 0; corner < 4; ++corner)
      values.push_back((pattern >> corner & 1) != 0 ? 1.f : 0.f);
    const std::vector<glm::vec2> lines = iso_lines(grid(2, 2, values), 0.5f);
    // Corner order is (0,0), (1,0), (0,1), (1,1); an edge is crossed where its corners differ.
    const std::vector<std::pair<int, int>> edges{{0, 1}, {2, 3}, {0, 2}, {1, 3}};
    const std::vector<glm::vec2> middles{{0.5f, 0}, {0.5f, 1}, {0, 0.5f}, {1, 0.5f}};
    CAPTURE(pattern);
    for (std::size_t e = 0; e < edges.size(); ++e) {
      const auto a = static_cast<std::size_t>(edges[e].first);
      const auto b = static_cast<std::size_t>(edges[e].second);
      const bool crossed = values[a] != values[b];
      CHECK(std::count(lines.begin(), lines.end(), middles[e]) == (crossed ? 1 : 0));
    }
  }
}

TEST_CASE("values that equal the level give one clean line") {
  SUBCASE("a row on the level between low and high") {
    const std::vector<glm::vec2> lines = iso_lines(grid(4, 3, {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2}), 1);
    check_no_degenerate(lines);
    CHECK(total_length(lines) == doctest::Approx(3));
    for (const glm::vec2 p : lines) CHECK(p.y == 1);
  }
  SUBCASE("a valley or a ridge on the level isn't drawn twice") {
    const std::vector<glm::vec2> valley = iso_lines(grid(4, 3, {2, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 2}), 1);
    check_no_degenerate(valley);
    CHECK(total_length(valley) == doctest::Approx(3));
    check_no_degenerate(iso_lines(grid(4, 3, {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0}), 1));
  }
  SUBCASE("a line through corners, diagonally") {
    const std::vector<glm::vec2> lines = iso_lines(grid(3, 3, {0, 1, 2, -1, 0, 1, -2, -1, 0}), 0);
    check_no_degenerate(lines);
    CHECK(total_length(lines) == doctest::Approx(2 * std::sqrt(2.f)));
    for (const glm::vec2 p : lines) CHECK(p.x == p.y);
  }
  SUBCASE("a single corner on the level among higher ones is no line") {
    CHECK(iso_lines(grid(3, 3, {2, 2, 2, 2, 1, 2, 2, 2, 2}), 1).empty());
  }
  SUBCASE("a plateau on the level") {
    CHECK(iso_lines(grid(3, 3, std::vector<float>(9, 0.5f)), 0.5f).empty());
  }
}

TEST_CASE("cells with values that aren't finite have no line, their neighbours keep theirs") {
  // Level 0.5 lies between rows 0 and 1 of a 5 x 2 grid; the middle column is broken.
  for (const float broken : {kNan, std::numeric_limits<float>::infinity()}) {
    const std::vector<glm::vec2> lines = iso_lines(grid(5, 2, {0, 0, broken, 0, 0, 1, 1, 1, 1, 1}), 0.5f);
    CHECK(total_length(lines) == doctest::Approx(2));
    for (const glm::vec2 p : lines) {
      CHECK(p.y == doctest::Approx(0.5));
      CHECK((p.x <= 1 || p.x >= 3));
    }
  }
}

TEST_CASE("fields without cells have no lines") {
  CHECK(iso_lines({}, 0.5f).empty());
  CHECK(iso_lines(grid(4, 1, {0, 1, 0, 1}), 0.5f).empty());
  CHECK(iso_lines(grid(1, 4, {0, 1, 0, 1}), 0.5f).empty());
  CHECK(iso_lines(grid(4, 4, {0, 1}), 0.5f).empty());  // fewer values than cells
  CHECK(iso_lines(grid(2, 2, {0, 1, 0, 1}), kNan).empty());
}
