#include "app/image_run.hpp"

#include "core/atomic_file.hpp"
#include "core/text.hpp"
#include "engine/threads.hpp"

namespace ganscope {

std::string full_command(ImageCommand command, const ImageRunOptions& options) {
  const ImageRunOptions defaults;
  std::string text = to_command(command, options.config);
  const auto add = [&text](const std::string& name, const std::string& value) {
    text += " --" + name + " " + shell_quoted(value);
  };
  if (command == ImageCommand::tour && options.fps != defaults.fps) add("fps", std::to_string(options.fps));
  if (command == ImageCommand::sample && options.count != defaults.count)
    add("count", std::to_string(options.count));
  if (options.width > 0) add("size", std::to_string(options.width) + "x" + std::to_string(options.height));
  if (command == ImageCommand::tour && options.quality != defaults.quality)
    add("quality", std::to_string(options.quality));
  if (options.theme == ThemeKind::light) add("theme", "light");
  if (options.scale != 1) add("scale", exact_number(static_cast<double>(options.scale)));
  if (!options.title.empty()) add("title", options.title);
  return text;
}

std::unique_ptr<Generator> open_configured(const ImageRunOptions& options) {
  use_threads(options.threads > 0 ? options.threads : default_training_threads(false));
  GeneratorOptions how;
  how.device = options.config.device;
  how.trust = options.config.trust;
  how.tensor_prefix = options.config.tensor_prefix;
  if (!options.config.card.empty()) how.card = options.config.card;
  return open_generator(options.config.model, how);
}

std::filesystem::path output_path(const ImageRunOptions& options, ImageCommand command,
                                  const std::string& extension) {
  if (!options.out.empty()) return options.out;
  const std::string stem = std::filesystem::path(options.config.model).stem().string();
  return unused_path(stem + "-" + name_of(command) + extension);
}

}  // namespace ganscope
