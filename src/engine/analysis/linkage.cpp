#include "engine/analysis/linkage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.hpp"
#include "engine/analysis/finite_numbers.hpp"
#include "engine/analysis/latent_classes.hpp"

namespace ganscope {
namespace {

/// The sizes of two clusters that join and of a third.
struct Sizes {
  double x, y, other;
};

/// The distance from a third cluster to the union of two, from its distances to each and theirs to one
/// another (Lance and Williams 1967).
double updated(LinkageKind kind, double to_x, double to_y, double between, const Sizes& n) {
  switch (kind) {
    case LinkageKind::single:
      return std::min(to_x, to_y);
    case LinkageKind::complete:
      return std::max(to_x, to_y);
    case LinkageKind::average:
      return (n.x * to_x + n.y * to_y) / (n.x + n.y);
    case LinkageKind::ward: {
      const double all = n.x + n.y + n.other;
      return std::sqrt(std::max(
          0.0, ((n.x + n.other) * to_x * to_x + (n.y + n.other) * to_y * to_y - n.other * between * between) /
                   all));
    }
  }
  return 0;
}

/// Which cluster a thing belongs to, by the number that SciPy would give it.
class Labels {
 public:
  explicit Labels(int things) : parent_(static_cast<std::size_t>(2 * things - 1)), next_(things) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }
  int find(int thing) {
    while (parent_[static_cast<std::size_t>(thing)] != thing)
      thing = parent_[static_cast<std::size_t>(thing)];
    return thing;
  }
  void merge(int a, int b) {
    parent_[static_cast<std::size_t>(a)] = parent_[static_cast<std::size_t>(b)] = next_++;
  }

 private:
  std::vector<int> parent_;
  int next_;
};

/// The merges in the order in which the chain finds them, each of two things of the clusters.
std::vector<Merge> chained(SquareMatrix d, LinkageKind kind) {
  const int n = d.size;
  std::vector<int> size(static_cast<std::size_t>(n), 1);  // 0: it is part of another
  std::vector<int> chain;
  std::vector<Merge> found;
  while (static_cast<int>(found.size()) < n - 1) {
    if (chain.empty())
      chain.push_back(static_cast<int>(
          std::find_if(size.begin(), size.end(), [](int count) { return count > 0; }) - size.begin()));
    int x = chain.back();
    int y = -1;
    double nearest = std::numeric_limits<double>::infinity();
    if (chain.size() > 1) {  // the one before wins a tie, or the chain would go round
      y = chain[chain.size() - 2];
      nearest = d.at(x, y);
    }
    for (int i = 0; i < n; ++i)
      if (i != x && size[static_cast<std::size_t>(i)] > 0 && d.at(x, i) < nearest) {
        nearest = d.at(x, i);
        y = i;
      }
    if (chain.size() < 2 || y != chain[chain.size() - 2]) {
      chain.push_back(y);
      continue;
    }
    chain.resize(chain.size() - 2);
    if (x > y) std::swap(x, y);
    int& nx = size[static_cast<std::size_t>(x)];
    int& ny = size[static_cast<std::size_t>(y)];
    found.push_back({x, y, nearest, nx + ny});
    for (int i = 0; i < n; ++i) {
      const int ni = size[static_cast<std::size_t>(i)];
      if (i == x || i == y || ni == 0) continue;
      d.set_both(i, y,
                 updated(kind, d.at(i, x), d.at(i, y), nearest,
                         {static_cast<double>(nx), static_cast<double>(ny), static_cast<double>(ni)}));
    }
    ny += nx;
    nx = 0;
  }
  return found;
}

/// Sums of products around the means of two rows of numbers.
struct Spread {
  double both = 0, of_heights = 0, of_distances = 0;
};

Spread spread_around(const SquareMatrix& heights, double mean_height, const SquareMatrix& distances,
                     double mean_distance) {
  Spread sum;
  for (int i = 0; i < distances.size; ++i)
    for (int j = 0; j < i; ++j) {
      const double h = heights.at(i, j) - mean_height;
      const double d = distances.at(i, j) - mean_distance;
      sum.both += h * d;
      sum.of_heights += h * h;
      sum.of_distances += d * d;
    }
  return sum;
}

/// The things below each cluster.
std::vector<std::vector<int>> members(const std::vector<Merge>& merges) {
  const std::size_t n = merges.size() + 1;
  std::vector<std::vector<int>> below(n + merges.size());
  for (std::size_t i = 0; i < n; ++i) below[i] = {static_cast<int>(i)};
  for (std::size_t m = 0; m < merges.size(); ++m) {
    below[n + m] = below[static_cast<std::size_t>(merges[m].left)];
    const std::vector<int>& right = below[static_cast<std::size_t>(merges[m].right)];
    below[n + m].insert(below[n + m].end(), right.begin(), right.end());
  }
  return below;
}

}  // namespace

const std::vector<std::string>& linkage_names() {
  static const std::vector<std::string> names{"single", "complete", "average", "ward"};
  return names;
}

LinkageKind linkage_kind(std::string_view name) {
  const std::vector<std::string>& names = linkage_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw unknown_name("linkage", name, names);
  return static_cast<LinkageKind>(found - names.begin());
}

std::vector<Merge> linkage(const SquareMatrix& distances, LinkageKind kind) {
  if (distances.size < 2)
    throw Error("a clustering of " + std::to_string(distances.size) + "; expected two things at least");
  check_all_finite<double>(distances.values, "distances");
  std::vector<Merge> merges = chained(distances, kind);
  std::stable_sort(merges.begin(), merges.end(),
                   [](const Merge& a, const Merge& b) { return a.height < b.height; });
  Labels labels(distances.size);
  std::vector<int> counts(static_cast<std::size_t>(2 * distances.size - 1), 1);
  for (std::size_t m = 0; m < merges.size(); ++m) {
    const int a = labels.find(merges[m].left);
    const int b = labels.find(merges[m].right);
    labels.merge(a, b);
    merges[m].left = std::min(a, b);
    merges[m].right = std::max(a, b);
    merges[m].count = counts[static_cast<std::size_t>(a)] + counts[static_cast<std::size_t>(b)];
    counts[static_cast<std::size_t>(distances.size) + m] = merges[m].count;
  }
  return merges;
}

SquareMatrix cophenetic_distances(const std::vector<Merge>& merges) {
  SquareMatrix out(static_cast<int>(merges.size()) + 1);
  const std::vector<std::vector<int>> below = members(merges);
  for (const Merge& merge : merges)
    for (const int a : below[static_cast<std::size_t>(merge.left)])
      for (const int b : below[static_cast<std::size_t>(merge.right)]) out.set_both(a, b, merge.height);
  return out;
}

double cophenetic_correlation(const std::vector<Merge>& merges, const SquareMatrix& distances) {
  const SquareMatrix heights = cophenetic_distances(merges);
  const double mean_height = mean_off_diagonal(heights);
  const double mean_distance = mean_off_diagonal(distances);
  const Spread sum = spread_around(heights, mean_height, distances, mean_distance);
  // What rounding leaves of equal numbers is no spread.
  const double pairs = 0.5 * distances.size * (distances.size - 1);
  const auto all_equal = [&](double squares, double mean) { return squares <= pairs * 1e-24 * mean * mean; };
  if (all_equal(sum.of_distances, mean_distance)) return 1;
  if (all_equal(sum.of_heights, mean_height)) return 0;
  return sum.both / std::sqrt(sum.of_heights * sum.of_distances);
}

std::vector<int> leaf_order(const std::vector<Merge>& merges) {
  return merges.empty() ? std::vector<int>{0} : members(merges).back();
}

}  // namespace ganscope
