#include "app/commands/completions.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

constexpr const char* kZshHead = R"(#compdef ganscope
# zsh completion for ganscope; made by 'ganscope completions zsh'

# Offers words, and paths behind those with a colon: "folder:dir", "file:csv".
_ganscope_value() {
  local word prefix
  local -a plain prefixes
  for word in "$@"; do
    prefix=${word%%:*}:
    if [[ $word != *:* ]]; then
      plain+=($word)
    elif [[ $word == *: ]]; then
      prefixes+=($word)
    elif compset -P "$prefix"; then
      if [[ ${word#*:} == dir ]]; then _files -/; else _files -g "*.${word#*:}"; fi
      return
    else
      prefixes+=($prefix)
    fi
  done
  compadd -a plain
  compadd -S '' -a prefixes
}

)";

/// Within single quotes of a specification of _arguments: its own brackets and colons are meant literally.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    if (c == '\'') out += "'\\'";
    out += c;
  }
  return out;
}

std::string function_name(const Command& command) { return "_" + join(command.path, "_"); }

/// What completes a value; " " where nothing can be offered.
std::string action(const ValueChoices& choices) {
  std::vector<std::string> calls;
  std::string words = join(choices.words, " ");
  for (const PathWord& word : choices.prefixed)
    words += (words.empty() ? "" : " ") + word.prefix +
             (word.paths.folder               ? "dir"
              : word.paths.extensions.empty() ? "*"
                                              : word.paths.extensions.front());
  if (!words.empty()) calls.push_back("_ganscope_value " + words);
  if (choices.paths.folder) calls.push_back("_files -/");
  const std::vector<std::string>& extensions = choices.paths.extensions;
  // In parentheses one alone would be taken for a qualifier.
  if (choices.paths.file)
    calls.push_back(extensions.empty()       ? "_files"
                    : extensions.size() == 1 ? "_files -g \"*." + extensions[0] + "\""
                                             : "_files -g \"*.(" + join(extensions, "|") + ")\"");
  if (calls.empty()) return " ";
  std::string text;
  for (const std::string& call : calls) text += (text.empty() ? "" : "; ") + call;
  std::string out;
  for (const char c : text) out += c == ':' ? std::string("\\:") : std::string(1, c);
  return "{" + out + "}";
}

void add_option(std::string& out, const CommandOption& option) {
  const std::string value = option.takes_value
                                ? ":" + escaped(option.placeholder.empty() ? "value" : option.placeholder) +
                                      ":" + action(choices_of(option))
                                : "";
  const std::string exclusive = "(" + join(option.names, " ") + ")";
  for (const std::string& name : option.names)
    out += "    '" + exclusive + name + (option.takes_value && name.starts_with("--") ? "=" : "") + "[" +
           escaped(option.help) + "]" + value + "'\n";
}

void add_function(std::string& out, const Command& root, const Command& command) {
  out += function_name(command) + "() {\n  local context state state_descr line\n  typeset -A opt_args\n";
  const bool has_commands = !command.commands.empty();
  const bool program = command.path.size() == 1;
  if (program) {
    // Options without a command are those of toy.
    out += "  if [[ $words[2] == -* ]]; then\n    [[ $CURRENT -gt 2 ]] || compadd -- --version\n";
    out += "    " + function_name(command_called(root, "ganscope toy")) + "\n    return\n  fi\n";
  }
  std::string specs;
  for (const CommandOption& option : command.options)
    if (!option.positional) add_option(specs, option);
  for (const CommandOption& option : command.options)
    if (option.positional)
      specs += "    '" + std::string(option.required ? ":" : "::") + escaped(option.names[0]) + ":" +
               action(choices_of(option)) + "'\n";
  if (has_commands) specs += "    '1:command:->command'\n    '*::argument:->argument'\n";
  out += "  local -a specs=(\n" + specs + "  )\n";
  out += has_commands ? "  _arguments -C -S $specs && return\n" : "  _arguments -S $specs\n";
  if (has_commands) {
    out += "  case $state in\n    command)\n      local -a commands=(\n";
    for (const Command& sub : command.commands)
      out += "        '" + sub.path.back() + ":" + escaped(sub.help) + "'\n";
    out += "      )\n      _describe command commands\n      ;;\n    argument)\n      case $words[1] in\n";
    for (const Command& sub : command.commands)
      out += "        " + sub.path.back() + ") " + function_name(sub) + " ;;\n";
    out += "      esac\n      ;;\n  esac\n";
  }
  out += "}\n\n";
}

}  // namespace

std::string zsh_completions(const Command& root) {
  std::string out = kZshHead;
  for (const Command* command : all_commands(root)) add_function(out, root, *command);
  return out + "_ganscope \"$@\"\n";
}

}  // namespace ganscope
