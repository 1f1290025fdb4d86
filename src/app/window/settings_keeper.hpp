#pragma once
#include <filesystem>
#include <glm/vec2.hpp>

#include "app/window/settings.hpp"
#include "core/clock.hpp"
#include "view/panels/common/window_state.hpp"

namespace ganscope {

/// The settings while the window is open: every mode changes its part, and what changed is written.
class SettingsKeeper {
 public:
  /// `path`: see settings_path(); with an empty one nothing is written.
  SettingsKeeper(std::filesystem::path path, const Settings& loaded);

  [[nodiscard]] const Settings& now() const { return now_; }
  /// A mode's part; looks are the window's (see keep()).
  void set(const Settings& settings) { now_ = settings; }
  /// The window's looks and its size in pixels, which that of a filled screen is not.
  void keep(const Looks& looks, glm::vec2 size);
  /// tend() would look for what changed: what is costly to gather can wait until then.
  [[nodiscard]] bool due() const;
  /// Writes what changed, every two seconds at most, and at the end.
  void tend(bool at_end = false);

 private:
  std::filesystem::path path_;
  Settings now_;
  Settings saved_;
  Stopwatch since_saved_;
};

}  // namespace ganscope
