#pragma once
#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace ganscope {

/// What a command knows of the program it is a part of.
struct CommandContext {
  CLI::App& program;                      ///< with every command
  const std::vector<std::string>& words;  ///< of the command line, the command's own among them

  /// To be called before anything else happens by a command that computes with so many threads: LibTorch's
  /// threads shall sleep while they wait, for which the program may be started again.
  void with_threads(int threads) const;
};

/// What a parsed command does; returns the exit status. Throws UsageError and Error.
using CommandRun = std::function<int(const CommandContext&)>;

/// A command of the program.
struct SubcommandEntry {
  std::string words;  ///< behind the program's name: "tour", "oracle train"
  std::string help;   ///< one line
  /// Puts its options on its command line and returns what runs it once they are parsed; empty for a command
  /// that only holds others.
  std::function<CommandRun(CLI::App&)> make = {};
  bool hidden = false;  ///< known, and not advertised
};

// The commands, a room's at a time, in the order of --help.
[[nodiscard]] std::vector<SubcommandEntry> toy_subcommands();
[[nodiscard]] std::vector<SubcommandEntry> image_subcommands();
[[nodiscard]] std::vector<SubcommandEntry> model_subcommands();
[[nodiscard]] std::vector<SubcommandEntry> recover_subcommands();
[[nodiscard]] std::vector<SubcommandEntry> analysis_subcommands();
[[nodiscard]] std::vector<SubcommandEntry> bench_subcommands();
[[nodiscard]] std::vector<SubcommandEntry> training_subcommands();
[[nodiscard]] std::vector<SubcommandEntry> page_subcommands();

}  // namespace ganscope
