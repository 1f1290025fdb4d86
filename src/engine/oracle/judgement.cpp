#include "engine/oracle/judgement.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "engine/oracle/labelled_samples.hpp"

namespace ganscope {
namespace {

constexpr int kJudgedAtOnce = 200;  // images in memory at a time

}  // namespace

void check_classes(const Oracle& oracle, const ImageSet& set) {
  if (set.labels.empty() || set.class_names != oracle.class_names())
    throw Error("the oracle knows the " + std::to_string(oracle.class_names().size()) + " classes of " +
                oracle.data() + "; data " + set.name + " has others");
}

OracleEvaluation evaluate(Oracle& oracle, const ImageSet& set) {
  check_classes(oracle, set);
  const std::size_t classes = oracle.class_names().size();
  OracleEvaluation result;
  result.count = set.count;
  result.confusion.assign(classes, std::vector<int>(classes, 0));
  for (int from = 0; from < set.count; from += kJudgedAtOnce) {
    const int count = std::min(kJudgedAtOnce, set.count - from);
    const OracleAnswers answers = answers_for(oracle, to_batch(set, from, count));
    for (std::size_t i = 0; i < answers.classes.size(); ++i) {
      const auto truth = static_cast<std::size_t>(set.labels[static_cast<std::size_t>(from) + i]);
      ++result.confusion[truth][static_cast<std::size_t>(answers.classes[i])];
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
