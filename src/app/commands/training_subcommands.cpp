#include <cstdio>
#include <memory>

#include "app/commands/data_commands.hpp"
#include "app/commands/model_command_line.hpp"
#include "app/commands/modes.hpp"
#include "app/commands/option_reader.hpp"
#include "app/commands/option_words.hpp"
#include "app/commands/oracle_commands.hpp"
#include "app/commands/subcommand_entry.hpp"
#include "app/commands/train_command_line.hpp"
#include "app/window/no_display.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"
#include "engine/images/idx_set.hpp"
#include "engine/threads.hpp"

namespace ganscope {
namespace {

/// In a window where one is wanted and there is a display.
int run_training(const TrainRunOptions& options) {
  check_output_folder(options.out);
  std::string why = "DISPLAY is not set";
  if (wants_window(options)) {
    try {
      return run_train_window(options);
    } catch (const NoDisplayError& e) {
      why = e.what();
    }
  }
  TrainRunOptions headless = options;
  headless.watch = false;
  if (options.watch) std::fprintf(stderr, "ganscope: no window (%s); training without one\n", why.c_str());
  return train_headless(headless);
}

CommandRun make_train(CLI::App& command) {
  const auto line = std::make_shared<TrainCommandLine>(command);
  return [line](const CommandContext& context) {
    const TrainRunOptions options = line->options();
    context.with_threads(training_threads(options));
    return run_training(options);
  };
}

CommandRun make_data(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<DataOptions>>(command, "data");
  offer_image_sets(*command
                        .add_option("name", line->options.data.name,
                                    "mnist, fashion-mnist, kmnist, emnist-letters (-balanced, -digits, "
                                    "-mnist, -byclass, -bymerge), folder:DIR or yelp:DIR")
                        ->required()
                        ->type_name("NAME"));
  line->reader.add(data_choice_options());
  line->reader.add(data_options());
  return [line](const CommandContext&) {
    line->reader.read(data_choice_options(), line->options.data);
    line->reader.read(data_options(), line->options);
    return print_data(line->options);
  };
}

CommandRun make_neighbours(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<NeighboursOptions>>(command, "neighbours");
  add_model(command, line->options.model.path, true);
  line->reader.add(model_choice_options());
  line->reader.add(data_choice_options());
  line->reader.add(neighbours_options());
  offer_image_sets(*line->reader.parsed("data").required());
  return [line](const CommandContext& context) {
    line->reader.read(data_choice_options(), line->options.data);
    line->reader.read(neighbours_options(), line->options);
    read_model(line->reader, line->options.model);
    context.with_threads(headless_threads(line->options.threads));
    return print_neighbours(line->options);
  };
}

CommandRun make_oracle_train(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<OracleTrainRunOptions>>(command, "oracle train");
  line->reader.add(oracle_train_options());
  offer(*line->reader.parsed("data").required(), idx_set_names());
  return [line](const CommandContext& context) {
    OracleTrainRunOptions& options = line->options;
    line->reader.read(oracle_train_options(), options);
    if (options.out.empty()) options.out = "oracle-" + options.data + ".safetensors";
    context.with_threads(headless_threads(options.threads));
    return train_oracle(options);
  };
}

CommandRun make_oracle_evaluate(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<OracleEvaluateOptions>>(command, "oracle evaluate");
  command
      .add_option("oracle", line->options.oracle,
                  "one that comes along (mnist, fashion-mnist), or a file of oracle train")
      ->required()
      ->type_name("FILE");
  line->reader.add(oracle_evaluate_options());
  offer_image_sets(line->reader.parsed("data"));
  return [line](const CommandContext& context) {
    line->reader.read(oracle_evaluate_options(), line->options);
    context.with_threads(headless_threads(line->options.threads));
    return evaluate_oracle(line->options);
  };
}

CommandRun make_oracle_judge(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<OracleJudgeOptions>>(command, "oracle judge");
  add_model(command, line->options.model.path, true);
  line->reader.add(model_choice_options());
  line->reader.add(oracle_judge_options());
  line->reader.parsed("oracle").required();
  return [line](const CommandContext& context) {
    line->reader.read(oracle_judge_options(), line->options);
    read_model(line->reader, line->options.model);
    context.with_threads(headless_threads(line->options.threads));
    return judge_generator(line->options);
  };
}

}  // namespace

std::vector<SubcommandEntry> training_subcommands() {
  return {{"train", "train a GAN on images", make_train},
          {"data", "statistics and a contact sheet of a set of images", make_data},
          {"neighbours", "generated images and the nearest ones of a set", make_neighbours},
          {"oracle", "a classifier that judges generators"},
          {"oracle train", "train it and measure it on the test images", make_oracle_train},
          {"oracle evaluate", "accuracy and confusion matrix on the test images", make_oracle_evaluate},
          {"oracle judge", "mean confidence and class shares of a generator's images", make_oracle_judge}};
}

}  // namespace ganscope
