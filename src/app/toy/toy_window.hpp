#pragma once
#include <memory>
#include <string>

#include "app/toy/toy_run.hpp"
#include "app/window/window_mode.hpp"

namespace ganscope {

/// `settings` and what was wrong with them, "" for nothing.
[[nodiscard]] std::shared_ptr<WindowMode> make_toy_mode(const ToyRunOptions& options,
                                                        const Settings& settings, const std::string& problem);

}  // namespace ganscope
