#include "app/commands/man_page.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

#include "app/commands/command_examples.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

/// Text for roff: no control line, no escape, and options whose hyphens can be searched for and copied.
std::string roff_text(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool starts_word = i == 0 || std::string_view(" '(,/-").find(text[i - 1]) != std::string_view::npos;
    if (c == '\\')
      out += "\\e";
    else if (c == '-' && starts_word)
      out += "\\-";
    else if (c == '\'')
      out += "\\(aq";
    else if (c == '~')
      out += "\\(ti";
    else if (c == '^')
      out += "\\(ha";
    else
      out += c;
  }
  return out.starts_with('.') ? "\\&" + out : out;
}

std::string option_escaped(std::string text) {
  std::string out;
  for (const char c : text) out += c == '-' ? std::string("\\-") : std::string(1, c);
  return out;
}

std::string bold(const std::string& text) { return "\\fB" + option_escaped(text) + "\\fR"; }
std::string italic(const std::string& text) { return "\\fI" + option_escaped(text) + "\\fR"; }

/// "objective" as a sentence: "Objective."
std::string sentence(std::string text) {
  if (text.empty()) return text;
  // A name of our own or of an option keeps its spelling.
  const bool word =
      text.size() > 1 && (text[1] == ' ' || std::islower(static_cast<unsigned char>(text[1])) != 0);
  if (word) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text.ends_with('.') || text.ends_with('?') ? text : text + ".";
}

/// "ganscope tour [OPTION]... MODEL"
std::string synopsis(const Command& command) {
  std::string line = bold(command.name());
  if (!command.commands.empty() && command.path.size() > 1)
    return line + " " + italic("COMMAND") + " [" + italic("OPTION") + "]...";
  line += " [" + italic("OPTION") + "]...";
  for (const CommandOption& option : command.options)
    if (option.positional)
      line += (option.required ? " " : " [") + italic(option.names[0]) + (option.required ? "" : "]");
  return line;
}

std::string label(const CommandOption& option) {
  if (option.positional) return italic(option.names[0]);
  std::string text;
  for (const std::string& name : option.names) text += (text.empty() ? "" : ", ") + bold(name);
  return option.takes_value ? text + " " + italic(option.placeholder.empty() ? "VALUE" : option.placeholder)
                            : text;
}

void add_option_entry(std::string& out, const CommandOption& option) {
  out += ".TP\n" + label(option) + "\n" + roff_text(sentence(option.help)) + "\n";
  // Help names the words of most options itself; others are listed here.
  if (option.words.empty() || option.help.find(option.words.front()) != std::string::npos) return;
  out += ".br\n" + roff_text("One of: " + join(option.words, ", ")) + ".\n";
}

void add_options(std::string& out, const Command& command) {
  std::vector<std::string> groups;
  for (const CommandOption& option : command.options)
    if (!option.positional && std::find(groups.begin(), groups.end(), option.group) == groups.end())
      groups.push_back(option.group);
  bool positionals = false;
  for (const CommandOption& option : command.options) {
    if (!option.positional) continue;
    if (!positionals) out += ".SH ARGUMENTS\n";
    positionals = true;
    add_option_entry(out, option);
  }
  out += ".SH OPTIONS\n";
  for (const std::string& group : groups) {
    if (groups.size() > 1 && group != "Options") out += ".SS " + roff_text(group) + "\n";
    for (const CommandOption& option : command.options)
      if (!option.positional && option.group == group) add_option_entry(out, option);
  }
}

std::string reference(const Command& command) { return ".BR " + option_escaped(command.name("-")) + " (1)"; }

void add_commands(std::string& out, const Command& command) {
  if (command.commands.empty()) return;
  out += ".SH COMMANDS\n";
  for (const Command& sub : command.commands)
    out += ".TP\n" + reference(sub) + "\n" + roff_text(sentence(sub.help)) + "\n";
}

void add_examples(std::string& out, const Command& command) {
  const std::vector<CommandExample> examples = command_examples(command.name());
  if (examples.empty()) return;
  out += ".SH EXAMPLES\n";
  for (const CommandExample& example : examples)
    out += ".TP\n" + bold(example.line) + "\n" + roff_text(example.what) + "\n";
}

/// What concerns every command stands on the program's page.
constexpr const char* kProgramPage = R"(.SH FILES
.TP
.I ../share/ganscope
beside the program's folder: models and examples that come along.
A program that is moved together with that folder finds them again.
.TP
.I \(ti/.local/share/ganscope/models
Generators of one's own: NAME.safetensors there opens as NAME.
The same folder below each entry of XDG_DATA_DIRS counts too.
.TP
.I \(ti/.local/share/ganscope/data
Data sets to train on.
.TP
.I \(ti/.config/ganscope
What a window remembers: its looks, recent files and models.
.TP
.I \(ti/.cache/ganscope
Decoded photographs; can be deleted at any time.
.SH ENVIRONMENT
.TP
.B GANSCOPE_MODELS
The only folder that generators are opened from by name.
.TP
.BR XDG_DATA_HOME ", " XDG_DATA_DIRS ", " XDG_CONFIG_HOME ", " XDG_CACHE_HOME
Move the folders named above.
.TP
.B DISPLAY
The display of a window; without one the program works offscreen.
.TP
.B OMP_WAIT_POLICY
Set to passive by the program where more than one thread trains, unless it is set already.
.SH EXIT STATUS
0 when all went well, 1 when something failed, 2 for a wrong command line.
Errors are one line on standard error.
)";

void add_see_also(std::string& out, const Command& root, const Command& command) {
  std::vector<std::string> others;
  if (command.path.size() > 1) others.push_back("ganscope");
  // The neighbours of a command, and what a program's page lists anyway.
  for (const Command* each : all_commands(root))
    if (each->path.size() == 2 && each->path != command.path && command.path.size() > 1)
      others.push_back(each->name("-"));
  if (others.empty()) return;
  out += ".SH SEE ALSO\n";
  for (std::size_t i = 0; i < others.size(); ++i)
    out += ".BR " + option_escaped(others[i]) + " (1)" + (i + 1 < others.size() ? ",\n" : "\n");
}

}  // namespace

std::string man_page(const Command& root, const Command& command, const ManPageInfo& info) {
  const bool program = command.path.size() == 1;
  const std::string name = command.name("-");
  std::string title = name;
  for (char& c : title) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  std::string out = ".\\\" Made by 'ganscope man' from the tables behind --help.\n";
  out += ".TH " + option_escaped(title) + " 1 " + info.date + " \"" + info.version +
         "\" \"ganscope\"\n.nh\n.ad l\n";
  out += ".SH NAME\n" + option_escaped(name) + " \\- " +
         roff_text(program ? "see how a GAN learns" : command.help) + "\n";
  out += ".SH SYNOPSIS\n" + synopsis(command) + "\n";
  if (program)
    out += ".br\n" + bold("ganscope") + " " + italic("COMMAND") + " [" + italic("OPTION") + "]...\n";
  out += ".SH DESCRIPTION\n";
  if (program)
    out +=
        "Trains small generative adversarial networks on 2-D manifolds and draws every step;\n"
        "opens generators of images and flies through their latent space; trains them; records what it "
        "shows.\n"
        "The same picture comes out of a window, a PNG or a video, and the same seed gives the same "
        "run.\n.PP\n"
        "Without a command, options are those of\n.BR ganscope\\-toy (1).\n";
  else
    out += roff_text(sentence(command.help)) + "\n";
  add_commands(out, command);
  add_options(out, command);
  add_examples(out, command);
  out +=
      program
          ? kProgramPage
          : ".SH EXIT STATUS\n0 when all went well, 1 when something failed, 2 for a wrong command line.\n";
  add_see_also(out, root, command);
  return out;
}

}  // namespace ganscope
