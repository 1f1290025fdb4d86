#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "exchange/layers.hpp"
#include "exchange/option.hpp"
#include "exchange/toy_config.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// Everything `ganscope toy` takes beside the run itself.
struct ToyRunOptions {
  ToyConfig config;
  bool headless = false;
  std::int64_t iterations = -1;  ///< -1: without end in a window, kDefaultIterations offscreen
  int width = 1280;
  int height = 720;
  int threads = 0;  ///< 0: see default_training_threads
  ThemeKind theme = ThemeKind::dark;
  float scale = 1;
  LayerSet layers;
  bool panels = false;           ///< offscreen; a window starts with panels
  bool paused = false;           ///< a window starts paused
  std::filesystem::path record;  ///< empty: nothing
  int fps = 30;
  int every = 10;  ///< iterations a frame
  int quality = 80;
  std::vector<std::int64_t> snapshot_at;
  std::filesystem::path out;      ///< folder of snapshots
  std::filesystem::path metrics;  ///< JSON lines; empty: nothing
  int metrics_every = 100;
  bool json = false;
  std::filesystem::path report;  ///< a window keeps its state there as JSON; empty: nowhere
  /// What the command line said; a window takes the rest from the settings that it remembers.
  struct Given {
    bool run = false;
    bool size = false;
    bool theme = false;
    bool scale = false;
    /// The last option that says how a video is written, as "--fps 50"; empty: none.
    std::string video = "";
  } given;
};

/// The options of `ganscope toy` beside those of the run itself, which are toy_options().
[[nodiscard]] const std::vector<Option<ToyRunOptions>>& toy_run_options();
/// --preset alone: it comes before toy_options(), which may change what it chose.
[[nodiscard]] const std::vector<Option<ToyConfig>>& toy_preset_options();

/// The tags of every picture and video of a run: title, and the command that makes it again.
[[nodiscard]] std::map<std::string, std::string> file_tags(const ToyConfig& config);

/// The data option that means a file of points.
[[nodiscard]] std::string points_data(const std::string& file);
/// The file of a data option, made comparable; empty for a manifold.
[[nodiscard]] std::filesystem::path points_file(const std::string& data);

/// "ganscope-DATA-LATENT" without what a file name cannot hold: the start of every name we choose.
[[nodiscard]] std::string file_stem(const ToyConfig& config);

inline constexpr std::int64_t kDefaultIterations = 3000;

/// Trains without a display and leaves what was asked for. Returns the exit status: 0, or 130 when
/// it was interrupted (files are complete all the same). Throws Error.
[[nodiscard]] int run_headless(const ToyRunOptions& options);

}  // namespace ganscope
