#include "engine/train/training_course.hpp"

#include <cmath>

#include "core/atomic_file.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "exchange/image_train_options.hpp"

namespace ganscope {

std::int64_t iterations_in(double epochs, std::int64_t batches_per_epoch, int updates) {
  return std::llround(epochs * static_cast<double>(batches_per_epoch) / updates);
}

std::string folder_name(const std::filesystem::path& folder) {
  const std::filesystem::path whole = std::filesystem::absolute(folder).lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

TrainingCourse::TrainingCourse(TrainingCourseOptions options, SheetKeeper& sheets)
    : options_(std::move(options)), sheets_(sheets) {}

void TrainingCourse::open_images(const std::function<void(std::int64_t done, std::int64_t total)>& progress) {
  images_ = open_training_images(
      options_.config,
      {.data_dir = options_.data_dir, .cache_dir = options_.cache_dir, .progress = progress});
}

void TrainingCourse::open_run() {
  run_.emplace(options_.config, images_, options_.run);
  iterations_ = options_.iterations >= 0 ? options_.iterations
                                         : iterations_in(options_.epochs, run_->trainer().batches_per_epoch(),
                                                         options_.config.discriminator_updates);
  if (run_->iteration() > iterations_)
    throw Error("the training in " + options_.run.folder.string() + " is at iteration " +
                std::to_string(run_->iteration()) + " and was to end at " + std::to_string(iterations_) +
                "; expected --iterations of " + std::to_string(run_->iteration()) + " or more");
  if (!options_.kept_options.empty())
    write_file_atomically(kept_options_path(options_.run.folder), options_.kept_options);
  sheets_.forget_after(run_->resumed_at());
  const std::int64_t now = run_->iteration();
  if (now == 0 || (now % options_.sheet_every == 0 && !sheets_.has(now))) add_sheet();
}

void TrainingCourse::go_on_to(std::int64_t iterations, const std::string& kept_options) {
  if (iterations <= run_->iteration())
    throw Error("the training in " + options_.run.folder.string() + " is at iteration " +
                std::to_string(run_->iteration()) + " and cannot go on to " + std::to_string(iterations) +
                "; expected a later one");
  if (!kept_options.empty()) write_file_atomically(kept_options_path(options_.run.folder), kept_options);
  iterations_ = iterations;
}

void TrainingCourse::add_sheet() { sheets_.add(*run_->frame()); }

std::vector<HealthWarning> TrainingCourse::step() {
  std::vector<HealthWarning> news = run_->step();
  if (run_->iteration() % options_.sheet_every == 0) add_sheet();
  return news;
}

std::filesystem::path TrainingCourse::write_timelapse() {
  if (run_->iteration() % options_.sheet_every != 0) add_sheet();
  return sheets_.write_timelapse(options_.run.folder / "timelapse.mp4", options_.fps);
}

std::filesystem::path TrainingCourse::write_generator() {
  const std::filesystem::path path = options_.run.folder / kGeneratorFile;
  save_generator(run_->trainer(), path, about(iterations_));
  return path;
}

std::filesystem::path TrainingCourse::write_snapshot() {
  const std::filesystem::path path = options_.run.folder / kSnapshotFile;
  save_generator(run_->trainer(), path, about(run_->iteration()));
  return path;
}

GeneratorAbout TrainingCourse::about(std::int64_t iterations) const {
  GeneratorAbout about = options_.about;
  ImageTrainConfig config = options_.config;
  // A folder's place says more of this machine than of the data.
  if (const std::size_t colon = config.data.find(':'); colon != std::string::npos)
    config.data = config.data.substr(0, colon + 1) + folder_name(config.data.substr(colon + 1));
  if (about.data.empty()) about.data = config.data;
  if (about.name.empty())
    about.name = config.data.substr(config.data.find(':') + 1) + "-" + name_of(config.arch);
  std::string command = "ganscope train " + to_options_text(config);
  // A seed that is the default is told too: who reads the card may not know it.
  if (command.find(" --seed ") == std::string::npos) command += " --seed " + std::to_string(config.seed);
  // Nothing that differs between two runs of equal weights: no clock, no folder.
  about.notes =
      command + " --iterations " + std::to_string(iterations) + "; on " + counted(options_.threads, "thread");
  return about;
}

}  // namespace ganscope
