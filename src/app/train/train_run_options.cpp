#include "app/train/train_run.hpp"
#include "exchange/shared_options.hpp"

namespace ganscope {
namespace {

constexpr std::int64_t kMostTrained = 1'000'000'000;  ///< iterations

std::vector<Option<TrainRunOptions>> make_course_options() {
  OptionList<TrainRunOptions> list;
  list.group("The run");
  add_shared(list, "epochs", &TrainRunOptions::epochs, {.help = "where it ends: times every image is seen"});
  add_shared(list, "iterations", &TrainRunOptions::iterations,
             {.help = "where it ends, instead of --epochs", .fallback = "what --epochs says"});
  list.whole({.name = "checkpoint-every",
              .help = "iterations from one checkpoint to the next",
              .unit = "iterations"},
             1, kMostTrained, &TrainRunOptions::checkpoint_every);
  list.whole({.name = "keep", .help = "newest checkpoints that are kept", .unit = "checkpoints"}, 1, 1000,
             &TrainRunOptions::keep);
  list.whole({.name = "sheet-every",
              .help = "iterations from one sheet of samples to the next",
              .unit = "iterations"},
             1, kMostTrained, &TrainRunOptions::sheet_every);
  add_shared(list, "fps", &TrainRunOptions::fps, {.help = "sheets a second of the timelapse"});
  OptionText device = shared_option("device").text;
  device.expected = "auto, cpu, cuda, cuda:N";
  device.words = {"auto", "cpu", "cuda", "cuda:N"};
  list.text(device, &TrainRunOptions::device);
  add_shared(list, "data-dir", &TrainRunOptions::data_dir);
  add_shared(list, "cache-dir", &TrainRunOptions::cache_dir);
  add_shared(list, "name", &TrainRunOptions::name, {.fallback = "data and architecture"});
  add_shared(list, "licence", &TrainRunOptions::licence);
  list.text({.name = "about-data", .help = "what the data is, on the model's card", .fallback = "its name"},
            &TrainRunOptions::about_data);
  return list.take();
}

std::vector<Option<TrainRunOptions>> make_train_run_options() {
  OptionList<TrainRunOptions> list;
  list.group("The run");
  add_shared(list, "out", &TrainRunOptions::out,
             {.help = "folder of checkpoints, log, sheets, timelapse and model", .placeholder = "DIR"});
  list.flag({.name = "resume",
             .help = "go on from the newest checkpoint in --out, where there is one, with the options of "
                     "before"},
            &TrainRunOptions::resume);
  add_shared(list, "threads", &TrainRunOptions::threads);
  add_shared(list, "json", &TrainRunOptions::json);
  list.group("The window");
  list.flag({.name = "watch", .help = "in a window; closing it stops with a checkpoint"},
            &TrainRunOptions::watch);
  add_shared(list, "paused", &TrainRunOptions::paused);
  list.add(
      told(shared_option("size"), {.help = "size of the window", .fallback = "as it was last"}),
      [](const TrainRunOptions& o) {
        return o.size ? size_text(o.size->first, o.size->second) : std::string();
      },
      [](TrainRunOptions& o, const std::string& text) { o.size = parse_size(text); });
  list.choice(told(shared_option("theme"), {.fallback = "as it was last"}), theme_names(),
              &TrainRunOptions::theme);
  const SharedOption& scale = shared_option("scale");
  list.number(told(scale, {.fallback = "as it was last"}), scale.low, scale.high, &TrainRunOptions::scale);
  add_shared(list, "report", &TrainRunOptions::report);
  return list.take();
}

}  // namespace

const std::vector<Option<TrainRunOptions>>& train_course_options() {
  static const std::vector<Option<TrainRunOptions>> options = make_course_options();
  return options;
}

const std::vector<Option<TrainRunOptions>>& train_run_options() {
  static const std::vector<Option<TrainRunOptions>> options = make_train_run_options();
  return options;
}

}  // namespace ganscope
