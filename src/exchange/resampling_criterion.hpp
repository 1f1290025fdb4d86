#pragma once
#include <string>
#include <vector>

/// When a component of a latent that is being searched for is drawn again (latent recovery, section 3.2).
namespace ganscope {

enum class CriterionKind {
  none,
  hard,              ///< beyond a cutoff
  logistic,          ///< the likelier the farther out, softly
  truncated_normal,  ///< inversely to the prior's density, up to a cutoff
  clip,              ///< beyond a uniform prior's bounds: Lipton and Tripathi's stochastic clipping
};

/// "none", "hard:2.5", "logistic:2,2", "trunc-normal:2.5" or "clip".
struct Criterion {
  CriterionKind kind = CriterionKind::none;
  double cutoff = 0;     ///< c of hard, a of trunc-normal, b of logistic; in deviations of the prior, above 0
  double steepness = 0;  ///< a of logistic; above 0

  bool operator==(const Criterion&) const = default;
};

/// Throws UsageError that tells the forms and ranges.
[[nodiscard]] Criterion parse_criterion(const std::string& text);
[[nodiscard]] std::string to_text(const Criterion& criterion);
/// The 18 of the paper's Table 1 in its order, "none" first.
[[nodiscard]] const std::vector<Criterion>& table_criteria();

}  // namespace ganscope
