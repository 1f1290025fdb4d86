#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "exchange/toy_command.hpp"
#include "exchange/toy_config.hpp"
#include "exchange/toy_frame.hpp"
#include "view/panels/toy/toy_state.hpp"
#include "view/scene/image.hpp"

namespace ganscope {

/// How far a toy training without a window goes.
struct ToyLimits {
  std::int64_t iterations = 0;      ///< at which it ends; 0 measures and draws the start alone
  double seconds = 0;               ///< of training after which it ends all the same; 0: no matter how long
  int threads = 1;                  ///< that train
  std::function<bool()> stop = {};  ///< asked some times a second; true ends it
};

/// What a picture of a training shows.
struct ToyPictureLook {
  int width = 1280;  ///< pixels
  int height = 720;
  ToyViewState state = {};  ///< layers, theme, scale, panels
};

/// What is done with a training on its way; what is empty is neither made nor called. All are called on the
/// thread of run_toy_course(), in the order of iterations, and may throw to end it.
struct ToySinks {
  int every = 0;  ///< frames and pictures at iteration 0 and every so many; 0: none of these
  std::vector<std::int64_t> at = {};  ///< more iterations that get them
  FrameRequest request = {};          ///< what frames hold, where no pictures are drawn
  std::function<void(const ToyFrame&)> frame = {};
  ToyPictureLook look = {};
  std::function<void(Image picture, std::int64_t iteration)> picture = {};  ///< needs EGL
  int metrics_every = 0;  ///< iterations between two measurements, and one at the end; 0: never
  /// A measurement, with the step that led to it; nullptr at iteration 0.
  std::function<void(const ToyMetrics&, const StepReport*)> metrics = {};
  std::function<void(std::int64_t iteration)> progress = {};
};

enum class ToyEnd { arrived, out_of_time, stopped, diverged };

/// What came of a training.
struct ToySummary {
  ToyEnd end = ToyEnd::arrived;
  std::string divergence;       ///< what left the finite numbers, and when; empty unless it did
  std::int64_t iterations = 0;  ///< completed
  double seconds = 0;           ///< of training, with its frames and pictures
  std::optional<StepReport> last_step;
  std::optional<ToyMetrics> last_metrics;

  /// 0 where there was no time to tell.
  [[nodiscard]] double iterations_per_second() const {
    return seconds > 0 ? static_cast<double>(iterations) / seconds : 0;
  }
};

/// A toy training from its start to a limit: says nothing, writes nothing, knows nothing of a command line.
/// The same configuration and threads give the same numbers, whoever looks on. Throws Error for a
/// configuration that cannot run, for pictures without EGL, and what a sink throws.
[[nodiscard]] ToySummary run_toy_course(const ToyConfig& config, const ToyLimits& limits,
                                        const ToySinks& sinks);

}  // namespace ganscope
