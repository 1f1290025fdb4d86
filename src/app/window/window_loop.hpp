#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/window/settings_keeper.hpp"
#include "app/window/window_host.hpp"
#include "app/window/window_mode.hpp"

namespace ganscope {

/// A mode as the window lists it.
struct ModeEntry {
  std::string name;  ///< as `switch-mode` takes it
  /// Made when a person goes there first.
  std::function<std::shared_ptr<WindowMode>()> make;
  bool in_turn = true;  ///< comes up when the next mode is asked for; else by its name alone
};

/// What the modes of a window share.
struct WindowParts {
  WindowHost& window;
  SettingsKeeper& settings;
  Looks looks;                     ///< that the first mode begins with
  std::filesystem::path report{};  ///< where the state is kept for scripts; empty for nowhere
};

/// Shows the modes of a list in one window, `first` to begin with, until a person closes it; the next mode
/// of the list that is in turn comes after the last one shown. Then every mode that was made is closed. Takes
/// events, then updates, then draws, and sleeps when there is nothing to do. Throws Error.
void run_window_loop(const WindowParts& parts, const std::vector<ModeEntry>& modes, std::size_t first);

}  // namespace ganscope
