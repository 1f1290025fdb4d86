#include "app/commands/page_commands.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "app/commands/command_list.hpp"
#include "app/commands/completions.hpp"
#include "app/commands/man_page.hpp"
#include "app/commands/option_words.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
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

}  // namespace

PageCommands::PageCommands(CLI::App& app) : app_(app) {
  man_ = app.add_subcommand("man", "man pages of the program and its commands, as roff")->group("");
  man_->add_option("command", command_, "whose page is printed (default: the program's)")
      ->type_name("COMMAND");
  man_->add_option("--out", out_, "folder that gets every page instead")->type_name("DIR");
  completions_ =
      app.add_subcommand("completions", "a script that completes this program's commands")->group("");
  offer(*completions_->add_option("shell", shell_, "bash, zsh or fish")->required()->type_name("SHELL"),
        shell_names());
  completions_->add_option("--out", out_, "file that gets it, instead of standard output")->type_name("FILE");
  commands_ = app.add_subcommand("commands", "the names of all that the window can be told")->group("");
  commands_->add_flag("--json", json_, "as JSON");
}

int PageCommands::print_pages() const {
  const Command root = describe_commands(app_);
  const ManPageInfo info{page_date(), "ganscope " + std::string(version())};
  if (out_.empty()) {
    const std::string wanted = join(command_, " ");
    std::vector<std::string> names;
    for (const Command* command : all_commands(root)) {
      if (command->path.size() > 1) names.push_back(command->name().substr(root.name().size() + 1));
      if (command->name() != root.name() + (wanted.empty() ? "" : " " + wanted)) continue;
      std::fputs(man_page(root, *command, info).c_str(), stdout);
      return 0;
    }
    throw unknown_name("command", wanted, names);
  }
  if (!command_.empty())
    throw UsageError("man: --out takes every page; expected it without '" + command_[0] + "'");
  std::error_code error;
  std::filesystem::create_directories(out_, error);
  if (error) throw Error(out_.string() + ": the folder cannot be made: " + error.message());
  for (const Command* command : all_commands(root))
    write_file_atomically(out_ / (command->name("-") + ".1"), man_page(root, *command, info));
  return 0;
}

std::optional<int> PageCommands::run() {
  if (*commands_) return print_command_list(json_);
  if (*man_) return print_pages();
  if (!*completions_) return std::nullopt;
  const std::string script = completions(shell_, describe_commands(app_));
  if (out_.empty())
    std::fputs(script.c_str(), stdout);
  else
    write_file_atomically(out_, script);
  return 0;
}

}  // namespace ganscope
