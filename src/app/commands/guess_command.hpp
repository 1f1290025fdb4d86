#pragma once
#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace ganscope {

/// `ganscope guess`: what stands between a model's layers isn't in its file, so every plausible reading of a
/// known family is drawn from the same seeds, side by side, with the card of each.
class GuessCommand {
 public:
  /// Adds it to the program's commands.
  explicit GuessCommand(CLI::App& app);
  ~GuessCommand();
  GuessCommand(const GuessCommand&) = delete;
  GuessCommand& operator=(const GuessCommand&) = delete;

  /// Runs it where it was asked for and returns the exit status. Throws Error: no known family, a folder that
  /// can't be written.
  [[nodiscard]] std::optional<int> run();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ganscope
