#include "app/commands/train_command_line.hpp"

#include "app/commands/empty_values.hpp"
#include "app/commands/option_words.hpp"
#include "core/error.hpp"
#include "engine/train/training_run.hpp"
#include "exchange/image_train_options.hpp"

namespace ganscope {

TrainCommandLine::TrainCommandLine(CLI::App& command) : command_(command), reader_(command, "train") {
  reader_.add(image_train_options());
  reader_.add(train_course_options());
  reader_.add(train_run_options());
  offer_image_sets(reader_.parsed("data"));
}

ImageTrainConfig TrainCommandLine::fresh_config() const {
  ImageTrainConfig config;
  reader_.read(image_train_options(), config);
  return config;
}

void TrainCommandLine::take_checkpoint(TrainRunOptions& o) const {
  const std::optional<Checkpoint> newest = newest_checkpoint(o.out);
  if (!newest) {
    if (!reader_.given("data"))
      throw UsageError("--resume: no checkpoint in " + o.out.string() +
                       "; expected one, or --data and the other options of a new training");
    return;
  }
  const ImageTrainConfig before = config_of(*newest);
  const std::map<std::string, std::string> texts = reader_.texts(image_train_options());
  for (const ImageTrainOption& option : image_train_options()) {
    const auto given = texts.find(option.name);
    if (given == texts.end()) continue;
    const std::string& text = given->second;
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

KeptOptions TrainCommandLine::course_options(const TrainRunOptions& o) const {
  KeptOptions course = reader_.texts(train_course_options());
  // So that --resume finds them from every folder.
  for (const char* folder : {"data-dir", "cache-dir"})
    if (const auto given = course.find(folder); given != course.end())
      given->second = std::filesystem::absolute(given->second).string();
  if (course.contains("epochs") && course.contains("iterations"))
    throw UsageError("--epochs and --iterations are both given; expected one of them");
  if (!o.resume) return course;
  std::vector<std::string> names;
  for (const Option<TrainRunOptions>& option : train_course_options()) names.push_back(option.name);
  KeptOptions before = read_kept_options(kept_options_path(o.out), names);
  if (course.contains("epochs") || course.contains("iterations")) {
    before.erase("epochs");
    before.erase("iterations");
  }
  course.merge(before);
  return course;
}

TrainRunOptions TrainCommandLine::options() const {
  refuse_empty_values(command_);
  TrainRunOptions o;
  reader_.read(train_run_options(), o);
  if (o.out.empty()) throw UsageError("train: expected --out DIR, the folder of this training");
  if (o.paused && !o.watch) throw UsageError("--paused without --watch: nobody could make it run");
  o.kept = course_options(o);
  for (const Option<TrainRunOptions>& option : train_course_options())
    if (const auto kept = o.kept.find(option.name); kept != o.kept.end()) option.set(o, kept->second);
  o.config = fresh_config();
  if (o.resume) take_checkpoint(o);
  validate(o.config);
  return o;
}

}  // namespace ganscope
