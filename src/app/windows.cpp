// One window, two modes: whichever is left makes room for the other.
#include <utility>

#include "app/interrupt.hpp"
#include "app/shipped_models.hpp"
#include "app/toy_session.hpp"
#include "app/train_window.hpp"
#include "app/window_mode.hpp"
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
  GlfwWindow window(toy.width, toy.height, "ganscope");
  std::unique_ptr<WindowMode> toys;
  std::unique_ptr<WindowMode> images;
  bool toy_shown = both.toy_first;
  while (true) {
    std::unique_ptr<WindowMode>& mode = toy_shown ? toys : images;
    if (!mode)
      mode = toy_shown ? make_toy_mode(window, toy, both.settings, both.problem)
                       : make_image_mode(window, both.image);
    if (mode->run() == WindowEnd::quit) return 0;
    toy_shown = !toy_shown;
  }
}

}  // namespace

int run_window(const ToyRunOptions& options) {
  BothModes both{.toy = options, .image = {}, .settings = {}, .problem = {}};
  both.settings = load_settings(settings_path(), both.problem);
  const ToyRunOptions toy = with_settings(options, both.settings);
  both.image.config.model = first_model();
  both.image.theme = toy.theme;
  both.image.scale = toy.scale;
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
  both.toy.given.theme = both.toy.given.scale = both.toy.given.size = true;
  return run_modes(both);
}

int run_train_window(const TrainRunOptions& options) {
  std::string problem;
  const Settings settings = load_settings(settings_path(), problem);
  if (!problem.empty()) log(LogLevel::warning, problem);
  TrainRunOptions train = options;
  if (!train.theme) train.theme = settings.theme;
  if (!train.scale) train.scale = settings.scale;
  if (!train.size) train.size = {settings.width, settings.height};
  const InterruptGuard guard;
  GlfwWindow window(train.size->first, train.size->second, "ganscope");
  TrainMode training(window, train);
  const WindowEnd end = training.run();
  const int status = training.conclude();
  if (end == WindowEnd::quit) return status;
  ImageRunOptions image;
  image.config.model = training.model();
  image.theme = training.theme();
  image.scale = training.scale();
  image.report = train.report;
  const std::unique_ptr<WindowMode> images = make_image_mode(window, image, true);
  for (WindowMode *shown = images.get(), *other = &training; shown->run() == WindowEnd::other_mode;)
    std::swap(shown, other);
  return status;
}

}  // namespace ganscope
