#include <memory>

#include "app/bench/bench.hpp"
#include "app/commands/model_command_line.hpp"
#include "app/commands/option_reader.hpp"
#include "app/commands/subcommand_entry.hpp"
#include "engine/threads.hpp"
#include "exchange/shared_options.hpp"

namespace ganscope {
namespace {

const std::vector<Option<BenchOptions>>& bench_options() {
  static const std::vector<Option<BenchOptions>> options = [] {
    OptionList<BenchOptions> list;
    add_shared(list, "json", &BenchOptions::json, {.help = "as JSON"});
    add_shared(list, "seconds", &BenchOptions::seconds, {.help = "time that each part takes"});
    const std::vector<std::string> with_threads{"bench train", "bench generator", "bench recover"};
    add_shared(list, "threads", &BenchOptions::threads, {.commands = with_threads});
    add_shared(list, "device", &BenchOptions::device, {.commands = {"bench generator", "bench recover"}});
    list.flag(
        {.name = "by-turns",
         .help =
             "reads 'IMAGES PASSES' line by line and answers with the seconds of a pass, for scripts that "
             "time another program in turns",
         .commands = {"bench generator"}},
        &BenchOptions::by_turns);
    return list.take();
  }();
  return options;
}

/// A benchmark's command line, which all of them share.
struct BenchLine {
  BenchLine(CLI::App& command, const std::string& name) : reader(command, name) {
    reader.add(bench_options());
  }
  [[nodiscard]] BenchOptions options() const {
    BenchOptions o;
    reader.read(bench_options(), o);
    if (o.threads == 0) o.threads = default_training_threads(false);
    return o;
  }
  OptionReader reader;
  ModelChoice model;
};

/// One of a model.
template <class Run>
auto make_of_model(const std::string& name, Run run) {
  return [name, run](CLI::App& command) -> CommandRun {
    const auto line = std::make_shared<BenchLine>(command, name);
    add_model(command, line->model.path, true);
    line->reader.add(model_choice_options());
    return [line, run](const CommandContext& context) {
      const BenchOptions options = line->options();
      read_model(line->reader, line->model);
      context.with_threads(options.threads);
      return run(options, line->model);
    };
  };
}

}  // namespace

std::vector<SubcommandEntry> bench_subcommands() {
  const auto make = [](const std::string& name, auto run) {
    return [name, run](CLI::App& command) -> CommandRun {
      const auto line = std::make_shared<BenchLine>(command, name);
      return [line, run](const CommandContext& context) { return run(line->options(), context); };
    };
  };
  return {{"bench", "speed, as ratios within one run"},
          {"bench toy", "training beside a plain LibTorch loop",
           make("bench toy",
                [](const BenchOptions& options, const CommandContext& context) {
                  context.with_threads(2);
                  return bench_toy_training(options);
                })},
          {"bench view", "training while frames are made and drawn",
           make("bench view", [](const BenchOptions& options,
                                 const CommandContext&) { return bench_view_training(options); })},
          {"bench generator", "a model's images beside plain LibTorch operators",
           make_of_model("bench generator",
                         [](const BenchOptions& options, const ModelChoice& model) {
                           return options.by_turns ? bench_generator_by_turns(options, model)
                                                   : bench_generator(options, model);
                         })},
          {"bench recover", "steps of a search for latents beside LibTorch's autograd",
           make_of_model("bench recover", bench_recover)},
          {"bench train", "image training beside a plain LibTorch loop",
           make("bench train", [](const BenchOptions& options, const CommandContext& context) {
             context.with_threads(options.threads);
             return bench_image_training(options);
           })}};
}

}  // namespace ganscope
