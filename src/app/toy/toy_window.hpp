#pragma once
#include <memory>
#include <string>

#include "app/toy/toy_run.hpp"
#include "app/window/settings_keeper.hpp"
#include "app/window/window_mode.hpp"

namespace ganscope {

/// `settings` and what was wrong with them, "" for nothing.
[[nodiscard]] std::unique_ptr<WindowMode> make_toy_mode(GlfwWindow& window, const ToyRunOptions& options,
                                                        SettingsKeeper& settings, const std::string& problem);

}  // namespace ganscope
