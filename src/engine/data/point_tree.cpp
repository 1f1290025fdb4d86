#include "engine/data/point_tree.hpp"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <limits>
#include <utility>

namespace ganscope {
namespace {

/// The direction in which the sites reach farther: 0 for x, 1 for y.
int longer_side(std::span<const Site> sites) {
  glm::vec2 low = sites.front().position;
  glm::vec2 high = low;
  for (const Site& site : sites) {
    low = glm::min(low, site.position);
    high = glm::max(high, site.position);
  }
  return high.x - low.x >= high.y - low.y ? 0 : 1;
}

/// Orders by one coordinate, then by the other, so that every library sorts alike.
auto along(int axis) {
  return [axis](const Site& a, const Site& b) {
    if (a.position[axis] != b.position[axis]) return a.position[axis] < b.position[axis];
    return a.position[1 - axis] < b.position[1 - axis];
  };
}

std::uint64_t rows_of(std::span<const Site> sites) {
  std::uint64_t rows = 0;
  for (const Site& site : sites) rows += site.rows;
  return rows;
}

/// How many of the sorted sites go to the first half so that the rows divide most evenly.
std::size_t even_cut(std::span<const Site> sites, std::uint64_t rows) {
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const std::uint64_t with = before + sites[i].rows;
    if (2 * with >= rows) return 2 * with - rows <= rows - 2 * before ? i + 1 : i;
    before = with;
  }
  return sites.size();
}

void cut(std::span<Site> sites, int wanted, double fewest, int& cells) {
  const std::uint64_t rows = rows_of(sites);
  if (wanted > 1 && sites.size() > 1) {
    std::sort(sites.begin(), sites.end(), along(longer_side(sites)));
    const std::size_t middle = even_cut(sites, rows);
    const auto first = static_cast<double>(rows_of(sites.first(middle)));
    if (first >= fewest && static_cast<double>(rows) - first >= fewest) {
      cut(sites.first(middle), wanted / 2, fewest, cells);
      cut(sites.subspan(middle), wanted / 2, fewest, cells);
      return;
    }
  }
  for (Site& site : sites) site.cell = cells;
  ++cells;
}

}  // namespace

std::vector<Site> distinct_sites(std::span<const glm::vec2> points) {
  std::vector<glm::vec2> sorted(points.begin(), points.end());
  std::sort(sorted.begin(), sorted.end(),
            [](glm::vec2 a, glm::vec2 b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
  std::vector<Site> sites;
  for (const glm::vec2 point : sorted) {
    if (!sites.empty() && sites.back().position == point)
      ++sites.back().rows;
    else
      sites.push_back({.position = point});
  }
  return sites;
}

int cut_into_cells(std::span<Site> sites, int wanted) {
  const double even_share = static_cast<double>(rows_of(sites)) / wanted;
  int cells = 0;
  cut(sites, wanted, even_share / 4, cells);
  return cells;
}

PointTree::PointTree(std::vector<Site> sites) : sites_(std::move(sites)), axis_(sites_.size()) {
  build(0, sites_.size());
}

void PointTree::build(std::size_t begin, std::size_t end) {
  if (end - begin < 2) return;
  const std::span<Site> range = std::span(sites_).subspan(begin, end - begin);
  const int axis = longer_side(range);
  const std::size_t middle = begin + range.size() / 2;
  std::nth_element(range.begin(), range.begin() + static_cast<std::ptrdiff_t>(range.size() / 2), range.end(),
                   along(axis));
  axis_[middle] = static_cast<std::uint8_t>(axis);
  build(begin, middle);
  build(middle + 1, end);
}

void PointTree::search(std::size_t begin, std::size_t end, Search& search) const {
  if (begin == end) return;
  const std::size_t middle = begin + (end - begin) / 2;
  const glm::dvec2 offset = glm::dvec2(search.point) - glm::dvec2(sites_[middle].position);
  const double squared = offset.x * offset.x + offset.y * offset.y;
  if (middle != search.skip && squared < search.squared) {
    search.squared = squared;
    search.best = middle;
  }
  const double side = offset[axis_[middle]];
  const bool low_first = side < 0;
  this->search(low_first ? begin : middle + 1, low_first ? middle : end, search);
  // A site may share the splitting coordinate with sites of both halves, hence "or equal".
  if (side * side <= search.squared)
    this->search(low_first ? middle + 1 : begin, low_first ? end : middle, search);
}

std::size_t PointTree::nearest(glm::vec2 point) const {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Search found{.point = point, .skip = sites_.size(), .best = 0, .squared = kInfinity};
  search(0, sites_.size(), found);
  return found.best;
}

double PointTree::gap(std::size_t index) const {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Search found{.point = sites_[index].position, .skip = index, .best = index, .squared = kInfinity};
  search(0, sites_.size(), found);
  return std::sqrt(found.squared);
}

}  // namespace ganscope
