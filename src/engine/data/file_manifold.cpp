#include "engine/data/file_manifold.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <glm/common.hpp>
#include <system_error>
#include <utility>

#include "core/median.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

constexpr int kCells = 64;

/// Median distance from a place to its nearest neighbour, over at most ten thousand of them.
double median_gap(const PointTree& tree) {
  constexpr std::size_t kMost = 10'000;
  const std::size_t step = 1 + (tree.sites().size() - 1) / kMost;
  std::vector<double> gaps;
  for (std::size_t i = 0; i < tree.sites().size(); i += step) gaps.push_back(tree.gap(i));
  return median(std::move(gaps));
}

ManifoldFacts facts_of(const std::string& spec, const std::filesystem::path& path, const PointFile& file,
                       const PointTree& tree) {
  glm::vec2 low = file.points.front();
  glm::vec2 high = low;
  for (const glm::vec2 point : file.points) {
    low = glm::min(low, point);
    high = glm::max(high, point);
  }
  const float longer = std::max(high.x - low.x, high.y - low.y);
  const std::string count = with_thousands(static_cast<std::int64_t>(file.points.size()));
  return {.info = {spec, count + " points of " + path.filename().string(), file.columns, file.columns},
          .bounds = square_bounds(0.8F * longer, low + (high - low) / 2.0F),
          .tolerance = std::clamp(static_cast<float>(3 * median_gap(tree)), 0.002F * longer, 0.05F * longer)};
}

/// The path without #1 or #2 at its end, and that number; 0 without one, or where a file is called so.
std::pair<std::filesystem::path, int> with_columns(const std::filesystem::path& given) {
  const std::string& text = given.native();
  const bool ends_so = text.size() > 2 && (text.ends_with("#1") || text.ends_with("#2"));
  std::error_code ignored;
  if (!ends_so || std::filesystem::exists(given, ignored)) return {given, 0};
  return {text.substr(0, text.size() - 2), text.back() - '0'};
}

}  // namespace

FileManifold::FileManifold(ManifoldFacts facts, std::vector<glm::vec2> rows, PointTree tree, int cells)
    : DescribedManifold(std::move(facts)), rows_(std::move(rows)), tree_(std::move(tree)), cells_(cells) {}

glm::vec2 FileManifold::draw(Rng& rng) const {
  return rows_[static_cast<std::size_t>(rng.below(rows_.size()))];
}

float FileManifold::distance(glm::vec2 point) const {
  const glm::dvec2 site = tree_.sites()[tree_.nearest(point)].position;
  return static_cast<float>(std::hypot(point.x - site.x, point.y - site.y));
}

int FileManifold::cell(glm::vec2 point) const { return tree_.sites()[tree_.nearest(point)].cell; }

std::shared_ptr<const Manifold> make_file_manifold(const std::string& spec,
                                                   const std::filesystem::path& given) {
  const auto [path, columns] = with_columns(given);
  PointFile file = read_point_file(path, {}, columns);
  std::vector<Site> sites = distinct_sites(file.points);
  const int cells = cut_into_cells(sites, kCells);
  PointTree tree(std::move(sites));
  ManifoldFacts facts = facts_of(spec, path, file, tree);
  return std::make_shared<FileManifold>(std::move(facts), std::move(file.points), std::move(tree), cells);
}

}  // namespace ganscope
