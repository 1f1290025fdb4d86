#include "engine/analysis/latent_classes.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/error.hpp"
#include "core/rng.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

double straight_distance(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum);
}

void check_labels(std::size_t numbers, std::size_t dimensions, std::span<const int> labels, int classes) {
  if (numbers != labels.size() * dimensions)
    throw std::logic_error(std::to_string(numbers) + " numbers of " + std::to_string(labels.size()) +
                           " labelled latents of " + std::to_string(dimensions));
  for (const int label : labels)
    if (label < 0 || label >= classes)
      throw std::logic_error("label " + std::to_string(label) + " of " + std::to_string(classes) +
                             " classes");
}

double spread_of(const std::vector<double>& a) {
  return straight_distance(a, std::vector<double>(a.size(), 0));
}

}  // namespace

LatentClasses latent_classes(std::span<const float> latents, int dimensions, std::span<const int> labels,
                             int classes) {
  const auto d = static_cast<std::size_t>(dimensions);
  const auto k = static_cast<std::size_t>(classes);
  check_labels(latents.size(), d, labels, classes);
  LatentClasses out{dimensions, std::vector<int>(k, 0), std::vector(k, std::vector<double>(d, 0)),
                    std::vector(k, std::vector<double>(d, 0))};
  // Means first, then squares around them: nothing cancels.
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto c = static_cast<std::size_t>(labels[i]);
    ++out.counts[c];
    for (std::size_t j = 0; j < d; ++j) out.means[c][j] += latents[i * d + j];
  }
  for (std::size_t c = 0; c < k; ++c)
    for (double& mean : out.means[c]) mean /= std::max(1, out.counts[c]);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto c = static_cast<std::size_t>(labels[i]);
    for (std::size_t j = 0; j < d; ++j) {
      const double away = latents[i * d + j] - out.means[c][j];
      out.deviations[c][j] += away * away;
    }
  }
  for (std::size_t c = 0; c < k; ++c)
    for (double& sum : out.deviations[c]) sum = std::sqrt(sum / std::max(1, out.counts[c] - 1));
  return out;
}

void check_counts(const std::vector<int>& counts, const std::vector<std::string>& names, int fewest) {
  std::string few;
  int samples = 0;
  for (std::size_t c = 0; c < counts.size(); ++c) {
    samples += counts[c];
    if (counts[c] >= fewest) continue;
    few += (few.empty() ? "" : ", ") + names[c] + " (" + std::to_string(counts[c]) + ")";
  }
  if (few.empty()) return;
  throw Error("of " + with_thousands(samples) + " samples the oracle gave too few to the class " + few +
              "; expected at least " + std::to_string(fewest) +
              " of every class: more --samples, or a generator that makes every class");
}

SquareMatrix mean_distances(const LatentClasses& classes) {
  SquareMatrix out(classes.size());
  for (int i = 0; i < out.size; ++i)
    for (int j = i + 1; j < out.size; ++j)
      out.set_both(i, j,
                   straight_distance(classes.means[static_cast<std::size_t>(i)],
                                     classes.means[static_cast<std::size_t>(j)]));
  return out;
}

double mean_off_diagonal(const SquareMatrix& matrix) {
  double sum = 0;
  for (int i = 0; i < matrix.size; ++i)
    for (int j = 0; j < matrix.size; ++j) sum += i == j ? 0 : matrix.at(i, j);
  return sum / std::max(1, matrix.size * (matrix.size - 1));
}

std::vector<int> nearest_other(const SquareMatrix& distances) {
  std::vector<int> out;
  for (int i = 0; i < distances.size; ++i) {
    int best = -1;
    for (int j = 0; j < distances.size; ++j)
      if (j != i && (best < 0 || distances.at(i, j) < distances.at(i, best))) best = j;
    out.push_back(best);
  }
  return out;
}

std::vector<double> class_epsilons(const LatentClasses& classes, const SquareMatrix& distances) {
  if (classes.size() == 1) throw Error("the nearest other of one class; expected two at least");
  const std::vector<int> nearest = nearest_other(distances);
  std::vector<double> out;
  for (int i = 0; i < classes.size(); ++i) {
    const double spread = spread_of(classes.deviations[static_cast<std::size_t>(i)]);
    if (!(spread > 0))
      throw Error("class " + std::to_string(i) + " has no spread in latent space; expected at least two " +
                  "different latents of it");
    out.push_back(distances.at(i, nearest[static_cast<std::size_t>(i)]) / spread);
  }
  return out;
}

std::vector<int> shuffled(std::span<const int> labels, std::uint64_t seed) {
  std::vector<int> out(labels.begin(), labels.end());
  Rng rng(seed, "shuffled labels");
  for (std::size_t i = out.size(); i > 1; --i) std::swap(out[i - 1], out[rng.below(i)]);
  return out;
}

std::vector<double> class_point(const LatentClasses& classes, int of, double deviations) {
  const auto c = static_cast<std::size_t>(of);
  std::vector<double> out = classes.means[c];
  for (std::size_t j = 0; j < out.size(); ++j) out[j] += deviations * classes.deviations[c][j];
  return out;
}

}  // namespace ganscope
