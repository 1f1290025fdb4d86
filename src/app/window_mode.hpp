#pragma once
#include <memory>
#include <string>

#include "app/glfw_window.hpp"
#include "app/image_run.hpp"
#include "app/settings.hpp"
#include "app/toy_run.hpp"

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

  /// Shows itself until a person leaves it.
  [[nodiscard]] virtual WindowEnd run() = 0;
};

/// A session takes over whether the window fills the screen: the mode before may have changed it.
template <class ToggleFullscreen, class Session>
void adopt_fullscreen(Session& session, const GlfwWindow& window) {
  if (session.state().fullscreen != window.fullscreen()) session.apply(ToggleFullscreen{});
}
/// What a session wants of screen and clipboard becomes so.
template <class Session>
void obey_session(Session& session, GlfwWindow& window) {
  window.set_fullscreen(session.state().fullscreen);
  if (const std::string text = session.take_clipboard(); !text.empty()) window.set_clipboard(text);
}

/// `settings` and what was wrong with them, "" for nothing.
[[nodiscard]] std::unique_ptr<WindowMode> make_toy_mode(GlfwWindow& window, const ToyRunOptions& options,
                                                        const Settings& settings, const std::string& problem);
/// `from_training`: the mode that it is left for is a training, not the toy mode.
[[nodiscard]] std::unique_ptr<WindowMode> make_image_mode(GlfwWindow& window, const ImageRunOptions& options,
                                                          bool from_training = false);

/// Opens the window on image mode and returns when it is closed. Throws NoDisplayError before anything
/// happened, Error later.
[[nodiscard]] int run_image_window(const ImageRunOptions& options);

}  // namespace ganscope
