#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/commands/command_tree.hpp"

namespace ganscope {

/// Scripts that complete the program's commands, options and values, from what `root` says of itself. Options
/// without a command are those of `ganscope toy`, as on the command line. Each stands alone: bash needs no
/// bash-completion, zsh its own compinit.
[[nodiscard]] std::string bash_completions(const Command& root);
[[nodiscard]] std::string zsh_completions(const Command& root);
[[nodiscard]] std::string fish_completions(const Command& root);

/// A word that wants a path behind its colon: "folder:DIR", "file:POINTS.csv".
struct PathWord {
  std::string prefix;  ///< "folder:"
  ValuePaths paths;
};

/// What stands for a value, told apart.
struct ValueChoices {
  std::vector<std::string> words;  ///< whole ones, and prefixes such as "normal:"
  std::vector<PathWord> prefixed;
  ValuePaths paths;

  [[nodiscard]] bool none() const {
    return words.empty() && prefixed.empty() && !paths.file && !paths.folder;
  }
};
[[nodiscard]] ValueChoices choices_of(const CommandOption& option);

/// The command that `name`s; throws std::out_of_range where there is none.
[[nodiscard]] const Command& command_called(const Command& root, std::string_view name);

}  // namespace ganscope
