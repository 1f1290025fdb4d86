// One window, two modes: whichever is left makes room for the other.
#include "app/commands/modes.hpp"

#include <utility>

#include "app/files/shipped_models.hpp"
#include "app/image/image_window.hpp"
#include "app/toy/toy_session.hpp"
#include "app/toy/toy_window.hpp"
#include "app/train/train_window.hpp"
#include "app/window/interrupt.hpp"
#include "core/log.hpp"

namespace ganscope {
namespace {

struct BothModes {
  ToyRunOptions toy;
  ImageRunOptions image;
  Settings settings;
  std::string problem;  ///< with the settings
  bool toy_first = true;
};

/// The mode that isn't asked for is made when a person goes there.
int run_modes(const BothModes& both) {
  const InterruptGuard guard;
  const ToyRunOptions toy = with_settings(both.toy, both.settings);
  SettingsKeeper settings(settings_path(), both.settings);
  Looks looks{.theme = toy.theme, .scale = toy.scale};
  GlfwWindow window(toy.width, toy.height, "ganscope");
  std::unique_ptr<WindowMode> toys;
  std::unique_ptr<WindowMode> images;
  bool toy_shown = both.toy_first;
  while (true) {
    std::unique_ptr<WindowMode>& mode = toy_shown ? toys : images;
    if (!mode)
      mode = toy_shown ? make_toy_mode(window, toy, settings, both.problem)
                       : make_image_mode(window, both.image, settings);
    WindowMode* other = (toy_shown ? images : toys).get();
    const auto behind = [other] { return other != nullptr ? other->rest() : std::nullopt; };
    if (mode->run(looks, behind) == WindowEnd::quit) {
      if (other != nullptr) other->close();
      return 0;
    }
    toy_shown = !toy_shown;
  }
}

}  // namespace

int run_window(const ToyRunOptions& options) {
  BothModes both{.toy = options, .image = {}, .settings = {}, .problem = {}};
  both.settings = load_settings(settings_path(), both.problem);
  both.image.config.model = first_model();
  both.image.report = options.report;
  return run_modes(both);
}

int run_image_window(const ImageRunOptions& options) {
  BothModes both{.toy = {}, .image = options, .settings = {}, .problem = {}, .toy_first = false};
  both.settings = load_settings(settings_path(), both.problem);
  both.toy.theme = options.theme;
  both.toy.scale = options.scale;
  both.toy.report = options.report;
  both.toy.width = options.width;
  both.toy.height = options.height;
  both.toy.given.theme = options.given.theme;
  both.toy.given.scale = options.given.scale;
  both.toy.given.size = options.given.size;
  return run_modes(both);
}

int run_train_window(const TrainRunOptions& options) {
  std::string problem;
  const Settings loaded = load_settings(settings_path(), problem);
  if (!problem.empty()) log(LogLevel::warning, problem);
  TrainRunOptions train = options;
  if (!train.theme) train.theme = loaded.theme;
  if (!train.scale) train.scale = loaded.scale;
  if (!train.size) train.size = {loaded.width, loaded.height};
  SettingsKeeper settings(settings_path(), loaded);
  Looks looks{.theme = *train.theme, .scale = *train.scale};
  const InterruptGuard guard;
  GlfwWindow window(train.size->first, train.size->second, "ganscope");
  TrainMode training(window, train, settings);
  const WindowEnd end = training.run(looks, [] { return std::nullopt; });
  const int status = training.conclude();
  if (end == WindowEnd::quit) return status;
  ImageRunOptions image;
  image.config.model = training.model();
  image.report = train.report;
  const std::unique_ptr<WindowMode> images = make_image_mode(window, image, settings, true);
  WindowMode* shown = images.get();
  WindowMode* other = &training;
  while (shown->run(looks, [other] { return other->rest(); }) == WindowEnd::other_mode)
    std::swap(shown, other);
  other->close();
  return status;
}

}  // namespace ganscope
