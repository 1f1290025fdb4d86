#include "app/commands/command_tree.hpp"

#include <algorithm>
#include <cctype>

#include "app/commands/option_words.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

std::string in_capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

CommandOption describe(CLI::Option& option) {
  CommandOption out;
  out.positional = option.get_positional();
  out.required = option.get_required();
  out.takes_value = option.get_expected_min() > 0;
  out.help = option.get_description();
  out.group = option.get_group();
  out.words = offered_words(option);
  if (out.takes_value) out.placeholder = option.get_type_name();
  for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
  // The others are older or other spellings, which are read and not advertised.
  if (!option.get_lnames().empty()) out.names.push_back("--" + option.get_lnames().front());
  if (!out.positional) return out;
  const std::string name = in_capitals(option.get_single_name());
  // A name of the value itself ("MODEL") says more than the argument's.
  out.names = {out.placeholder == "MODEL" || out.placeholder.empty() ? name : out.placeholder};
  if (out.placeholder.empty()) out.placeholder = name;
  return out;
}

Command describe(CLI::App& app, std::vector<std::string> path) {
  Command out;
  path.push_back(app.get_name());
  out.path = path;
  out.help = app.get_description();
  for (CLI::Option* option : app.get_options([](CLI::Option*) { return true; }))
    if (!option->get_group().empty()) out.options.push_back(describe(*option));
  for (CLI::App* sub : app.get_subcommands([](CLI::App* each) { return !each->get_group().empty(); }))
    out.commands.push_back(describe(*sub, path));
  return out;
}

void collect(const Command& command, std::vector<const Command*>& into) {
  into.push_back(&command);
  for (const Command& sub : command.commands) collect(sub, into);
}

}  // namespace

std::string Command::name(const char* separator) const { return join(path, separator); }

Command describe_commands(CLI::App& app) { return describe(app, {}); }

std::vector<const Command*> all_commands(const Command& root) {
  std::vector<const Command*> all;
  collect(root, all);
  return all;
}

ValuePaths paths_of(const std::string& placeholder) {
  if (placeholder == "DIR") return {.folder = true};
  if (placeholder == "MODEL") return {.file = true, .extensions = {"pt", "pth", "safetensors"}};
  const std::size_t dot = placeholder.rfind('.');
  if (dot != std::string::npos) return {.file = true, .extensions = {placeholder.substr(dot + 1)}};
  return {.file = placeholder == "FILE"};
}

}  // namespace ganscope
