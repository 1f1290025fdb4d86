#include "engine/analysis/class_study.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "core/counted.hpp"
#include "core/error.hpp"

namespace ganscope {
namespace {

constexpr int kFewestClasses = 3;
constexpr int kFewestOfClass = 2;  // for a deviation

ClassTree tree_of(const SquareMatrix& distances, const SquareMatrix& by_chance, LinkageKind kind) {
  ClassTree tree{kind, linkage(distances, kind), 0, 0};
  tree.cophenetic = cophenetic_correlation(tree.merges, distances);
  tree.cophenetic_shuffled = cophenetic_correlation(linkage(by_chance, kind), by_chance);
  return tree;
}

}  // namespace

ClassStudy study_classes(std::span<const float> latents, int dimensions, std::span<const int> labels,
                         const std::vector<std::string>& names, std::uint64_t seed) {
  const int classes = static_cast<int>(names.size());
  if (classes < kFewestClasses)
    throw Error("a study of " + counted(classes, "class", "classes") + "; expected three at least");
  ClassStudy out;
  out.samples = static_cast<int>(labels.size());
  out.classes = latent_classes(latents, dimensions, labels, classes);
  check_counts(out.classes.counts, names, kFewestOfClass);
  out.distances = mean_distances(out.classes);
  out.nearest = nearest_other(out.distances);
  out.epsilon = class_epsilons(out.classes, out.distances);
  out.mean_distance = mean_off_diagonal(out.distances);
  const SquareMatrix by_chance =
      mean_distances(latent_classes(latents, dimensions, shuffled(labels, seed), classes));
  out.mean_distance_shuffled = mean_off_diagonal(by_chance);
  for (std::size_t k = 0; k < kLinkageKinds; ++k)
    out.trees[k] = tree_of(out.distances, by_chance, static_cast<LinkageKind>(k));
  out.classical = classical_map(out.distances);
  out.smacof = smacof_map(out.distances, out.classical);
  return out;
}

std::vector<float> epsilon_latents(const ClassStudy& study, int steps) {
  std::vector<float> out;
  for (int c = 0; c < study.classes.size(); ++c)
    for (const int sign : {-1, 1})
      for (int step = 0; step < steps; ++step) {
        const double p = steps > 1 ? static_cast<double>(step) / (steps - 1) : 0;
        for (const double x :
             class_point(study.classes, c, sign * p * study.epsilon[static_cast<std::size_t>(c)]))
          out.push_back(static_cast<float>(x));
      }
  return out;
}

KeptClasses kept_classes(const ClassStudy& study, int steps, const ClassifyLatents& classify) {
  const std::vector<int> all = classify(epsilon_latents(study, steps));
  const std::size_t asked =
      static_cast<std::size_t>(study.classes.size()) * 2 * static_cast<std::size_t>(steps);
  if (all.size() != asked)
    throw std::logic_error(std::to_string(all.size()) + " answers to " + std::to_string(asked) + " latents");
  KeptClasses out;
  auto at = all.begin();
  for (int c = 0; c < study.classes.size(); ++c) {
    std::array<std::vector<int>, 2>& answers = out.answers.emplace_back();
    int kept = 0;
    for (std::vector<int>& one_way : answers) {
      one_way.assign(at, at + steps);
      at += steps;
      kept += one_way.back() == c ? 1 : 0;
    }
    out.at_mean.push_back(answers[0].front() == c);
    out.at_epsilon.push_back(kept);
  }
  return out;
}

double KeptClasses::share_at_mean() const {
  return static_cast<double>(std::count(at_mean.begin(), at_mean.end(), true)) /
         static_cast<double>(at_mean.size());
}

double KeptClasses::share_at_epsilon() const {
  return std::accumulate(at_epsilon.begin(), at_epsilon.end(), 0.0) /
         (2 * static_cast<double>(at_epsilon.size()));
}

double KeptClasses::share() const {
  double kept = 0;
  double all = 0;
  for (std::size_t c = 0; c < answers.size(); ++c)
    for (const std::vector<int>& one_way : answers[c]) {
      kept += static_cast<double>(std::count(one_way.begin(), one_way.end(), static_cast<int>(c)));
      all += static_cast<double>(one_way.size());
    }
  return kept / all;
}

}  // namespace ganscope
