#pragma once
#include <filesystem>
#include <string>

namespace ganscope {

/// What opens a file that stands on a command line where none is expected.
struct FileHint {
  std::string command;  ///< the whole line: "ganscope toy --data file:heart.csv"; "" where nothing opens it
  std::string option;   ///< how the command at hand takes it: "--data file:heart.csv"; "" where it doesn't
  bool there = false;   ///< whether such a file, or folder, is there
};

/// By what `word` leads to, or for what isn't there by the ending of its name: points, configurations,
/// latents, cards, pictures, models (FILE#PREFIX among them, and the names of those that come along), MNIST's
/// files, folders of pictures and of trainings. `command` is the one at hand ("toy"), "" for none.
[[nodiscard]] FileHint hint_for_file(const std::string& word, const std::string& command);

/// "'heart.csv' is a file, not a command; ..." for the first word of a command line; "" where it is no file
/// and looks like none.
[[nodiscard]] std::string not_a_command(const std::string& word);

/// The same for a word behind the command ("toy") that it has no use for.
[[nodiscard]] std::string not_an_argument(const std::string& word, const std::string& command);

}  // namespace ganscope
