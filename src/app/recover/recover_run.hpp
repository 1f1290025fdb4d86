#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/files/model_choice.hpp"
#include "engine/recovery/differentiable_generator.hpp"
#include "exchange/option.hpp"
#include "exchange/recovery_config.hpp"

namespace ganscope {

/// Everything `ganscope recover` takes.
struct RecoverRunOptions {
  ModelChoice model;
  std::vector<std::string> images;  ///< files
  std::string seeds;                ///< generated pictures: "1..20"; "" for none
  RecoveryConfig config;
  int label = 0;                ///< of a generator with classes
  std::filesystem::path out;    ///< folder; empty: a name of our own that nothing has
  std::filesystem::path video;  ///< of the search; empty: none
  int fps = 30;
  bool table = false;  ///< all criteria of the paper, over `targets` generated pictures
  int targets = 100;
  std::string device = "auto";
  bool trust = false;
  int threads = 0;
  bool json = false;
  double progress_every = 5;  ///< seconds between lines of progress, where nobody sees a bar
};

/// The options beside the search's own, which are recovery_options(), and the model's.
[[nodiscard]] const std::vector<Option<RecoverRunOptions>>& recover_run_options();

/// The command that does this again, for a shell.
[[nodiscard]] std::string recover_command(const RecoverRunOptions& options);

/// Opens the model and tells what was assumed of it. Throws Error.
[[nodiscard]] std::unique_ptr<DifferentiableGenerator> open_for_recovery(const RecoverRunOptions& options);

// Each leaves a folder and returns the exit status: 0, or 130 when it was interrupted. Throws Error and
// UsageError.

/// Searches for the latents of pictures: found.json (anchors), recovered.png, curves.csv, and the video.
[[nodiscard]] int run_recovery(const RecoverRunOptions& options);
/// Table 1 of latent recovery on this generator: table.json, table.csv, table.md. A folder where it was cut
/// goes on.
[[nodiscard]] int run_recovery_table(const RecoverRunOptions& options);

}  // namespace ganscope
