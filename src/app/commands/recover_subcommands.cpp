#include <memory>

#include "app/commands/model_command_line.hpp"
#include "app/commands/option_reader.hpp"
#include "app/commands/subcommand_entry.hpp"
#include "app/files/assets.hpp"
#include "app/recover/recover_run.hpp"
#include "engine/threads.hpp"
#include "exchange/recovery_options.hpp"

namespace ganscope {
namespace {

CommandRun make_recover(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<RecoverRunOptions>>(command, "recover");
  add_model(command, line->options.model.path, true);
  command.add_option("images", line->options.images, "pictures whose latents are searched for")
      ->type_name("IMAGE");
  line->reader.add(model_choice_options());
  line->reader.add(recovery_options());
  line->reader.add(recover_run_options());
  return [line](const CommandContext& context) {
    RecoverRunOptions options = line->options;
    read_model(line->reader, options.model);
    if (!options.model.card.empty()) options.model.card = example_path(options.model.card).string();
    // As the paper has it, unless somebody wants it otherwise.
    if (line->reader.given("table")) {
      options.config = {.iterations = 2000, .start = SearchStart::prior, .settle = 0};
    }
    line->reader.read(recovery_options(), options.config);
    line->reader.read(recover_run_options(), options);
    context.with_threads(headless_threads(options.threads));
    return options.table ? run_recovery_table(options) : run_recovery(options);
  };
}

}  // namespace

std::vector<SubcommandEntry> recover_subcommands() {
  return {{"recover", "search for the latents of pictures, or make the paper's table of it", make_recover}};
}

}  // namespace ganscope
