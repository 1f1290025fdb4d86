#pragma once
#include <string>

#include "app/files/model_choice.hpp"

namespace ganscope {

struct BenchOptions {
  bool json = false;
  double seconds = 6;           ///< of each timed part
  int threads = 0;              ///< of image training and generators; chosen before either runs
  std::string device = "auto";  ///< of generators
  bool by_turns = false;        ///< of generators: bench_generator_by_turns()
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

/// Steps of a search for latents: error and gradient of 1, 16 and 64 at once, by LibTorch's autograd and by
/// our kernels, in turns in one process; all three take options.seconds together. JSON key "ratio": ours over
/// autograd where that is least.
[[nodiscard]] int bench_recover(const BenchOptions& options, const ModelChoice& model);

/// Lets another program take the turns, so that what this is compared with may be anything: after a line with
/// the model's sizes it reads "IMAGES PASSES" from standard input, line by line, and answers each with the
/// seconds that one pass took; and "image" and a latent with that image's numbers in [0, 1]. Ends with the
/// input. Throws UsageError for a line that is neither.
[[nodiscard]] int bench_generator_by_turns(const BenchOptions& options, const ModelChoice& model);

}  // namespace ganscope
