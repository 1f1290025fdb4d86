#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/recovery/differentiable_generator.hpp"
#include "exchange/image_config.hpp"
#include "exchange/latent.hpp"
#include "exchange/recovery_frame.hpp"

namespace ganscope {

/// What is searched for: a picture of a file, or what the generator makes of a latent.
struct RecoveryWish {
  ImageConfig model;             ///< what of it opens a model; opened again where that differs from before
  std::filesystem::path file{};  ///< of the picture
  Latent latent{};               ///< used where no file is named
  std::string name{};            ///< of what the latent shows, "seed:3"; a file's is its own
  int label = 0;                 ///< of a generator with classes
  RecoveryConfig config{};
};

struct RecoveryWorkerOptions {
  int threads = 1;  ///< LibTorch threads of the worker
  /// How a model is opened so that it can be followed back, on the worker's thread.
  std::function<std::unique_ptr<DifferentiableGenerator>(const ImageConfig&)> open;
  /// Called from the worker's thread when there is something new to take.
  std::function<void()> notify;
};

/// Searches for one picture's latent on a thread of its own, one step after the other, and makes a frame
/// whenever the last one was taken. An exception travels as data, in the frame's `error`.
class RecoveryWorker {
 public:
  explicit RecoveryWorker(RecoveryWorkerOptions options);
  ~RecoveryWorker();  ///< returns when the step in work is done
  RecoveryWorker(const RecoveryWorker&) = delete;
  RecoveryWorker& operator=(const RecoveryWorker&) = delete;

  /// Begins another search in the place of the one before; it runs. Returns its frames' `run`.
  std::uint64_t search(RecoveryWish wish);
  /// A search at its end doesn't run.
  void set_running(bool on);
  /// One step, then it pauses.
  void step();
  /// Criterion, rate, settling and number of iterations of the search that goes on. One at its end goes on
  /// where there are more iterations now. The criterion must suit the prior: check_criterion().
  void set_live(const RecoveryConfig& config);

  /// The newest frame not taken yet, or nullptr.
  [[nodiscard]] RecoveryFramePtr take_frame();
  [[nodiscard]] bool has_frame() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ganscope
