#pragma once
#include <memory>

#include "app/window/between_modes.hpp"
#include "app/window/window_mode.hpp"

namespace ganscope {

/// The search for latents in its window, which image mode leads to. `threads`: of the search; 0 chooses.
[[nodiscard]] std::shared_ptr<WindowMode> make_recover_mode(std::shared_ptr<BetweenModes> between,
                                                            int threads);

}  // namespace ganscope
