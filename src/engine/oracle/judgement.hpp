#pragma once
#include <cstdint>
#include <vector>

#include "engine/images/image_set.hpp"
#include "engine/models/generator.hpp"
#include "engine/oracle/oracle.hpp"

namespace ganscope {

/// Throws Error when the set has no labels or other classes than the oracle.
void check_classes(const Oracle& oracle, const ImageSet& set);

/// How an oracle did on labelled images.
struct OracleEvaluation {
  int count = 0;
  double accuracy = 0;                      ///< share of right answers
  std::vector<std::vector<int>> confusion;  ///< [true class][answer], images
};
/// Throws what check_classes() throws.
[[nodiscard]] OracleEvaluation evaluate(Oracle& oracle, const ImageSet& set);

/// What an oracle says of a generator's images.
struct GeneratorJudgement {
  int samples = 0;
  double mean_confidence = 0;        ///< mean of each image's greatest probability
  std::vector<double> class_shares;  ///< of the answers, by class
};
/// Judges `samples` images of latents drawn from the generator's prior with this seed. Labels, where the
/// generator wants them, go round.
[[nodiscard]] GeneratorJudgement judge(Oracle& oracle, Generator& generator, int samples, std::uint64_t seed);

}  // namespace ganscope
