#pragma once
#include <CLI/CLI.hpp>
#include <string>

#include "app/commands/option_reader.hpp"
#include "app/files/kept_options.hpp"
#include "app/train/train_run.hpp"

namespace ganscope {

/// The options of `ganscope train`, as text until they are all known.
class TrainCommandLine {
 public:
  explicit TrainCommandLine(CLI::App& command);

  /// After parsing: defaults, or with --resume the training's own options (the checkpoint's and those of
  /// its last command), then the command line.
  /// Throws UsageError, Error for a checkpoint that cannot be used.
  [[nodiscard]] TrainRunOptions options() const;

 private:
  [[nodiscard]] ImageTrainConfig fresh_config() const;
  /// The training that --resume goes on with; every option given must say the same as it did.
  void take_checkpoint(TrainRunOptions& o) const;
  /// Those of the course; with --resume the ones not given are as in the command before.
  [[nodiscard]] KeptOptions course_options(const TrainRunOptions& o) const;

  CLI::App& command_;
  OptionReader reader_;
};

}  // namespace ganscope
