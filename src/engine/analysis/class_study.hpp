#pragma once
#include <array>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/analysis/latent_classes.hpp"
#include "engine/analysis/linkage.hpp"
#include "engine/analysis/scaling.hpp"

namespace ganscope {

inline constexpr int kLinkageKinds = 4;

/// A tree of the classes by one linkage, and how true it is.
struct ClassTree {
  LinkageKind kind = LinkageKind::single;
  std::vector<Merge> merges;
  double cophenetic = 0;           ///< correlation
  double cophenetic_shuffled = 0;  ///< of the tree of classes whose labels were shuffled
};

/// All that MAGAN measures of labelled latents. What is called shuffled is the same of labels in random
/// order: what chance alone shows.
struct ClassStudy {
  int samples = 0;
  LatentClasses classes;
  SquareMatrix distances;  ///< of the means
  std::vector<int> nearest;
  std::vector<double> epsilon;
  double mean_distance = 0;
  double mean_distance_shuffled = 0;
  std::array<ClassTree, kLinkageKinds> trees;  ///< in LinkageKind's order
  PlaneMap classical;
  PlaneMap smacof;
};

/// Throws Error for fewer than three classes and for classes of fewer than two latents.
[[nodiscard]] ClassStudy study_classes(std::span<const float> latents, int dimensions,
                                       std::span<const int> labels, const std::vector<std::string>& names,
                                       std::uint64_t seed);

/// Whether images at a class's mean and around it are of the class: what the paper asserts of every
/// mean +- p epsilon sigma, p in [0, 1].
struct KeptClasses {
  std::vector<bool> at_mean;
  std::vector<int> at_epsilon;  ///< of both signs, 0 to 2
  /// classes x 2 signs (minus, plus) x steps: the answers at p = 0, 1 / (steps - 1), ... 1.
  std::vector<std::array<std::vector<int>, 2>> answers;

  [[nodiscard]] double share_at_mean() const;
  [[nodiscard]] double share_at_epsilon() const;
  /// Over all classes, signs and steps.
  [[nodiscard]] double share() const;
};

/// Says the class of each latent's image (rows of as many numbers as the classes' dimensions).
using ClassifyLatents = std::function<std::vector<int>(std::span<const float> latents)>;
/// Asks about `steps` values of p for each class and sign. std::logic_error where there isn't an answer to
/// each.
[[nodiscard]] KeptClasses kept_classes(const ClassStudy& study, int steps, const ClassifyLatents& classify);

/// The latents of those questions in order: class, sign, step.
[[nodiscard]] std::vector<float> epsilon_latents(const ClassStudy& study, int steps);

}  // namespace ganscope
