#pragma once
#include <string>

namespace ganscope {

/// Threads LibTorch uses for training: with a window one unless the machine has more than two
/// cores (its spinning workers starve a software renderer), headless all cores up to four, where
/// networks this small stop gaining.
[[nodiscard]] int default_training_threads(bool window);

/// `wanted` threads of a run without a window; 0 chooses.
[[nodiscard]] int headless_threads(int wanted);

/// Sets the number of LibTorch and BLAS threads of the calling thread and of those it asks to work.
void use_threads(int count);
/// What use_threads() gave to the calling thread.
[[nodiscard]] int threads_in_use();

/// Keeps freed memory in the process: every iteration asks for the same few hundred kilobytes, and
/// giving them back to the system costs a page fault each time. Once, before the first tensor.
void keep_freed_memory();

struct EngineInfo {
  std::string libtorch;  ///< version
  std::string blas;      ///< library in use, with its version where it tells
  bool blas_is_reference = false;
  std::string parallel;           ///< LibTorch's parallel back end
  std::string onednn;             ///< version
  bool onednn_is_broken = false;  ///< see onednn_health.hpp
  int cores = 0;
  bool cuda = false;
};
[[nodiscard]] EngineInfo engine_info();

/// Lets other threads of the program go first on the calling thread's core: a picture that is late is
/// seen, an iteration that is late is not. Threads it starts from now on do the same. Where the system
/// has no such thing nothing happens.
void give_way_to_drawing();

}  // namespace ganscope
