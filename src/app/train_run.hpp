#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "exchange/image_train_config.hpp"

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
  std::string name;                     ///< of the model; empty: the folder's
  std::string licence;                  ///< of the weights, for the card
  std::string about_data;               ///< for the card; empty: the data's name
  bool json = false;
};

/// Trains without a window. Returns the exit status: 0, or 130 when it was interrupted, after a
/// checkpoint. Throws Error.
[[nodiscard]] int run_training(const TrainRunOptions& options);

}  // namespace ganscope
