#pragma once
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "view/panels/toy/toy_state.hpp"

namespace ganscope {

/// What windows remember from one start to the next. Runs without a window read none of it, so that a
/// command makes the same everywhere.
struct Settings {
  ThemeKind theme = ThemeKind::dark;
  float scale = 1;   ///< 0.5 to 4
  int width = 1280;  ///< of the window, 200 to 8192 pixels
  int height = 720;
  std::string preset;               ///< the last one shown; "" for a choice of one's own
  std::vector<std::string> recent;  ///< points files, the last first; at most kRecentFiles
  RecordingChoice recording;
  std::set<std::string> log_plots;
  bool operator==(const Settings&) const = default;
};
inline constexpr std::size_t kRecentFiles = 8;

/// $XDG_CONFIG_HOME/ganscope/settings.json, or the same in ~/.config; empty when there is no home.
[[nodiscard]] std::filesystem::path settings_path();

/// Reads the file; defaults when there is none. A file that cannot be understood is renamed to
/// settings.json.damaged (or -2, -3, ...) and `problem` says so and why; it is never fatal.
[[nodiscard]] Settings load_settings(const std::filesystem::path& path, std::string& problem);

/// Writes atomically and makes the folder. Throws Error naming the path.
void save_settings(const std::filesystem::path& path, const Settings& settings);

/// `file` first, each once, no more than kRecentFiles.
void remember(std::vector<std::string>& recent, const std::string& file);
/// Likewise for any list: `entry` first, those with the same key gone, at most kRecentFiles.
template <class Entry, class Key>
void put_first(std::vector<Entry>& recent, Entry entry, Key key) {
  std::erase_if(recent, [&](const Entry& old) { return std::invoke(key, old) == std::invoke(key, entry); });
  recent.insert(recent.begin(), std::move(entry));
  if (recent.size() > kRecentFiles) recent.resize(kRecentFiles);
}

}  // namespace ganscope
