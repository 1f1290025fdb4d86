#include "app/commands/empty_values.hpp"

#include "core/error.hpp"

namespace ganscope {

void refuse_empty_values(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options())
    if (option->count() > 0 && option->get_expected_min() > 0)
      for (const std::string& value : option->results())
        if (value.empty()) throw out_of_range(option->get_single_name(), "''", "a value");
  for (const CLI::App* sub : command.get_subcommands()) refuse_empty_values(*sub);
}

}  // namespace ganscope
