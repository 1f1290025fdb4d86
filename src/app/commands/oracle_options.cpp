#include "app/commands/oracle_commands.hpp"
#include "exchange/shared_options.hpp"

namespace ganscope {

const std::vector<Option<OracleTrainRunOptions>>& oracle_train_options() {
  static const std::vector<Option<OracleTrainRunOptions>> options = [] {
    using Options = OracleTrainRunOptions;
    OptionList<Options> list;
    list.text({.name = "data",
               .help = "images with classes to learn",
               .expected = "mnist, fashion-mnist, kmnist or emnist-...",
               .placeholder = "NAME"},
              &Options::data);
    add_shared(list, "out", &Options::out,
               {.help = "the oracle's file", .fallback = "oracle-DATA.safetensors"});
    list.whole({.name = "epochs",
                .help = shared_option("epochs").text.help,
                .fallback = "5 epochs, of fashion-mnist 10"},
               1, 1000, &Options::epochs);
    add_shared(list, "seed", &Options::seed);
    list.flag({.name = "half", .help = "weights as f16; biases and statistics stay f32"}, &Options::half);
    add_shared(list, "threads", &Options::threads);
    add_shared(list, "json", &Options::json);
    add_shared(list, "data-dir", &Options::data_dir);
    return list.take();
  }();
  return options;
}

const std::vector<Option<OracleEvaluateOptions>>& oracle_evaluate_options() {
  static const std::vector<Option<OracleEvaluateOptions>> options = [] {
    using Options = OracleEvaluateOptions;
    OptionList<Options> list;
    list.text({.name = "data",
               .help = "test images to measure it on",
               .placeholder = "NAME",
               .fallback = "those of the data it was trained on"},
              &Options::data);
    add_shared(list, "threads", &Options::threads);
    add_shared(list, "json", &Options::json, {.help = "as JSON"});
    add_shared(list, "data-dir", &Options::data_dir);
    return list.take();
  }();
  return options;
}

const std::vector<Option<OracleJudgeOptions>>& oracle_judge_options() {
  static const std::vector<Option<OracleJudgeOptions>> options = [] {
    using Options = OracleJudgeOptions;
    OptionList<Options> list;
    list.path(
        {.name = "oracle", .help = "one that comes along (mnist, fashion-mnist), or a file of oracle train"},
        &Options::oracle);
    add_shared(list, "count", &Options::count);
    add_shared(list, "seed", &Options::seed, {.help = "seed of the latents"});
    add_shared(list, "threads", &Options::threads);
    add_shared(list, "json", &Options::json, {.help = "as JSON"});
    return list.take();
  }();
  return options;
}

}  // namespace ganscope
