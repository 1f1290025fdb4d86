#include "engine/oracle/judgement.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "engine/oracle/labelled_samples.hpp"

namespace ganscope {
namespace {

constexpr int kJudgedAtOnce = 200;  // images in memory at a time

/// The place of the greatest of row `index`.
std::size_t answer_of(const std::vector<float>& rows, std::size_t index, std::size_t classes) {
  const auto from = rows.begin() + static_cast<std::ptrdiff_t>(index * classes);
  return static_cast<std::size_t>(std::max_element(from, from + static_cast<std::ptrdiff_t>(classes)) - from);
}

}  // namespace

OracleEvaluation evaluate(Oracle& oracle, const ImageSet& set) {
  const std::size_t classes = oracle.class_names().size();
  if (set.labels.empty() || set.class_names != oracle.class_names())
    throw Error("the oracle knows the " + std::to_string(classes) + " classes of " + oracle.data() +
                "; data " + set.name + " has others");
  OracleEvaluation result;
  result.count = set.count;
  result.confusion.assign(classes, std::vector<int>(classes, 0));
  for (int from = 0; from < set.count; from += kJudgedAtOnce) {
    const int count = std::min(kJudgedAtOnce, set.count - from);
    const std::vector<float> rows = oracle.probabilities(to_batch(set, from, count));
    for (int i = 0; i < count; ++i) {
      const auto truth = static_cast<std::size_t>(set.labels[static_cast<std::size_t>(from + i)]);
      ++result.confusion[truth][answer_of(rows, static_cast<std::size_t>(i), classes)];
    }
  }
  int right = 0;
  for (std::size_t c = 0; c < classes; ++c) right += result.confusion[c][c];
  result.accuracy = static_cast<double>(right) / set.count;
  return result;
}

GeneratorJudgement judge(Oracle& oracle, Generator& generator, int samples, std::uint64_t seed) {
  const LabelledSamples made = label_samples(oracle, generator, samples, seed, "judge");
  return {samples, made.answers.mean_confidence(), made.answers.class_shares(oracle.class_names().size())};
}

}  // namespace ganscope
