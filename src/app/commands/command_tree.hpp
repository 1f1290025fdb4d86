#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace ganscope {

/// An option or a positional argument as --help, man pages and shells show it.
struct CommandOption {
  std::vector<std::string> names;  ///< "-h", "--help"; of a positional its placeholder, "MODEL"
  std::string placeholder;         ///< of its value, "FILE.png"; "" for flags and positionals without one
  std::string help;                ///< one line
  std::string group;               ///< heading it stands under
  std::vector<std::string> words;  ///< see offered_words()
  bool positional = false;
  bool required = false;
  bool takes_value = false;
};

/// A command with those below it.
struct Command {
  std::vector<std::string> path;  ///< "ganscope", "oracle", "train"
  std::string help;               ///< one line
  std::vector<CommandOption> options;
  std::vector<Command> commands;

  /// The path's words with `separator` between: "ganscope-oracle-train".
  [[nodiscard]] std::string name(const char* separator = " ") const;
};

/// What `app` knows of itself, without hidden commands and options. The only reader of CLI11's tables, so
/// that man pages and completions say what --help says.
[[nodiscard]] Command describe_commands(CLI::App& app);

/// `root` and every command below it, each before those below it.
[[nodiscard]] std::vector<const Command*> all_commands(const Command& root);

/// What a value's placeholder says of it: which paths a shell offers.
struct ValuePaths {
  bool file = false;
  bool folder = false;
  std::vector<std::string> extensions = {};  ///< "png"; empty for any
};
/// Of "FILE.png", "DIR", "MODEL"; neither file nor folder for "N" and other words.
[[nodiscard]] ValuePaths paths_of(const std::string& placeholder);

}  // namespace ganscope
