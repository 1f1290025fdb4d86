#include "app/files/assumptions.hpp"
#include "app/files/shipped_models.hpp"
#include "app/recover/recover_run.hpp"
#include "core/text.hpp"
#include "engine/threads.hpp"
#include "exchange/recovery_options.hpp"
#include "exchange/shared_options.hpp"

namespace ganscope {
namespace {

std::vector<Option<RecoverRunOptions>> make_recover_run_options() {
  OptionList<RecoverRunOptions> list;
  list.group("The pictures");
  list.text({.name = "seeds",
             .help = "pictures that the model makes of these seeds, whose latents are known",
             .expected = "e.g. 1..20 or 1,5,7",
             .placeholder = "SEEDS",
             .tells_range = false},
            &RecoverRunOptions::seeds);
  list.whole({.name = "class", .help = "class of all pictures, of a conditional generator"}, 0, 1'000'000,
             &RecoverRunOptions::label);
  list.flag({.name = "table", .help = "the paper's Table 1: all its criteria on the same generated pictures"},
            &RecoverRunOptions::table);
  list.whole({.name = "targets", .help = "pictures of the table", .unit = "pictures"}, 1, 100'000,
             &RecoverRunOptions::targets);
  list.group("The files");
  add_shared(list, "out", &RecoverRunOptions::out,
             {.help = "folder of what is found", .fallback = "MODEL-recovered", .placeholder = "DIR"});
  list.path({.name = "record", .help = "a video of the search: FILE.mp4, .webm, .gif, or a folder for PNGs"},
            &RecoverRunOptions::video);
  add_shared(list, "fps", &RecoverRunOptions::fps);
  list.group("The run");
  add_shared(list, "device", &RecoverRunOptions::device);
  list.flag({.name = "trust", .help = "run a TorchScript file, which is a program"},
            &RecoverRunOptions::trust);
  add_shared(list, "threads", &RecoverRunOptions::threads);
  list.number({.name = "progress",
               .help = "time between two lines of progress where there is no terminal",
               .unit = "seconds",
               .placeholder = "SECONDS",
               .repeated = false},
              0, 3600, &RecoverRunOptions::progress_every);
  add_shared(list, "json", &RecoverRunOptions::json);
  return list.take();
}

}  // namespace

const std::vector<Option<RecoverRunOptions>>& recover_run_options() {
  static const std::vector<Option<RecoverRunOptions>> options = make_recover_run_options();
  return options;
}

std::string recover_command(const RecoverRunOptions& options) {
  std::string text = "ganscope recover " + model_words(options.model);
  for (const std::string& image : options.images) text += " " + shell_quoted(image);
  const auto add = [&text](const OptionText& option, const std::string& value, const std::string& fallback) {
    if (!option.repeated || value == fallback) return;
    text += " --" + option.name;
    if (!option.flag) text += " " + shell_quoted(value);
  };
  for (const Option<RecoverRunOptions>& option : recover_run_options())
    add(option, option.get(options), option.get({}));
  for (const Option<RecoveryConfig>& option : recovery_options())
    add(option, option.get(options.config), option.get({}));
  return text;
}

std::unique_ptr<DifferentiableGenerator> open_for_recovery(const RecoverRunOptions& options) {
  use_threads(headless_threads(options.threads));
  auto generator =
      open_differentiable(model_path(options.model.path),
                          chosen(options.model, {.device = options.device, .trust = options.trust}));
  tell_assumptions(generator->card(), options.model.path, options.model.tensor_prefix);
  return generator;
}

}  // namespace ganscope
