#pragma once
#include <cstddef>
#include <cstdint>
#include <glm/vec2.hpp>
#include <span>
#include <vector>

namespace ganscope {

/// A place that one or more rows of a data set share.
struct Site {
  glm::vec2 position{0, 0};
  std::uint32_t rows = 1;  ///< how many rows stand here
  int cell = 0;            ///< of a partition, see cut_into_cells
};

/// The different places among `points`, each with its number of rows.
[[nodiscard]] std::vector<Site> distinct_sites(std::span<const glm::vec2> points);

/// Cuts sites into at most `wanted` (a power of two) cells by halving again and again across the
/// longer side where the rows divide most evenly, sets Site::cell and returns the number of cells.
/// A cut is left out where a part would hold less than a quarter of an even share of the rows, so
/// that every cell is likely enough to be met by ten thousand samples. Reorders the sites.
int cut_into_cells(std::span<Site> sites, int wanted);

/// Finds the nearest of many sites: a k-d tree kept in the order of the array.
class PointTree {
 public:
  /// At least one site.
  explicit PointTree(std::vector<Site> sites);

  [[nodiscard]] std::span<const Site> sites() const { return sites_; }
  /// Index into sites() of the one nearest to `point`; any when `point` isn't finite.
  [[nodiscard]] std::size_t nearest(glm::vec2 point) const;
  /// Distance from sites()[index] to the nearest other; infinity when there is none.
  [[nodiscard]] double gap(std::size_t index) const;

 private:
  struct Search {
    glm::vec2 point;
    std::size_t skip;  ///< a site that doesn't count
    std::size_t best;
    double squared;
  };
  void build(std::size_t begin, std::size_t end);
  void search(std::size_t begin, std::size_t end, Search& search) const;

  std::vector<Site> sites_;
  std::vector<std::uint8_t> axis_;  ///< the direction each site splits its range in
};

}  // namespace ganscope
