#include "app/window/session.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <system_error>

#include "app/files/assets.hpp"
#include "app/window/item_places.hpp"
#include "core/error.hpp"
#include "view/ui/layout.hpp"

namespace ganscope {
namespace {

constexpr float kLeastScale = 0.5f;
constexpr float kMostScale = 4;

bool has_less_room(const Layout& before, const Layout& now) {
  const auto gone = [](const Rect& then, const Rect& after) { return !then.empty() && after.empty(); };
  return gone(before.right, now.right) || gone(before.left, now.left) || gone(before.timeline, now.timeline);
}

}  // namespace

Session::Session() : files_(asset_surroundings().home) {}

void Session::adopt(const Looks& looks) { change_looks(looks); }

void Session::change_looks(const Looks& looks) {
  static_cast<Looks&>(window()) = looks;
  looks_changed();
}

void Session::look_at(glm::vec2 size) {
  if (size == size_) return;
  size_ = size;
  looks_changed();
}

bool Session::show_behind(const std::string& line) { return std::exchange(window().behind, line) != line; }

void Session::act(const WindowCommand& command) {
  std::visit([this](const auto& c) { on(c); }, command);
}

void Session::on(const window_command::ToggleTheme&) {
  Looks now = looks();
  now.theme = now.theme == ThemeKind::dark ? ThemeKind::light : ThemeKind::dark;
  change_looks(now);
}

void Session::on(const window_command::ScaleInterface& c) {
  Looks now = looks();
  const Layout before = lay_out(size_, now.scale, now.panels);
  now.scale = std::clamp(now.scale * c.by, kLeastScale, kMostScale);
  if (std::fabs(now.scale - 1.f) < 0.05f) now.scale = 1;
  if (has_less_room(before, lay_out(size_, now.scale, now.panels)))
    tell("at this size not every panel has room: - brings them back, and Menu has everything");
  change_looks(now);
}

void Session::on(const window_command::TogglePanels&) {
  Looks now = looks();
  now.panels = !now.panels;
  if (!now.panels) tell("Tab brings the panels back");
  change_looks(now);
}

void Session::on(const window_command::ToggleHelp&) { window().help = !window().help; }

void Session::on(const window_command::ToggleFullscreen&) {
  Looks now = looks();
  now.fullscreen = !now.fullscreen;
  change_looks(now);
}

void Session::on(const window_command::CopyCommand&) {
  clipboard_ = command_line();
  tell("copied: " + clipboard_);
}

void Session::remember_folder(const std::string& kind, const std::filesystem::path& file) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(file, error);
  if (error) return;
  const std::filesystem::path folder = whole.lexically_normal().parent_path();
  if (std::filesystem::is_directory(folder, error)) folders_[kind] = folder;
}

FileRequest Session::file_request(const std::string& /*kind*/) {
  throw UsageError("there is no file to ask for here");
}

void Session::on(const window_command::AskForFile& c) {
  FileRequest request = file_request(c.kind);
  const auto folder = folders_.find(request.kind.empty() ? c.kind : request.kind);
  if (!request.saving && request.folder.empty() && folder != folders_.end()) request.folder = folder->second;
  files_.open(request, window().files);
  asked_kind_ = c.kind;
  window().help = false;
}

void Session::on(const window_command::UseFileDialogue& c) {
  files_.apply({c.act}, window().files);
  if (const std::optional<std::filesystem::path> chosen = files_.take_chosen())
    take_file(asked_kind_, *chosen);
}

void Session::on(const window_command::Refuse& c) {
  ++window().refusals;
  tell(c.why, true);
}

void Session::on(const window_command::Dismiss&) {
  if (window().files.open)
    files_.apply({file_command::Cancel{}}, window().files);
  else if (window().help)
    window().help = false;
  else if (!notices().shown().empty())
    notices().clear();
  else if (!close_something())
    window().fullscreen = false;
}

std::string Session::report(const std::vector<UiItem>& items) const {
  nlohmann::ordered_json out = state_json();
  const WindowState& now = window();
  out["theme"] = now.theme == ThemeKind::dark ? "dark" : "light";
  out["scale"] = now.scale;
  out["panels"] = now.panels;
  out["help"] = now.help;
  out["file_dialogue"] = now.files.open;
  out["fullscreen"] = now.fullscreen;
  out["width"] = size_.x;
  out["height"] = size_.y;
  out["behind"] = now.behind;
  out["last_command"] = last_command();
  out["commands"] = commands_done();
  out["items"] = item_places(items);
  return out.dump();
}

}  // namespace ganscope
