#pragma once
#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace ganscope {

/// The commands about image sets, image GANs and their judges: train, data, neighbours, oracle, and
/// bench train.
class TrainingCommands {
 public:
  /// Adds them to the program's commands and to those of `bench`.
  TrainingCommands(CLI::App& app, CLI::App& bench);
  ~TrainingCommands();
  TrainingCommands(const TrainingCommands&) = delete;
  TrainingCommands& operator=(const TrainingCommands&) = delete;

  /// Runs the one that was asked for and returns its exit status; empty when it was none of them.
  /// `with_threads` is called with the number of threads before anything else happens.
  [[nodiscard]] std::optional<int> run(const std::function<void(int)>& with_threads);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ganscope
