#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "exchange/resampling_criterion.hpp"

namespace ganscope {

/// Where a search for a latent begins.
enum class SearchStart {
  prior,    ///< a draw from the prior
  best_of,  ///< of several draws the one whose picture is nearest
  mean,     ///< the middle of the prior
};

/// Random numbers of a search are numbered by its steps in 24 bits.
inline constexpr std::int64_t kMostSearchIterations = (1 << 24) - 1;

/// How a picture's latent is searched for (latent recovery, Algorithm 1).
struct RecoveryConfig {
  Criterion criterion{};
  std::int64_t iterations = 1000;  ///< E
  int restarts = 1;                ///< searches a picture, each from a start of its own
  SearchStart start = SearchStart::best_of;
  int candidates = 256;  ///< of best_of, at each restart
  double rate = 0.1;     ///< of Adam
  /// Share of the iterations, the last ones, in which nothing is drawn again and the rate falls to a
  /// hundredth.
  double settle = 0.3;
  std::uint64_t seed = 1;

  bool operator==(const RecoveryConfig&) const = default;
};

/// "prior", "best-of:256" or "mean" as the two members say it. Throws UsageError.
void parse_start(const std::string& text, RecoveryConfig& config);
[[nodiscard]] std::string start_text(const RecoveryConfig& config);

}  // namespace ganscope
