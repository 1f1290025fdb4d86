#pragma once
#include <memory>

#include "app/image/image_run.hpp"
#include "app/window/settings_keeper.hpp"
#include "app/window/window_mode.hpp"

namespace ganscope {

/// `from_training`: the mode that it is left for is a training, not the toy mode.
[[nodiscard]] std::unique_ptr<WindowMode> make_image_mode(GlfwWindow& window, const ImageRunOptions& options,
                                                          SettingsKeeper& settings,
                                                          bool from_training = false);

}  // namespace ganscope
