#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "app/commands/command_list.hpp"
#include "app/commands/completions.hpp"
#include "app/commands/man_page.hpp"
#include "app/commands/option_words.hpp"
#include "app/commands/subcommand_entry.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "core/version.hpp"

namespace ganscope {
namespace {

const std::vector<std::string>& shell_names() {
  static const std::vector<std::string> names{"bash", "zsh", "fish"};
  return names;
}

/// Today, or the day that a build which must come out the same again is told.
std::string page_date() {
  using namespace std::chrono;
  sys_seconds now = floor<seconds>(system_clock::now());
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch != nullptr && *epoch != '\0')
    now = sys_seconds(seconds(parse_integer_in(epoch, "SOURCE_DATE_EPOCH", 0, 253'402'300'799)));
  const year_month_day day{floor<days>(now)};
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

std::string completions(const std::string& shell, const Command& root) {
  if (shell == "bash") return bash_completions(root);
  if (shell == "zsh") return zsh_completions(root);
  if (shell == "fish") return fish_completions(root);
  throw unknown_name("shell", shell, shell_names());
}

struct PageWishes {
  std::vector<std::string> command;  ///< whose page
  std::string shell;
  std::filesystem::path out;
};

int print_pages(CLI::App& program, const PageWishes& wishes) {
  const Command root = describe_commands(program);
  const ManPageInfo info{page_date(), "ganscope " + std::string(version())};
  if (wishes.out.empty()) {
    const std::string wanted = join(wishes.command, " ");
    std::vector<std::string> names;
    for (const Command* command : all_commands(root)) {
      if (command->path.size() > 1) names.push_back(command->name().substr(root.name().size() + 1));
      if (command->name() != root.name() + (wanted.empty() ? "" : " " + wanted)) continue;
      std::fputs(man_page(root, *command, info).c_str(), stdout);
      return 0;
    }
    throw unknown_name("command", wanted, names);
  }
  if (!wishes.command.empty())
    throw UsageError("man: --out takes every page; expected it without '" + wishes.command[0] + "'");
  make_folder(wishes.out);
  for (const Command* command : all_commands(root))
    write_file_atomically(wishes.out / (command->name("-") + ".1"), man_page(root, *command, info));
  return 0;
}

int print_completions(CLI::App& program, const PageWishes& wishes) {
  const std::string script = completions(wishes.shell, describe_commands(program));
  if (wishes.out.empty())
    std::fputs(script.c_str(), stdout);
  else
    write_file_atomically(wishes.out, script);
  return 0;
}

CommandRun make_man(CLI::App& command) {
  const auto wishes = std::make_shared<PageWishes>();
  command.add_option("command", wishes->command, "whose page is printed (default: the program's)")
      ->type_name("COMMAND");
  command.add_option("--out", wishes->out, "folder that gets every page instead")->type_name("DIR");
  return [wishes](const CommandContext& context) { return print_pages(context.program, *wishes); };
}

CommandRun make_completions(CLI::App& command) {
  const auto wishes = std::make_shared<PageWishes>();
  offer(*command.add_option("shell", wishes->shell, "bash, zsh or fish")->required()->type_name("SHELL"),
        shell_names());
  command.add_option("--out", wishes->out, "file that gets it (default: standard output)")->type_name("FILE");
  return [wishes](const CommandContext& context) { return print_completions(context.program, *wishes); };
}

CommandRun make_command_list(CLI::App& command) {
  const auto json = std::make_shared<bool>(false);
  command.add_flag("--json", *json, "as JSON");
  return [json](const CommandContext&) { return print_command_list(*json); };
}

}  // namespace

std::vector<SubcommandEntry> page_subcommands() {
  return {{"man", "man pages of the program and its commands, as roff", make_man, true},
          {"completions", "a script that completes this program's commands", make_completions, true},
          {"commands", "the names of all that the window can be told", make_command_list, true}};
}

}  // namespace ganscope
