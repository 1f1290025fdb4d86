#include <memory>

#include "app/commands/guess_command.hpp"
#include "app/commands/model_command_line.hpp"
#include "app/commands/option_reader.hpp"
#include "app/commands/subcommand_entry.hpp"
#include "app/commands/system_info.hpp"
#include "core/error.hpp"
#include "exchange/shared_options.hpp"

namespace ganscope {
namespace {

struct InfoWishes {
  InfoOptions info;
  bool system = false;
  bool json = false;
};

std::vector<Option<InfoWishes>> info_options() {
  OptionList<InfoWishes> list;
  list.flag({.name = "system", .help = "libraries, OpenGL, encoders, cores, instead of a model"},
            &InfoWishes::system);
  add_shared(list, "json", &InfoWishes::json, {.help = "as JSON"});
  return list.take();
}

std::vector<Option<ConvertOptions>> convert_options() {
  OptionList<ConvertOptions> list;
  list.flag({.name = "half", .help = "weights as f16; biases and statistics stay f32"},
            &ConvertOptions::half);
  add_shared(list, "name", &ConvertOptions::name, {.fallback = "as the card has it"});
  add_shared(list, "licence", &ConvertOptions::licence, {.fallback = "as the card has it"});
  list.text({.name = "notes", .help = "added to the card's notes"}, &ConvertOptions::notes);
  return list.take();
}

CommandRun make_info(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<InfoWishes>>(command, "info");
  add_model(command, line->options.info.model.path, false);
  line->reader.add(model_choice_options());
  line->reader.add(info_options());
  return [line](const CommandContext&) {
    InfoWishes& wishes = line->options;
    line->reader.read(info_options(), wishes);
    read_model(line->reader, wishes.info.model);
    wishes.info.json = wishes.json;
    if (wishes.system == !wishes.info.model.path.empty())
      throw UsageError("info: expected a model or --system");
    return wishes.system ? print_system_info(wishes.json) : print_model_info(wishes.info);
  };
}

CommandRun make_convert(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<ConvertOptions>>(command, "convert");
  add_model(command, line->options.model.path, true);
  command.add_option("out", line->options.out, "NAME.safetensors")->required()->type_name("OUT");
  line->reader.add(model_choice_options());
  line->reader.add(convert_options());
  return [line](const CommandContext&) {
    read_model(line->reader, line->options.model);
    line->reader.read(convert_options(), line->options);
    return convert_model(line->options);
  };
}

CommandRun make_guess(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<GuessOptions>>(command, "guess");
  add_model(command, line->options.model, true);
  line->reader.add(guess_options());
  return [line](const CommandContext&) {
    line->reader.read(guess_options(), line->options);
    take_prefix(line->options.model, line->options.tensor_prefix);
    return guess_model(line->options);
  };
}

}  // namespace

std::vector<SubcommandEntry> model_subcommands() {
  return {{"info", "what a model file holds, or what this program runs on", make_info},
          {"convert", "write a model as safetensors with its card inside", make_convert},
          {"guess", "readings of a model without a card, drawn side by side", make_guess}};
}

}  // namespace ganscope
