// The list of the window's modes.
#include "app/commands/modes.hpp"

#include <utility>

#include "app/files/shipped_models.hpp"
#include "app/image/image_window.hpp"
#include "app/recover/recover_window.hpp"
#include "app/toy/toy_session.hpp"
#include "app/toy/toy_window.hpp"
#include "app/train/train_window.hpp"
#include "app/window/between_modes.hpp"
#include "app/window/glfw_window.hpp"
#include "app/window/interrupt.hpp"
#include "app/window/window_loop.hpp"
#include "core/log.hpp"
#include "view/panels/image/image_commands.hpp"
#include "view/panels/recover/recover_commands.hpp"
#include "view/panels/toy/toy_commands.hpp"
#include "view/panels/train/train_commands.hpp"

namespace ganscope {
namespace {

/// Loaded once for all modes.
struct KeptSettings {
  KeptSettings() : loaded(load_settings(settings_path(), problem)), keeper(settings_path(), loaded) {}
  std::string problem;  ///< with the file, "" for none
  Settings loaded;
  SettingsKeeper keeper;
};

/// It comes up by its name alone.
ModeEntry search_entry(const std::shared_ptr<BetweenModes>& between, int threads) {
  return {"recover", [between, threads] { return make_recover_mode(between, threads); }, /*in_turn=*/false};
}

/// Toy and image mode, and the search for latents that image mode leads to; one that isn't asked for is made
/// when a person goes there.
int show_toy_and_images(const ToyRunOptions& given, const ImageRunOptions& images, KeptSettings& settings,
                        std::size_t first) {
  const InterruptGuard guard;
  const ToyRunOptions toy = with_settings(given, settings.loaded);
  GlfwWindow window(toy.width, toy.height, "ganscope");
  const auto between = std::make_shared<BetweenModes>();
  run_window_loop({window, settings.keeper, {.theme = toy.theme, .scale = toy.scale}, toy.report},
                  {{"toy", [&] { return make_toy_mode(toy, settings.loaded, settings.problem); }},
                   {"image", [&] { return make_image_mode(images, between); }},
                   search_entry(between, images.threads)},
                  first);
  return 0;
}

}  // namespace

int run_window(const ToyRunOptions& options) {
  KeptSettings settings;
  ImageRunOptions images;
  images.config.model = first_model();
  return show_toy_and_images(options, images, settings, 0);
}

int run_image_window(const ImageRunOptions& options) {
  KeptSettings settings;
  ToyRunOptions toy;
  toy.theme = options.theme;
  toy.scale = options.scale;
  toy.report = options.report;
  toy.width = options.width;
  toy.height = options.height;
  toy.given.theme = options.given.theme;
  toy.given.scale = options.given.scale;
  toy.given.size = options.given.size;
  return show_toy_and_images(toy, options, settings, 1);
}

int run_train_window(const TrainRunOptions& options) {
  KeptSettings settings;
  if (!settings.problem.empty()) log(LogLevel::warning, settings.problem);
  TrainRunOptions train = options;
  if (!train.theme) train.theme = settings.loaded.theme;
  if (!train.scale) train.scale = settings.loaded.scale;
  if (!train.size) train.size = {settings.loaded.width, settings.loaded.height};
  const InterruptGuard guard;
  GlfwWindow window(train.size->first, train.size->second, "ganscope");
  const auto training = std::make_shared<TrainMode>(train);
  const auto between = std::make_shared<BetweenModes>();
  const auto images = [&] { return make_image_mode({}, between, [training] { return training->model(); }); };
  run_window_loop({window, settings.keeper, {.theme = *train.theme, .scale = *train.scale}, train.report},
                  {{"train", [&] { return training; }}, {"image", images}, search_entry(between, 0)}, 0);
  return training->status();
}

std::vector<ModeCommands> mode_commands() {
  return {{"toy", toy_commands().infos()},
          {"image", image_commands().infos()},
          {"recover", recover_commands().infos()},
          {"train", train_commands().infos()}};
}

}  // namespace ganscope
