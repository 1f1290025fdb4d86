#pragma once
#include <functional>
#include <memory>
#include <string>

#include "app/image/image_run.hpp"
#include "app/window/between_modes.hpp"
#include "app/window/window_mode.hpp"

namespace ganscope {

/// `of_training`: the mode beside it is a training, not the toy mode, and this is its model, which is opened
/// whenever a person comes from there. `between`: where the window has a search for latents too.
[[nodiscard]] std::shared_ptr<WindowMode> make_image_mode(const ImageRunOptions& options,
                                                          std::shared_ptr<BetweenModes> between = {},
                                                          std::function<std::string()> of_training = {});

}  // namespace ganscope
