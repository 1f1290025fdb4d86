#include "app/commands/train_command_line.hpp"

#include "app/commands/empty_values.hpp"
#include "app/commands/option_words.hpp"
#include "app/commands/toy_command_line.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/train/training_run.hpp"
#include "exchange/image_train_options.hpp"
#include "exchange/option_text.hpp"

namespace ganscope {

TrainCommandLine::TrainCommandLine(CLI::App& command) : command_(command) {
  const auto add = [&command](const std::string& name, std::string& target, const std::string& help,
                              const char* group, const char* value) -> CLI::Option& {
    return *command.add_option(name, target, help)->group(group)->type_name(value);
  };
  const char* weights = "What is trained";
  const char* files = "The run";
  for (const ImageTrainOption& option : image_train_options()) {
    const bool spelt = option.name == "optimiser";
    CLI::Option& added = add(spelt ? "--optimiser,--optimizer" : "--" + option.name, run_[option.name],
                             option.help + ": " + option.expected, weights, "VALUE");
    offer(added, option.value);
    if (option.name == "data") offer_image_sets(added);
  }
  add("--out", out_, "folder of checkpoints, log, sheets, timelapse and model", files, "DIR");
  command
      .add_flag("--resume", resume_,
                "go on from the newest checkpoint in --out, where there is one, with the options of before")
      ->group(files);
  const auto add_kept = [&](const std::string& name, const std::string& help, const char* value) {
    return &add("--" + name, course_[name], help, files, value);
  };
  add_kept("epochs", "times every image is seen (default 3)", "N");
  add_kept("iterations", "instead of --epochs", "N");
  add_kept("checkpoint-every", "iterations (default 500)", "N");
  add_kept("keep", "checkpoints kept (default 3)", "K");
  add_kept("sheet-every", "iterations between two sample sheets (default 100)", "N");
  add_kept("fps", "sheets a second of the timelapse (default 12)", "N");
  add("--threads", threads_, "threads that train; 0 chooses", files, "N");
  offer(*add_kept("device", "auto, cpu, cuda or cuda:N (default auto)", "NAME"),
        {"auto", "cpu", "cuda", "cuda:N"});
  add_kept("data-dir", "folder with mnist/, fashion-mnist/, emnist/, ..., or torchvision's MNIST/raw, ...",
           "DIR");
  add_kept("cache-dir", "folder for decoded photographs", "DIR");
  add_kept("name", "of the model (default: data and architecture)", "TEXT");
  add_kept("licence", "of the weights, for the model's card", "TEXT");
  add_kept("about-data", "what the data is, for the model's card", "TEXT");
  command.add_flag("--json", json_, "a last line with the run's summary")->group(files);
  const char* window = "The window";
  command.add_flag("--watch", watch_, "in a window; closing it stops with a checkpoint")->group(window);
  command.add_flag("--paused", paused_, "start paused")->group(window);
  add("--size", size_, "pixels", window, "WxH");
  offer(add("--theme", theme_, "dark or light", window, "NAME"), theme_names());
  add("--scale", scale_, "interface scale, 0.5 to 4", window, "FACTOR");
  add("--report", report_, "the window keeps its state there as JSON, for scripts that drive it", window,
      "FILE");
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

KeptOptions TrainCommandLine::course_options() const {
  KeptOptions course;
  for (const auto& [name, text] : course_)
    if (!text.empty()) course[name] = text;
  // So that --resume finds them from every folder.
  for (const char* folder : {"data-dir", "cache-dir"})
    if (const auto given = course.find(folder); given != course.end())
      given->second = std::filesystem::absolute(given->second).string();
  if (course.contains("epochs") && course.contains("iterations"))
    throw UsageError("--epochs and --iterations are both given; expected one of them");
  if (!resume_) return course;
  std::vector<std::string> names;
  for (const auto& [name, text] : course_) names.push_back(name);
  KeptOptions before = read_kept_options(kept_options_path(out_), names);
  if (course.contains("epochs") || course.contains("iterations")) {
    before.erase("epochs");
    before.erase("iterations");
  }
  course.merge(before);
  return course;
}

void TrainCommandLine::set_course(const KeptOptions& course, TrainRunOptions& o) {
  const auto text = [&](const char* name) {
    const auto found = course.find(name);
    return found == course.end() ? std::string() : found->second;
  };
  const auto whole = [&](const char* name, std::int64_t low, std::int64_t high, auto& target) {
    if (const std::string value = text(name); !value.empty())
      target =
          static_cast<std::remove_reference_t<decltype(target)>>(parse_integer_in(value, name, low, high));
  };
  constexpr std::int64_t kMost = 1'000'000'000;
  whole("iterations", 0, kMost, o.iterations);
  whole("checkpoint-every", 1, kMost, o.checkpoint_every);
  whole("keep", 1, 1000, o.keep);
  whole("sheet-every", 1, kMost, o.sheet_every);
  whole("fps", 1, 240, o.fps);
  if (const std::string epochs = text("epochs"); !epochs.empty())
    o.epochs = parse_number_in(epochs, "epochs", 0, 1e6);
  if (const std::string device = text("device"); !device.empty()) o.device = device;
  o.data_dir = text("data-dir");
  o.cache_dir = text("cache-dir");
  o.name = text("name");
  o.licence = text("licence");
  o.about_data = text("about-data");
}

void TrainCommandLine::set_window(TrainRunOptions& o) const {
  o.watch = watch_;
  o.paused = paused_;
  if (paused_ && !watch_) throw UsageError("--paused without --watch: nobody could make it run");
  if (!size_.empty()) o.size = parse_size(size_);
  if (!scale_.empty()) o.scale = static_cast<float>(parse_number_in(scale_, "scale", 0.5, 4));
  if (!theme_.empty()) o.theme = parse_enum<ThemeKind>(theme_, "theme", theme_names());
  o.report = report_;
}

TrainRunOptions TrainCommandLine::options() const {
  refuse_empty_values(command_);
  TrainRunOptions o;
  if (out_.empty()) throw UsageError("train: expected --out DIR, the folder of this training");
  o.out = out_;
  o.resume = resume_;
  o.json = json_;
  if (!threads_.empty()) o.threads = static_cast<int>(parse_integer_in(threads_, "threads", 0, 256));
  o.kept = course_options();
  set_course(o.kept, o);
  set_window(o);
  o.config = fresh_config();
  if (o.resume) take_checkpoint(o);
  validate(o.config);
  return o;
}

}  // namespace ganscope
