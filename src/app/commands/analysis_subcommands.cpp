#include <memory>

#include "app/analysis/analysis_run.hpp"
#include "app/commands/model_command_line.hpp"
#include "app/commands/option_reader.hpp"
#include "app/commands/option_words.hpp"
#include "app/commands/subcommand_entry.hpp"
#include "app/files/shipped_models.hpp"
#include "engine/images/idx_set.hpp"
#include "engine/images/image_set.hpp"
#include "engine/threads.hpp"

namespace ganscope {
namespace {

CommandRun make_classes(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<ClassesOptions>>(command, "classes");
  add_model(command, line->options.model.path, true);
  line->reader.add(model_choice_options());
  line->reader.add(classes_options());
  offer(line->reader.parsed("oracle"), shipped_oracle_names());
  return [line](const CommandContext& context) {
    line->reader.read(classes_options(), line->options);
    read_model(line->reader, line->options.model);
    context.with_threads(headless_threads(line->options.threads));
    return run_classes(line->options);
  };
}

CommandRun make_judge(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<JudgeOptions>>(command, "judge");
  command.add_option("models", line->options.models, "generators to judge")->required()->type_name("MODEL");
  line->reader.add(model_choice_options());
  line->reader.add(judge_options());
  offer(line->reader.parsed("oracle"), shipped_oracle_names());
  offer(line->reader.parsed("data"), idx_set_names());
  return [line](const CommandContext& context) {
    JudgeOptions& options = line->options;
    line->reader.read(judge_options(), options);
    options.model.path = options.models.front();
    if (options.models.size() == 1) {
      read_model(line->reader, options.model);
      options.models.front() = options.model.path;
    } else if (line->reader.given("card") || line->reader.given("tensor-prefix")) {
      throw UsageError("--card and --tensor-prefix are of one model, and judge has " +
                       std::to_string(options.models.size()) + "; expected one, or cards beside the files");
    }
    context.with_threads(headless_threads(options.threads));
    return run_judge(options);
  };
}

CommandRun make_adapt(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<AdaptOptions>>(command, "adapt");
  add_model(command, line->options.model.path, true);
  line->reader.add(model_choice_options());
  line->reader.add(adapt_options());
  offer(line->reader.parsed("oracle"), shipped_oracle_names());
  offer(line->reader.parsed("data"), idx_set_names());
  return [line](const CommandContext& context) {
    line->reader.read(adapt_options(), line->options);
    read_model(line->reader, line->options.model);
    context.with_threads(headless_threads(line->options.threads));
    return run_adapt(line->options);
  };
}

CommandRun make_augment(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<AugmentRunOptions>>(command, "augment");
  add_model(command, line->options.model.path, true);
  line->reader.add(model_choice_options());
  line->reader.add(augment_options());
  offer(line->reader.parsed("oracle"), shipped_oracle_names());
  return [line](const CommandContext& context) {
    line->reader.read(augment_options(), line->options);
    read_model(line->reader, line->options.model);
    context.with_threads(headless_threads(line->options.threads));
    return run_augment(line->options);
  };
}

CommandRun make_pca(CLI::App& command) {
  const auto line = std::make_shared<OptionLine<PcaOptions>>(command, "pca");
  line->reader.add(pca_options());
  offer(*line->reader.parsed("data").required(), image_set_names());
  return [line](const CommandContext& context) {
    line->reader.read(pca_options(), line->options);
    context.with_threads(headless_threads(line->options.threads));
    return run_pca(line->options);
  };
}

}  // namespace

std::vector<SubcommandEntry> analysis_subcommands() {
  return {{"classes", "where a generator's classes lie in latent space, with figures", make_classes},
          {"judge", "quality against diversity of generators, beside real images", make_judge},
          {"adapt", "priors of the classes, from the latents of a generator's best images", make_adapt},
          {"augment", "labelled images of every class, from around the classes' means", make_augment},
          {"pca", "principal components of images: spectrum, components, reconstructions", make_pca}};
}

}  // namespace ganscope
