#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/train/save_generator.hpp"
#include "engine/train/training_run.hpp"

namespace ganscope {

/// Keeps the sample sheets of a training and makes their film.
class SheetKeeper {
 public:
  SheetKeeper() = default;
  virtual ~SheetKeeper() = default;
  SheetKeeper(const SheetKeeper&) = delete;
  SheetKeeper& operator=(const SheetKeeper&) = delete;

  virtual void add(const ImageTrainFrame& frame) = 0;
  [[nodiscard]] virtual bool has(std::int64_t iteration) const = 0;
  /// Removes the sheets of later iterations, which a resumed training makes again.
  virtual void forget_after(std::int64_t iteration) = 0;
  /// All sheets in order as a video; returns its path.
  virtual std::filesystem::path write_timelapse(const std::filesystem::path& path, int fps) = 0;
};

/// What a training leaves in its folder for the other commands.
inline constexpr const char* kGeneratorFile = "generator.safetensors";
inline constexpr const char* kSnapshotFile = "generator-so-far.safetensors";

/// options.json in the training's folder.
[[nodiscard]] inline std::filesystem::path kept_options_path(const std::filesystem::path& training) {
  return training / "options.json";
}

/// Iterations in so many epochs: each takes `updates` batches, one a step of the discriminator.
[[nodiscard]] std::int64_t iterations_in(double epochs, std::int64_t batches_per_epoch, int updates);

/// The last name of a folder's path, however it is written: "photos" of "photos/", its own of ".".
[[nodiscard]] std::string folder_name(const std::filesystem::path& folder);

struct TrainingCourseOptions {
  ImageTrainConfig config;
  TrainingRunOptions run;
  int threads = 1;               ///< of the thread that trains; for the model's card
  std::int64_t iterations = -1;  ///< where it ends; -1: by epochs
  double epochs = 3;
  std::int64_t sheet_every = 100;  ///< iterations
  int fps = 12;                    ///< of the timelapse
  std::filesystem::path data_dir;  ///< empty: the default
  std::filesystem::path cache_dir;
  GeneratorAbout about;  ///< of the model: notes are written here, as are a name and data that are empty
  std::string kept_options{};  ///< what options.json in the folder says once the run is open; empty: no file
};

/// A training from its images to its last iteration, with everything it leaves in its folder:
/// options, checkpoints, log, sheets, timelapse, model. The window's worker and the run without a window walk
/// the same course, so that they leave the same files. Used by one thread at a time.
class TrainingCourse {
 public:
  /// `sheets` must live as long.
  TrainingCourse(TrainingCourseOptions options, SheetKeeper& sheets);

  /// Opens the images; `progress` is called from time to time while photographs are decoded, with how
  /// many of how many are done, and may throw to give up.
  void open_images(const std::function<void(std::int64_t done, std::int64_t total)>& progress);
  /// Makes the run, or goes on with it; throws Error where that is past its end already. A new one gets its
  /// first sheet; one that a kill took right after its checkpoint is made again.
  void open_run();
  /// A later end for a course that has arrived, which then is one that had that end from the start: in its
  /// weights, its model and what options.json says (`kept_options`; empty: as it is). Throws Error where that
  /// is not beyond the last iteration, or the file cannot be written.
  void go_on_to(std::int64_t iterations, const std::string& kept_options);
  [[nodiscard]] bool arrived() const { return run().iteration() >= iterations_; }
  /// One iteration and, when it is due, its sheet. What TrainingRun::step() returns and throws.
  std::vector<HealthWarning> step();

  /// The generator as it is now, in a file beside the others that the next one replaces; returns its path.
  /// Changes nothing of the training.
  std::filesystem::path write_snapshot();

  // At the end, in this order.
  void save_checkpoint() { run().save_checkpoint(); }
  std::filesystem::path write_timelapse();  ///< with the last sheet; returns its path
  std::filesystem::path write_generator();  ///< returns its path

  [[nodiscard]] const ImageSet& images() const { return *images_; }
  [[nodiscard]] TrainingRun& run() { return *run_; }
  [[nodiscard]] const TrainingRun& run() const { return *run_; }
  /// A run was opened.
  [[nodiscard]] bool is_open() const { return run_.has_value(); }
  /// Where it ends.
  [[nodiscard]] std::int64_t iterations() const { return iterations_; }
  [[nodiscard]] const TrainingCourseOptions& options() const { return options_; }

 private:
  void add_sheet();
  /// After so many iterations.
  [[nodiscard]] GeneratorAbout about(std::int64_t iterations) const;

  const TrainingCourseOptions options_;
  SheetKeeper& sheets_;
  ImageSetPtr images_;
  std::optional<TrainingRun> run_;
  std::int64_t iterations_ = 0;
};

}  // namespace ganscope
