#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>

namespace ganscope {

/// Which moment of a training is looked at, and how its curves are drawn; in iterations.
struct TimeState {
  std::optional<std::int64_t> look_back;  ///< what the picture shows; nothing: it follows the training
  std::optional<std::pair<std::int64_t, std::int64_t>> span;  ///< what the plots show; nothing: the whole run
  std::set<std::string> log_plots;                            ///< titles of the plots with decades
};

/// What a person asks of the timeline and the curves of a training.
namespace time_command {
/// Shows a moment of the past while training goes on.
struct LookAt {
  std::int64_t iteration = 0;
};
/// Moves through the past by so many of the moments that were kept.
struct LookBeside {
  int by = 1;
};
struct LookAtStart {};
struct FollowTraining {};
struct SelectSpan {
  std::int64_t from = 0;
  std::int64_t to = 1;
};
struct ClearSpan {};
struct ToggleLogAxis {
  std::string plot;  ///< title
};
}  // namespace time_command

using TimeCommand = std::variant<time_command::LookAt, time_command::LookBeside, time_command::LookAtStart,
                                 time_command::FollowTraining, time_command::SelectSpan,
                                 time_command::ClearSpan, time_command::ToggleLogAxis>;

}  // namespace ganscope
