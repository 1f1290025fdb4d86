#pragma once
#include <string>
#include <vector>

namespace ganscope {

/// Where a class lies in latent space: normal, each number by itself.
struct ClassPrior {
  std::string name;  ///< the oracle's: "7", "Sandal"
  std::vector<double> mean;
  std::vector<double> deviation;

  bool operator==(const ClassPrior&) const = default;
};

/// Priors of a generator's classes, as an oracle tells them apart; empty: there are none.
struct ClassPriors {
  std::string model;   ///< what they were measured on
  std::string oracle;  ///< who told the classes
  std::vector<ClassPrior> classes;

  [[nodiscard]] bool empty() const { return classes.empty(); }
  bool operator==(const ClassPriors&) const = default;
};

}  // namespace ganscope
