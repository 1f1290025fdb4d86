#include "app/image/image_run.hpp"

#include "app/files/assumptions.hpp"
#include "app/files/model_choice.hpp"
#include "core/atomic_file.hpp"
#include "core/text.hpp"
#include "engine/threads.hpp"
#include "view/capture/recorder.hpp"

namespace ganscope {

std::vector<std::string> full_arguments(ImageCommand command, const ImageRunOptions& options) {
  const ImageRunOptions defaults;
  ImageRunOptions given = options;
  // The rate that a file gets anyway isn't said.
  const int fps = tour_fps(options, options.out);
  given.fps = fps == kTourFps ? 0 : fps;
  std::vector<std::string> words = to_arguments(command, options.config);
  for (const Option<ImageRunOptions>& option : image_run_options()) {
    const std::string value = option.get(given);
    if (!option.belongs_to(name_of(command)) || !option.repeated || value == option.get(defaults)) continue;
    words.push_back("--" + option.name);
    if (!option.flag) words.push_back(value);
  }
  return words;
}

std::string full_command(ImageCommand command, const ImageRunOptions& options) {
  std::string text = "ganscope";
  for (const std::string& word : full_arguments(command, options)) text += " " + shell_quoted(word);
  return text;
}

int tour_fps(const ImageRunOptions& options, const std::filesystem::path& out) {
  return options.fps > 0 ? options.fps : usual_fps(out, kTourFps);
}

std::string drawn_class(const ImageConfig& config, const LatentSpace& space) {
  if (space.classes == 0) return {};
  return "class " + std::to_string(config.label) + " of classes 0 to " + std::to_string(space.classes - 1);
}

std::unique_ptr<Generator> open_configured(const ImageRunOptions& options) {
  use_threads(headless_threads(options.threads));
  GeneratorOptions how = generator_options(options.config);
  how.measure = false;  // a command that is given again leaves the same file
  return open_and_tell(options.config.model, how);
}

std::filesystem::path output_path(const ImageRunOptions& options, ImageCommand command,
                                  const std::string& extension) {
  if (!options.out.empty()) return options.out;
  const std::string stem = std::filesystem::path(options.config.model).stem().string();
  return unused_path(stem + "-" + name_of(command) + extension);
}

}  // namespace ganscope
