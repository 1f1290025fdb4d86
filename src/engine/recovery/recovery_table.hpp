#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "exchange/resampling_criterion.hpp"

/// Table 1 of latent recovery: how often each criterion finds the latent again.
namespace ganscope {

inline constexpr std::array<double, 5> kTableThresholds{1e-4, 1e-3, 1e-2, 1e-1, 1};

struct RecoveryTableRow {
  Criterion criterion{};
  std::array<double, 5> below{};  ///< share of targets whose error is less than each threshold, 0 to 1
  std::optional<double> wins{};   ///< share whose error is less than without resampling
  /// Of those that differ from it by a factor of 2, the share that is better; unset where none differs so.
  std::optional<double> significant_wins{};
  double mean_error = 0;
};

/// The error of a found latent: the mean squared difference of its components (section 4.2.1).
[[nodiscard]] double latent_error(const std::vector<float>& found, const std::vector<float>& known);

/// `errors`: of each target, in the same order for all criteria; `disabled`: those without resampling, empty
/// for its own row.
[[nodiscard]] RecoveryTableRow recovery_table_row(const Criterion& criterion,
                                                  const std::vector<double>& errors,
                                                  const std::vector<double>& disabled);

/// The paper's rows, in the order of table_criteria().
[[nodiscard]] const std::vector<RecoveryTableRow>& paper_table();

}  // namespace ganscope
