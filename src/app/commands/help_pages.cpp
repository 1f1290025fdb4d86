#include "app/commands/help_pages.hpp"

#include <memory>

#include "app/commands/command_examples.hpp"

namespace ganscope {
namespace {

/// An option may have several spellings; help knows the first.
class FirstNames : public CLI::Formatter {
 public:
  [[nodiscard]] std::string make_option_name(const CLI::Option* option, bool positional) const override {
    if (positional || option->get_lnames().empty())
      return CLI::Formatter::make_option_name(option, positional);
    std::string names;
    for (const std::string& name : option->get_snames()) names += "-" + name + ",";
    return names + "--" + option->get_lnames().front();
  }
};

std::string examples_text(const std::string& command) {
  std::string text;
  for (const CommandExample& example : command_examples(command))
    text += (text.empty() ? "Examples:\n  " : "\n  ") + example.line + "\n      " + example.what;
  return text;
}

void dress(CLI::App& app, const std::string& name, const std::shared_ptr<CLI::Formatter>& formatter) {
  app.formatter(formatter);
  app.footer(examples_text(name));
  for (CLI::App* sub : app.get_subcommands([](CLI::App*) { return true; }))
    dress(*sub, name + " " + sub->get_name(), formatter);
}

}  // namespace

void dress_help(CLI::App& program) {
  dress(program, program.get_name(), std::make_shared<FirstNames>());
  program.footer(examples_text(program.get_name()) +
                 "\n\n'ganscope OPTIONS' is short for 'ganscope toy OPTIONS'; see ganscope toy --help.");
}

}  // namespace ganscope
