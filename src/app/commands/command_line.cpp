#include "app/commands/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <utility>

#include "app/commands/empty_values.hpp"
#include "app/commands/file_hint.hpp"
#include "app/commands/help_pages.hpp"
#include "app/commands/likely_names.hpp"
#include "app/commands/subcommand_entry.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "core/version.hpp"
#include "engine/onednn_health.hpp"
#include "engine/threads.hpp"

namespace ganscope {
namespace {

/// Every command, in the order of --help.
std::vector<SubcommandEntry> subcommand_entries() {
  std::vector<SubcommandEntry> all;
  for (const auto& part :
       {toy_subcommands(), image_subcommands(), model_subcommands(), recover_subcommands(),
        analysis_subcommands(), bench_subcommands(), training_subcommands(), page_subcommands()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

/// The parser with its commands, and what each does.
class ParsedProgram {
 public:
  ParsedProgram() : app_("ganscope shows how a GAN learns.", "ganscope") {
    app_.set_version_flag("--version", "ganscope " + std::string(version()));
    app_.require_subcommand(0, 1);
    for (const SubcommandEntry& entry : subcommand_entries()) add(entry);
    dress_help(app_);
  }

  [[nodiscard]] CLI::App& app() { return app_; }

  /// Throws UsageError for a first word that is no command.
  void require_command(const std::string& word) {
    if (word.starts_with('-')) return;
    std::vector<std::string> shown;  // hidden ones are known, not advertised
    for (const CLI::App* sub : app_.get_subcommands([](const CLI::App*) { return true; })) {
      if (sub->get_name() == word) return;
      if (!sub->get_group().empty()) shown.push_back(sub->get_name());
    }
    if (const std::string hint = not_a_command(word); !hint.empty()) throw UsageError(hint);
    throw unknown_name("command", word, shown);
  }

  /// Runs the command that was parsed.
  int run(const std::vector<std::string>& words) {
    for (const auto& [command, run] : runs_)
      if (command->parsed()) return run({app_, words});
    throw UsageError("no command was given; see ganscope --help");
  }

 private:
  void add(const SubcommandEntry& entry) {
    const std::size_t blank = entry.words.rfind(' ');
    CLI::App& parent = blank == std::string::npos ? app_ : *app_.get_subcommand(entry.words.substr(0, blank));
    CLI::App* command = parent.add_subcommand(
        blank == std::string::npos ? entry.words : entry.words.substr(blank + 1), entry.help);
    if (entry.hidden) command->group("");
    if (entry.make)
      runs_.emplace_back(command, entry.make(*command));
    else
      command->require_subcommand(1);
  }

  CLI::App app_;
  std::vector<std::pair<const CLI::App*, CommandRun>> runs_;
};

/// CLI11's own message, or the likely name where an option is unknown.
UsageError describe(const CLI::ParseError& error, const CLI::App& app,
                    const std::vector<std::string>& words) {
  const CLI::App* command = &app;
  std::string path = "ganscope";
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
    path += " " + command->get_name();
  }
  std::vector<std::string> known;
  std::vector<std::string> shown;  // other spellings are known, not advertised
  for (const CLI::Option* option : command->get_options()) {
    for (const std::string& name : option->get_snames()) known.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    if (!option->get_lnames().empty()) shown.push_back("--" + option->get_lnames().front());
  }
  const std::string message = error.what();
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError))
    for (const std::string& word : words) {
      const std::string name = word.substr(0, word.find('='));
      const bool wrong = std::find(known.begin(), known.end(), name) == known.end();
      if (name.size() > 1 && name[0] == '-' && wrong && message.find(name) != std::string::npos)
        return unknown_option(name, shown, path);
    }
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError))
    for (const std::string& word : command->remaining())
      if (const std::string hint = not_an_argument(word, path.substr(path.find(' ') + 1)); !hint.empty())
        return UsageError(hint);
  return UsageError(message + "; see " + path + " --help");
}

/// "ganscope --preset fig1d" means "ganscope toy --preset fig1d".
std::vector<std::string> with_command(std::vector<std::string> words) {
  const bool named = !words.empty() && (words[0].empty() || words[0][0] != '-' || words[0] == "--help" ||
                                        words[0] == "-h" || words[0] == "--version");
  if (!named) words.insert(words.begin(), "toy");
  return words;
}

int parse_and_run(const std::vector<std::string>& arguments) {
  const std::vector<std::string> words = with_command(arguments);
  ParsedProgram program;
  program.require_command(words[0]);
  try {
    program.app().parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::Success& e) {
    return program.app().exit(e);
  } catch (const CLI::ParseError& e) {
    throw describe(e, program.app(), words);
  }
  refuse_empty_values(program.app());
  return program.run(words);
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments) {
  keep_freed_memory();
  avoid_broken_onednn();
  try {
    return parse_and_run(arguments);
  } catch (const UsageError& e) {
    log(LogLevel::error, e.what());
    return 2;
  } catch (const std::exception& e) {
    log(LogLevel::error, e.what());
    return 1;
  }
}

}  // namespace ganscope
