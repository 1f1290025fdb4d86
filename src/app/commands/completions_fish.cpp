#include "app/commands/completions.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

constexpr const char* kFishHead = R"(# fish completion for ganscope; made by 'ganscope completions fish'

# Offers the paths behind a prefix such as "file:" or '', or the prefix itself; the rest are extensions, 'dir' for
# folders.
function __ganscope_paths
    set -l prefix $argv[1]
    set -l token (commandline -ct)
    if not string match -q -- "$prefix*" "$token"
        echo $prefix
        return
    end
    set -l typed (string sub -s (math (string length -- $prefix) + 1) -- "$token")
    for path in (string replace -r '^~/' "$HOME/" -- "$typed")*
        set -l shown $path
        if string match -q -- '~/*' "$typed"
            set shown (string replace -- "$HOME/" '~/' $path)
        end
        if test -d $path
            echo "$prefix$shown/"
        else if contains -- (string replace -r '.*\.' '' -- $path) $argv[2..-1]
            echo "$prefix$shown"
        end
    end
end

# The command that is typed, "toy" or "oracle/train"; the arguments are all there are.
function __ganscope_command
    set -l path
    for word in (commandline -opc)[2..-1]
        if contains -- (string join / -- $path $word) $__ganscope_commands
            set -a path $word
        else
            break
        end
    end
    string join / -- $path
end

# Whether $argv[1] is that command, '' for none yet.
function __ganscope_is
    set -l command (__ganscope_command)
    test "$command" = "$argv[1]"
end

# The same for options and arguments. Options without one are those of toy.
function __ganscope_at
    set -l command (__ganscope_command)
    if test -z "$command"; and string match -q -- '-*' (commandline -opc)[2] (commandline -ct)
        set command toy
    end
    test "$command" = "$argv[1]"
end

complete -c ganscope -f
)";

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string slashed(const Command& command) {
  return join(std::vector<std::string>(command.path.begin() + 1, command.path.end()), "/");
}

/// Words for -a: fish splits them at blanks and runs what stands in parentheses.
std::string arguments(const ValueChoices& choices) {
  std::vector<std::string> parts = choices.words;
  for (const PathWord& word : choices.prefixed)
    parts.push_back("(__ganscope_paths " + word.prefix + " " +
                    (word.paths.folder ? "dir" : join(word.paths.extensions, " ")) + ")");
  if (choices.paths.folder) parts.push_back("(__ganscope_paths '' dir)");
  if (!choices.paths.extensions.empty())
    parts.push_back("(__ganscope_paths '' " + join(choices.paths.extensions, " ") + ")");
  return join(parts, " ");
}

void add_option(std::string& out, const Command& command, const CommandOption& option) {
  std::string line = "complete -c ganscope -n '__ganscope_at " + slashed(command) + "'";
  for (const std::string& name : option.names)
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (option.takes_value) {
    const ValueChoices choices = choices_of(option);
    const std::string words = arguments(choices);
    const bool any_file = choices.paths.file && choices.paths.extensions.empty();
    line += any_file ? " -r -F" : " -x";
    if (!words.empty()) line += " -a " + quoted(words);
  }
  out += line + " -d " + quoted(option.help) + "\n";
}

void add_arguments(std::string& out, const Command& command) {
  for (const CommandOption& option : command.options) {
    if (!option.positional) continue;
    const ValueChoices choices = choices_of(option);
    if (choices.none()) continue;
    const bool any_file = choices.paths.file && choices.paths.extensions.empty();
    const std::string words = arguments(choices);
    out += "complete -c ganscope -n '__ganscope_at " + slashed(command) + "'" + (any_file ? " -F" : "") +
           (words.empty() ? "" : " -a " + quoted(words)) + "\n";
  }
}

}  // namespace

std::string fish_completions(const Command& root) {
  std::string out = kFishHead;
  std::vector<std::string> names;
  for (const Command* command : all_commands(root))
    if (command->path.size() > 1) names.push_back(slashed(*command));
  out += "set -g __ganscope_commands " + join(names, " ") + "\n";
  for (const Command* command : all_commands(root)) {
    for (const Command& sub : command->commands)
      out += "complete -c ganscope -n '__ganscope_is \"" + slashed(*command) + "\"' -a " + sub.path.back() +
             " -d " + quoted(sub.help) + "\n";
    for (const CommandOption& option : command->options)
      if (!option.positional) add_option(out, *command, option);
    add_arguments(out, *command);
  }
  return out;
}

}  // namespace ganscope
