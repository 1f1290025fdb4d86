#pragma once
#include <string>

#include "app/files/model_choice.hpp"

namespace ganscope {

struct BenchOptions {
  bool json = false;
  double seconds = 6;  ///< of each timed part
};

/// Iterations a second at 1 and 2 threads beside a plain LibTorch loop of the same network, in turns
/// in one process. JSON key "ratio": ours over plain at one thread.
[[nodiscard]] int bench_toy_training(const BenchOptions& options);

/// Training at the window's pace: frames are made and drawn at 1280x720 while one thread trains.
/// JSON key "ratio": its rate over the one-thread headless rate.
[[nodiscard]] int bench_view_training(const BenchOptions& options);

/// Iterations a second of image training beside pytorch/examples' loop in plain LibTorch, in turns in one
/// process, for dcgan and for dense. JSON key "ratio": ours over plain where that is least.
[[nodiscard]] int bench_image_training(const BenchOptions& options, int threads);

struct BenchGeneratorOptions {
  ModelChoice model;
  std::string device = "auto";
  int threads = 1;
  bool json = false;
  double seconds = 6;  ///< of all three parts
};

/// One image's latency and the throughput at 16 and 64 for plain LibTorch operators and for our network,
/// in turns in one process. JSON key "ratio": ours over plain where that is least.
[[nodiscard]] int bench_generator(const BenchGeneratorOptions& options);

}  // namespace ganscope
