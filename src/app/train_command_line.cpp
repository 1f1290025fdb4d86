#include "app/train_command_line.hpp"

#include "app/toy_command_line.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/train/training_run.hpp"
#include "exchange/image_train_options.hpp"
#include "exchange/option_text.hpp"

namespace ganscope {

TrainCommandLine::TrainCommandLine(CLI::App& command) : command_(command) {
  const auto add = [&command](const std::string& name, std::string& target, const std::string& help,
                              const char* group, const char* value) {
    command.add_option(name, target, help)->group(group)->type_name(value);
  };
  const char* weights = "What is trained";
  const char* files = "The run";
  for (const ImageTrainOption& option : image_train_options()) {
    const bool spelt = option.name == "optimiser";
    add(spelt ? "--optimiser,--optimizer" : "--" + option.name, run_[option.name],
        option.help + ": " + option.expected, weights, "VALUE");
  }
  add("--out", out_, "folder of checkpoints, log, sheets, timelapse and model", files, "DIR");
  command.add_flag("--resume", resume_, "go on from the newest checkpoint in --out, where there is one")
      ->group(files);
  add("--epochs", epochs_, "times every image is seen (default 3)", files, "N");
  add("--iterations", iterations_, "instead of --epochs", files, "N");
  add("--checkpoint-every", checkpoint_every_, "iterations (default 500)", files, "N");
  add("--keep", keep_, "checkpoints kept (default 3)", files, "K");
  add("--sheet-every", sheet_every_, "iterations between two sample sheets (default 100)", files, "N");
  add("--fps", fps_, "sheets a second of the timelapse (default 12)", files, "N");
  add("--threads", threads_, "threads that train; 0 chooses", files, "N");
  add("--device", device_, "auto, cpu, cuda or cuda:N (default auto)", files, "NAME");
  add("--data-dir", data_dir_, "folder with mnist/ and fashion-mnist/", files, "DIR");
  add("--cache-dir", cache_dir_, "folder for decoded photographs", files, "DIR");
  add("--name", name_, "of the model (default: the name of --out)", files, "TEXT");
  add("--licence", licence_, "of the weights, for the model's card", files, "TEXT");
  add("--about-data", about_data_, "what the data is, for the model's card", files, "TEXT");
  command.add_flag("--json", json_, "a last line with the run's summary")->group(files);
  const char* window = "The window";
  command.add_flag("--watch", watch_, "in a window; closing it stops with a checkpoint")->group(window);
  command.add_flag("--paused", paused_, "start paused")->group(window);
  add("--size", size_, "pixels", window, "WxH");
  add("--theme", theme_, "dark or light", window, "NAME");
  add("--scale", scale_, "interface scale, 0.5 to 4", window, "FACTOR");
  add("--report", report_, "the window keeps its state there as JSON, for scripts that drive it", window, "FILE");
}

void TrainCommandLine::refuse_empty_values() const {
  for (const CLI::Option* option : command_.get_options())
    if (option->count() > 0 && option->get_expected_min() > 0 && option->results()[0].empty())
      throw out_of_range(option->get_single_name(), "''", "a value");
}

ImageTrainConfig TrainCommandLine::fresh_config() const {
  ImageTrainConfig config;
  for (const ImageTrainOption& option : image_train_options())
    if (const std::string& text = run_.at(option.name); !text.empty()) option.set(config, text);
  return config;
}

void TrainCommandLine::take_checkpoint(TrainRunOptions& o) const {
  const std::optional<Checkpoint> newest = newest_checkpoint(o.out);
  if (!newest) {
    if (run_.at("data").empty())
      throw UsageError("--resume: no checkpoint in " + o.out.string() +
                       "; expected one, or --data and the other options of a new training");
    return;
  }
  const ImageTrainConfig before = config_of(*newest);
  for (const ImageTrainOption& option : image_train_options()) {
    const std::string& text = run_.at(option.name);
    if (text.empty()) continue;
    ImageTrainConfig wanted = before;
    option.set(wanted, text);
    // Architecture and loss bring defaults along; only what the option itself says counts.
    if (option.get(wanted) != option.get(before))
      throw UsageError("--resume with --" + option.name + " " + text + ": the training in " + o.out.string() +
                       " has " + option.get(before) + "; expected the same, or another --out");
  }
  o.config = before;
  if (o.threads == 0)
    if (const auto threads = newest->numbers.find("threads"); threads != newest->numbers.end())
      o.threads = static_cast<int>(threads->second);
}

void TrainCommandLine::set_run(TrainRunOptions& o) const {
  const auto whole = [](const char* name, const std::string& text, std::int64_t low, std::int64_t high,
                        auto& target) {
    if (!text.empty())
      target =
          static_cast<std::remove_reference_t<decltype(target)>>(parse_integer_in(text, name, low, high));
  };
  constexpr std::int64_t kMost = 1'000'000'000;
  whole("iterations", iterations_, 0, kMost, o.iterations);
  whole("checkpoint-every", checkpoint_every_, 1, kMost, o.checkpoint_every);
  whole("keep", keep_, 1, 1000, o.keep);
  whole("sheet-every", sheet_every_, 1, kMost, o.sheet_every);
  whole("fps", fps_, 1, 240, o.fps);
  whole("threads", threads_, 0, 256, o.threads);
  if (!epochs_.empty()) {
    if (!iterations_.empty())
      throw UsageError("--epochs and --iterations are both given; expected one of them");
    o.epochs = parse_number_in(epochs_, "epochs", 0, 1e6);
  }
  if (!device_.empty()) o.device = device_;
  o.data_dir = data_dir_;
  o.cache_dir = cache_dir_;
  o.name = name_;
  o.licence = licence_;
  o.about_data = about_data_;
  o.resume = resume_;
  o.json = json_;
}

void TrainCommandLine::set_window(TrainRunOptions& o) const {
  o.watch = watch_;
  o.paused = paused_;
  if (paused_ && !watch_) throw UsageError("--paused without --watch: nobody could make it run");
  if (!size_.empty()) o.size = parse_size(size_);
  if (!scale_.empty()) o.scale = static_cast<float>(parse_number_in(scale_, "scale", 0.5, 4));
  if (!theme_.empty()) {
    static const std::vector<std::string> names{"dark", "light"};
    o.theme = parse_enum<ThemeKind>(theme_, "theme", names);
  }
  o.report = report_;
}

TrainRunOptions TrainCommandLine::options() const {
  refuse_empty_values();
  TrainRunOptions o;
  if (out_.empty()) throw UsageError("train: expected --out DIR, the folder of this training");
  o.out = out_;
  set_run(o);
  set_window(o);
  o.config = fresh_config();
  if (o.resume) take_checkpoint(o);
  validate(o.config);
  return o;
}

}  // namespace ganscope
