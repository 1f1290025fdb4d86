#include "engine/recovery/recovery_table.hpp"

#include <algorithm>

namespace ganscope {
namespace {

/// "Better by at least a factor of 2."
constexpr double kSignificant = 2;

/// The digits of the printed table: shares in percent, wins and significant wins below 0 where it has none.
struct Printed {
  std::array<double, 5> below;
  double wins;
  double significant;
  double mean;
};
constexpr std::array<Printed, 18> kPrinted{{
    {{0, 0, 6, 41, 59}, -1, -1, 0.864},
    {{2, 10, 27, 70, 80}, 76, 80.00, 0.362},
    {{3, 14, 30, 62, 67}, 80, 80.33, 0.577},
    {{0, 2, 10, 58, 66}, 68, 76.67, 0.671},
    {{2, 9, 38, 79, 93}, 82, 86.75, 0.182},
    {{2, 10, 29, 66, 80}, 88, 96.67, 0.408},
    {{4, 9, 19, 63, 74}, 85, 93.62, 0.516},
    {{2, 7, 23, 62, 73}, 81, 85.71, 0.514},
    {{1, 3, 8, 52, 67}, 64, 77.50, 0.670},
    {{9, 19, 47, 91, 91}, 93, 93.90, 0.162},
    {{6, 16, 48, 85, 89}, 90, 91.25, 0.202},
    {{4, 16, 45, 82, 93}, 90, 93.42, 0.183},
    {{4, 15, 41, 74, 86}, 89, 92.11, 0.303},
    {{4, 13, 39, 79, 86}, 91, 93.42, 0.280},
    {{2, 9, 39, 77, 83}, 89, 94.67, 0.328},
    {{2, 5, 20, 64, 74}, 85, 94.83, 0.528},
    {{2, 7, 23, 62, 75}, 80, 92.16, 0.546},
    {{1, 6, 15, 55, 69}, 77, 87.50, 0.644},
}};

}  // namespace

double latent_error(const std::vector<float>& found, const std::vector<float>& known) {
  double sum = 0;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const double difference = static_cast<double>(found[i]) - static_cast<double>(known[i]);
    sum += difference * difference;
  }
  return sum / static_cast<double>(known.size());
}

RecoveryTableRow recovery_table_row(const Criterion& criterion, const std::vector<double>& errors,
                                    const std::vector<double>& disabled) {
  RecoveryTableRow row{.criterion = criterion};
  const auto count = static_cast<double>(std::max<std::size_t>(errors.size(), 1));
  for (std::size_t k = 0; k < kTableThresholds.size(); ++k)
    row.below[k] = static_cast<double>(std::count_if(errors.begin(), errors.end(),
                                                     [&](double e) { return e < kTableThresholds[k]; })) /
                   count;
  double sum = 0;
  for (const double error : errors) sum += error;
  row.mean_error = sum / count;
  if (disabled.empty()) return row;
  double wins = 0;
  double better = 0;
  double differ = 0;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    wins += errors[i] < disabled[i] ? 1 : 0;
    const bool is_better = errors[i] * kSignificant <= disabled[i] && errors[i] < disabled[i];
    const bool is_worse = disabled[i] * kSignificant <= errors[i] && disabled[i] < errors[i];
    better += is_better ? 1 : 0;
    differ += is_better || is_worse ? 1 : 0;
  }
  row.wins = wins / count;
  if (differ > 0) row.significant_wins = better / differ;
  return row;
}

const std::vector<RecoveryTableRow>& paper_table() {
  static const std::vector<RecoveryTableRow> rows = [] {
    std::vector<RecoveryTableRow> all;
    for (std::size_t i = 0; i < kPrinted.size(); ++i) {
      const Printed& printed = kPrinted[i];
      RecoveryTableRow row{.criterion = table_criteria()[i], .mean_error = printed.mean};
      for (std::size_t k = 0; k < row.below.size(); ++k) row.below[k] = printed.below[k] / 100;
      if (printed.wins >= 0) row.wins = printed.wins / 100;
      if (printed.significant >= 0) row.significant_wins = printed.significant / 100;
      all.push_back(row);
    }
    return all;
  }();
  return rows;
}

}  // namespace ganscope
