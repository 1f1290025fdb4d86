#pragma once
#include <string>

#include "app/files/model_choice.hpp"

namespace ganscope {

struct BenchOptions {
  bool json = false;
  double seconds = 6;           ///< of each timed part
  int threads = 0;              ///< of image training and generators; chosen before either runs
  std::string device = "auto";  ///< of generators
};

/// Iterations a second at 1 and 2 threads beside a plain LibTorch loop of the same network, in turns in one
/// process. JSON keys: "ratio", ours over plain, each with the threads that suit it; "ratio_1_thread";
/// "gemm_share", the least share of our time that its matrix products alone would take; "separate", "plain"
/// and "adam", the ratio with separate batches, without normalisation, with Adam; "small_epochs_per_second"
/// of the shape that GAN Lab opens with.
[[nodiscard]] int bench_toy_training(const BenchOptions& options);

/// Training at the window's pace: frames are made and drawn at 1280x720 while one thread trains.
/// JSON key "ratio": its rate over the one-thread headless rate.
[[nodiscard]] int bench_view_training(const BenchOptions& options);

/// Iterations a second of image training beside pytorch/examples' loop in plain LibTorch, in turns in one
/// process, for dcgan and for dense. JSON key "ratio": ours over plain where that is least.
[[nodiscard]] int bench_image_training(const BenchOptions& options);

/// One image's latency and the throughput at 16 and 64 for plain LibTorch operators and for our network,
/// in turns in one process; all three take options.seconds together. JSON key "ratio": ours over plain where
/// that is least.
[[nodiscard]] int bench_generator(const BenchOptions& options, const ModelChoice& model);

}  // namespace ganscope
