#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/models/generator.hpp"
#include "exchange/image_options.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// Everything the commands of image mode take beside the pictures themselves.
struct ImageRunOptions {
  ImageConfig config;
  int width = 0;  ///< 0: see kTourSide; a grid as large as its cells
  int height = 0;
  int fps = 0;  ///< 0: see tour_fps()
  int quality = 80;
  int count = 0;                      ///< of `sample`; 0: as many as anchors, without them kSamples
  std::filesystem::path latents_out;  ///< of `sample`: an .npy or .json for the latents used; empty: none
  std::filesystem::path out;          ///< empty: a name of our own that nothing has
  std::string title;                  ///< of the file's metadata; empty: the model's name
  int threads = 0;                    ///< 0: see default_training_threads
  ThemeKind theme = ThemeKind::dark;
  float scale = 1;
  bool json = false;
  double progress_every = 5;     ///< seconds between lines of progress, where nobody sees a bar
  bool paused = false;           ///< a window starts paused
  double speed = 1;              ///< a window's, signed: laps in config.seconds
  std::filesystem::path report;  ///< a window keeps its state there as JSON; empty: nowhere
  /// What the command line said; a window takes the rest from the settings that it remembers.
  struct Given {
    bool size = false;
    bool theme = false;
    bool scale = false;
  } given = {};
};

/// The options of image mode's commands beside those of the pictures, which are image_options().
[[nodiscard]] const std::vector<Option<ImageRunOptions>>& image_run_options();

inline constexpr int kSamples = 64;  ///< images of `sample`
inline constexpr int kTourFps = 60;
inline constexpr int kTourSide = 720;  ///< pixels of a tour's video each way

/// The words behind the program's name of the command that makes the same file again, with everything
/// that isn't its default, and the same for a shell.
[[nodiscard]] std::vector<std::string> full_arguments(ImageCommand command, const ImageRunOptions& options);
[[nodiscard]] std::string full_command(ImageCommand command, const ImageRunOptions& options);

/// Pictures a second of a tour's recording: as given, else kTourFps or the most that the file's format takes.
[[nodiscard]] int tour_fps(const ImageRunOptions& options, const std::filesystem::path& out);

/// "class 3 of classes 0 to 9" as captions and metadata say it; empty for a generator without classes.
[[nodiscard]] std::string drawn_class(const ImageConfig& config, const LatentSpace& space);

/// Opens what the configuration names and sets the threads. Throws Error.
[[nodiscard]] std::unique_ptr<Generator> open_configured(const ImageRunOptions& options);

/// "faces_dcgan32-tour.mp4", or -2, -3, ... where that stands already; `given` when there is one.
[[nodiscard]] std::filesystem::path output_path(const ImageRunOptions& options, ImageCommand command,
                                                const std::string& extension);

// Each leaves its file and returns the exit status: 0, or 130 when it was interrupted (the file is complete
// up to there). Throws Error.

/// Every frame at its own time: frame i of n shows position i / n of the lap, so that a closed tour's last
/// frame is followed by its first.
[[nodiscard]] int run_tour(const ImageRunOptions& options, Generator& generator);
[[nodiscard]] int run_grid(const ImageRunOptions& options, Generator& generator);
/// The images of the seeds from config.seed on: one PNG, a folder of PNGs, or a NumPy file.
[[nodiscard]] int run_sample(const ImageRunOptions& options, Generator& generator);

}  // namespace ganscope
