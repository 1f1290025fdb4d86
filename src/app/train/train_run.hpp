#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "app/files/kept_options.hpp"
#include "engine/train/training_course.hpp"
#include "exchange/image_train_config.hpp"
#include "exchange/option.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// Everything `ganscope train` takes beside what decides the weights.
struct TrainRunOptions {
  ImageTrainConfig config;
  std::filesystem::path out;
  bool resume = false;
  std::int64_t iterations = -1;  ///< -1: by epochs
  double epochs = 3;
  int threads = 0;  ///< 0: those of the checkpoint, else see default_training_threads
  std::string device = "auto";
  std::int64_t checkpoint_every = 500;  ///< iterations
  int keep = 3;                         ///< checkpoints
  std::int64_t sheet_every = 100;       ///< iterations
  int fps = 12;                         ///< of the timelapse
  std::filesystem::path data_dir;       ///< empty: the default
  std::filesystem::path cache_dir;      ///< empty: the default
  std::string name;                     ///< of the model; empty: data and architecture
  std::string licence;                  ///< of the weights, for the card
  std::string about_data;               ///< for the card; empty: the data's name
  KeptOptions kept{};                   ///< those of the run as they were typed, for a later --resume
  bool json = false;
  bool watch = false;                       ///< in a window
  bool paused = false;                      ///< a window starts paused
  std::optional<std::pair<int, int>> size;  ///< of the window; what is unset is as windows remember it
  std::optional<ThemeKind> theme;
  std::optional<float> scale;
  std::filesystem::path report;  ///< a window keeps its state there as JSON; empty: nowhere
};

/// The options of `ganscope train` that say how far and how it goes and what its model is called: those that
/// --resume takes over from the command before.
[[nodiscard]] const std::vector<Option<TrainRunOptions>>& train_course_options();
/// The others beside those that decide the weights, which are image_train_options().
[[nodiscard]] const std::vector<Option<TrainRunOptions>>& train_run_options();

/// A window shall be opened, and there may be a display to open it on.
[[nodiscard]] bool wants_window(const TrainRunOptions& options);
/// Threads that train, for these options.
[[nodiscard]] int training_threads(const TrainRunOptions& options);
/// The course these options describe.
[[nodiscard]] TrainingCourseOptions course_options(const TrainRunOptions& options);

/// The line that says how a training that was stopped goes on.
[[nodiscard]] std::string how_to_go_on(const TrainRunOptions& options, std::int64_t iteration);
/// The line that says how a training that --resume found at its end goes on: with twice as much.
[[nodiscard]] std::string how_to_go_further(const TrainRunOptions& options, std::int64_t iteration);
/// The warning as a log tells it.
[[nodiscard]] std::string warning_line(const HealthWarning& warning);

/// What --json prints at the end.
struct TrainSummary {
  ImageTrainReport report;
  std::int64_t resumed_at = 0;
  double seconds = 0;  ///< of this process, training
  double iterations_per_second = 0;
  bool interrupted = false;
  std::filesystem::path model;  ///< unless it was interrupted
  std::filesystem::path timelapse;
};
void print_summary(const TrainRunOptions& options, const TrainSummary& summary);

/// Trains without a window. Returns the exit status: 0, or 130 when it was interrupted, after a checkpoint.
/// Throws Error.
[[nodiscard]] int train_headless(const TrainRunOptions& options);

}  // namespace ganscope
