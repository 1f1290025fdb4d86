#pragma once
#include <functional>
#include <optional>
#include <string>

#include "app/window/glfw_window.hpp"
#include "view/panels/common/notice.hpp"
#include "view/panels/common/window_state.hpp"

namespace ganscope {

/// Why a mode gave the window back.
enum class WindowEnd { quit, other_mode };

/// One of the things that a window shows: two live as long as it, and the one that isn't shown rests.
class WindowMode {
 public:
  WindowMode() = default;
  virtual ~WindowMode() = default;
  WindowMode(const WindowMode&) = delete;
  WindowMode& operator=(const WindowMode&) = delete;

  /// What lies behind the mode in front: called in every turn of its loop, tells what it should say.
  using Behind = std::function<std::optional<Notice>()>;

  /// Shows itself until a person leaves it. Takes over the window's looks and leaves them as they are then.
  [[nodiscard]] virtual WindowEnd run(Looks& looks, const Behind& behind) = 0;
  /// While another mode is in front: what must go on. Returns what a person should be told.
  [[nodiscard]] virtual std::optional<Notice> rest() { return std::nullopt; }
  /// The window has closed: what isn't done is completed or cut, and a line in the log says which.
  virtual void close() {}
};

/// What lies behind the mode in front has something to tell.
template <class Session>
void tell_what_is_behind(const WindowMode::Behind& behind, Session& session, GlfwWindow& window) {
  const std::optional<Notice> said = behind();
  if (!said || said->empty()) return;
  session.tell(said->text, said->error);
  window.settle();
}

/// What a session wants of screen and clipboard becomes so.
template <class Session>
void obey_session(Session& session, GlfwWindow& window) {
  window.set_fullscreen(session.state().fullscreen);
  if (const std::string text = session.take_clipboard(); !text.empty()) window.set_clipboard(text);
}

}  // namespace ganscope
