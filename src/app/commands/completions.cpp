#include "app/commands/completions.hpp"

#include <stdexcept>

namespace ganscope {

ValueChoices choices_of(const CommandOption& option) {
  ValueChoices choices;
  choices.paths = paths_of(option.placeholder);
  for (const std::string& word : option.words) {
    const std::size_t colon = word.find(':');
    if (colon == std::string::npos) {
      choices.words.push_back(word);
      continue;
    }
    const std::string prefix = word.substr(0, colon + 1);
    const ValuePaths paths = paths_of(word.substr(colon + 1));
    if (paths.file || paths.folder)
      choices.prefixed.push_back({prefix, paths});
    else
      choices.words.push_back(prefix);
  }
  return choices;
}

const Command& command_called(const Command& root, std::string_view name) {
  for (const Command* each : all_commands(root))
    if (each->name() == name) return *each;
  throw std::out_of_range("no command " + std::string(name));
}

}  // namespace ganscope
