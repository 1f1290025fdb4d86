#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "exchange/toy_config.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// An option that was changed while a run went on, which no command line repeats.
struct LiveChange {
  std::int64_t iteration = 0;
  bool about = false;  ///< training ran: it may have gone on for a few iterations
  std::string option;  ///< "generator-rate"
  std::string before;
  std::string after;
};

/// What a person would say was changed between two configurations, but data, prior and seed: "rate 0.01,
/// generator steps 8"; "" for nothing.
[[nodiscard]] std::string changes_text(const ToyConfig& from, const ToyConfig& to);

/// The live options in which the two differ, with `now`, the training's last report; a rate that changes
/// comes from the one in force. `anew`: rates said again though the configuration has them.
[[nodiscard]] std::vector<LiveChange> live_changes(const ToyConfig& from, const ToyConfig& to,
                                                   const StepReport& now, bool running,
                                                   const std::vector<std::string>& anew);

/// A line that a shell ignores: "# not repeated: at iteration 1,200 generator-rate 0.00092 -> 0.01"; ""
/// for none.
[[nodiscard]] std::string not_repeated(const std::vector<LiveChange>& changes);

}  // namespace ganscope
