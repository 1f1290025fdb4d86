#include "app/window/settings_keeper.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "core/log.hpp"

namespace ganscope {
namespace {

constexpr double kSettingsInterval = 2;  ///< seconds between writing settings that changed

}  // namespace

SettingsKeeper::SettingsKeeper(std::filesystem::path path, const Settings& loaded)
    : path_(std::move(path)), now_(loaded), saved_(loaded) {}

void SettingsKeeper::keep(const Looks& looks, glm::vec2 size) {
  now_.theme = looks.theme;
  now_.scale = looks.scale;
  now_.width = saved_.width;
  now_.height = saved_.height;
  if (looks.fullscreen || size.x < 1 || size.y < 1) return;  // or minimised
  now_.width = std::clamp(static_cast<int>(size.x), 200, 8192);
  now_.height = std::clamp(static_cast<int>(size.y), 200, 8192);
}

bool SettingsKeeper::due() const { return since_saved_.seconds() >= kSettingsInterval; }

void SettingsKeeper::tend(bool at_end) {
  if (!at_end && !due()) return;
  since_saved_.restart();
  if (path_.empty() || now_ == saved_) return;
  try {
    save_settings(path_, now_);
  } catch (const Error& e) {
    log(LogLevel::info, e.what());  // nothing a person needs now
  }
  saved_ = now_;
}

}  // namespace ganscope
