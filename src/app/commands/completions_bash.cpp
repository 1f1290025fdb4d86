#include "app/commands/completions.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

constexpr const char* kBashHead = R"(# bash completion for ganscope; made by 'ganscope completions bash'

# Offers the words among $2... that begin with what is typed.
_ganscope_words() {
  local word
  for word in "${@:2}"; do
    [[ $word != "$1"* ]] || COMPREPLY+=("$word")
  done
}

# Offers folders and files; $2 is what stands before the path, $3... are extensions, 'dir' for folders only.
_ganscope_paths() {
  local typed=${1#"$2"} before=$2 path extension
  shift 2
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do
    if [[ -d $path ]]; then
      COMPREPLY+=("$before$path")
      [[ -z $before ]] || compopt -o nospace 2>/dev/null
      continue
    fi
    [[ $# -gt 0 ]] || COMPREPLY+=("$before$path")
    for extension in "$@"; do
      [[ $path != *."$extension" ]] || COMPREPLY+=("$before$path")
    done
  done < <(compgen -f -- "$typed")
}

_ganscope() {
  local -a words=()
  local word command='' previous current joined=false index
  COMPREPLY=()
  # Bash splits words at ':' and '='. A value keeps its colon here; '=' only parts it from its option.
  for ((index = 1; index <= COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    if [[ $word == : && ${#words[@]} -gt 0 ]]; then
      words[${#words[@]} - 1]+=:
      joined=true
    elif [[ $joined == true ]]; then
      words[${#words[@]} - 1]+=$word
      joined=false
    elif [[ $word != = || $index -eq $COMP_CWORD ]]; then
      words+=("${word#=}")
    fi
  done
  local last=$((${#words[@]} - 1))
  current=${words[last]}
  previous=
  [[ $last -eq 0 ]] || previous=${words[last - 1]}
  for word in "${words[@]:0:last}"; do
    case "$command/$word" in
)";

constexpr const char* kTail =
    R"(  # What stands before the last colon is typed already, and bash would type it again.
  if [[ $current == *:* && $COMP_WORDBREAKS == *:* ]]; then
    local typed=${current%"${current##*:}"}
    COMPREPLY=("${COMPREPLY[@]#"$typed"}")
  fi
}

complete -F _ganscope ganscope
)";

std::string below_root(const Command& command) {
  std::string path;
  for (std::size_t i = 1; i < command.path.size(); ++i) path += "/" + command.path[i];
  return path;
}

std::string quoted(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += " " + shell_quoted(word);
  return text;
}

std::string paths_call(const std::string& prefix, const ValuePaths& paths) {
  const std::vector<std::string> extensions =
      paths.folder ? std::vector<std::string>{"dir"} : paths.extensions;
  return "_ganscope_paths \"$current\" " + shell_quoted(prefix) + quoted(extensions);
}

/// The calls that offer what `choices` says; "" for nothing.
std::string offers(const ValueChoices& choices, const std::string& indent) {
  std::string text;
  std::vector<std::string> words = choices.words;
  std::vector<std::string> prefixes;
  for (const PathWord& word : choices.prefixed) prefixes.push_back(word.prefix);
  if (!words.empty()) text += indent + "_ganscope_words \"$current\"" + quoted(words) + "\n";
  for (const PathWord& word : choices.prefixed) {
    text += indent + "if [[ $current == " + word.prefix + "* ]]; then " +
            paths_call(word.prefix, word.paths) + "\n";
    text += indent + "else _ganscope_words \"$current\" " + word.prefix + "; fi\n";
  }
  for (const std::string& word : words)
    if (word.ends_with(':')) prefixes.push_back(word);
  // A prefix alone is no whole word yet.
  if (!prefixes.empty())
    text +=
        indent + "[[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != *: ]] || compopt -o nospace 2>/dev/null\n";
  if (choices.paths.file || choices.paths.folder) text += indent + paths_call("", choices.paths) + "\n";
  return text;
}

std::vector<std::string> option_names(const Command& command) {
  std::vector<std::string> names;
  for (const CommandOption& option : command.options)
    if (!option.positional) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

/// case: what follows an option of each command.
void add_values(std::string& out, const Command& command) {
  for (const CommandOption& option : command.options) {
    if (option.positional || !option.takes_value) continue;
    std::vector<std::string> patterns;
    for (const std::string& name : option.names)
      patterns.push_back("'" + below_root(command) + " " + name + "'");
    const std::string calls = offers(choices_of(option), "      ");
    out += "    " + join(patterns, "|") + ")\n" + (calls.empty() ? "      return\n" : calls) + "      ;;\n";
  }
}

/// case: options, commands and arguments of each command.
void add_words(std::string& out, const Command& root, const Command& command) {
  out += "        '" + below_root(command) + "')\n          if [[ $current == -* ]]; then\n";
  std::vector<std::string> names = option_names(command);
  if (command.path.size() == 1)
    for (const std::string& name : option_names(command_called(root, "ganscope toy")))
      if (name != "--help" && name != "-h") names.push_back(name);
  out += "            _ganscope_words \"$current\"" + quoted(names) + "\n          else\n";
  std::string rest;
  std::vector<std::string> commands;
  for (const Command& sub : command.commands) commands.push_back(sub.path.back());
  if (!commands.empty()) rest += "            _ganscope_words \"$current\"" + quoted(commands) + "\n";
  for (const CommandOption& option : command.options)
    if (option.positional) rest += offers(choices_of(option), "            ");
  out += (rest.empty() ? "            :\n" : rest) + "          fi\n          ;;\n";
}

}  // namespace

std::string bash_completions(const Command& root) {
  std::string out = kBashHead;
  std::vector<std::string> paths;
  const std::vector<const Command*> all = all_commands(root);
  for (const Command* command : all)
    if (command->path.size() > 1) paths.push_back(below_root(*command));
  out += "      " + join(paths, "|") + ") command+=/$word ;;\n      *) break ;;\n    esac\n  done\n";
  out += "  [[ -n $command || $last -eq 0 || ${words[0]} != -* ]] || command=/toy\n";
  out += "  case \"$command $previous\" in\n";
  for (const Command* command : all) add_values(out, *command);
  out += "    *)\n      case \"$command\" in\n";
  for (const Command* command : all) add_words(out, root, *command);
  out += "      esac\n      ;;\n  esac\n";
  return out + kTail;
}

}  // namespace ganscope
