#include "engine/train/training_run.hpp"

#include "core/error.hpp"
#include "core/log.hpp"
#include "core/output_path.hpp"
#include "exchange/image_train_options.hpp"

namespace ganscope {
namespace {

constexpr std::int64_t kLogFlushEvery = 10;  // iterations

std::filesystem::path checkpoint_folder(const std::filesystem::path& folder) {
  return folder / "checkpoints";
}

}  // namespace

ImageSetPtr open_training_images(const ImageTrainConfig& config, ImageSetOptions options) {
  options.split = Split::train;
  options.label = config.label;
  options.background = config.background;
  options.size = picture_size(config, {1, options.size, options.size}).height;
  return open_image_set(config.data, options);
}

std::optional<Checkpoint> newest_checkpoint(const std::filesystem::path& folder) {
  return CheckpointStore(checkpoint_folder(folder), 1).newest();
}

TrainingRun::TrainingRun(const ImageTrainConfig& config, ImageSetPtr data, const TrainingRunOptions& options)
    : options_(options),
      store_(checkpoint_folder(options.folder), options.keep),
      trainer_(config, std::move(data), options.device),
      health_(config.loss) {
  make_folder(options.folder);
  if (const std::vector<std::int64_t> there = store_.iterations(); !options.resume && !there.empty())
    throw Error(options.folder.string() + " holds a training at iteration " + std::to_string(there.back()) +
                "; add --resume to go on, or choose another --out");
  if (options.resume)
    if (const std::optional<Checkpoint> newest = store_.newest()) {
      trainer_.restore(*newest);
      resumed_at_ = saved_at_ = iteration();
    }
  log_.emplace(options.folder / "log.jsonl", resumed_at_);
}

std::vector<HealthWarning> TrainingRun::step() {
  try {
    trainer_.step();
  } catch (const DivergenceError& divergence) {
    log_->add_divergence(iteration() + 1, divergence.what());
    throw;
  }
  log_->add(trainer_.report());
  std::vector<HealthWarning> news = health_.add(trainer_.report());
  for (const HealthWarning& warning : news) log_->add(warning);
  if (iteration() % kLogFlushEvery == 0) log_->flush();
  if (iteration() % options_.checkpoint_every == 0) save_checkpoint();
  return news;
}

void TrainingRun::save_checkpoint() {
  if (saved_at_ == iteration()) return;
  log_->flush();
  store_.save(iteration(), trainer_.checkpoint());
  saved_at_ = iteration();
}

}  // namespace ganscope
