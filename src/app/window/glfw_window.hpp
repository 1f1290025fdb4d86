#pragma once
#include <memory>
#include <string>

#include "app/window/window_host.hpp"

struct GLFWwindow;

namespace ganscope {

/// A window with an OpenGL 3.3 core context, its events, and the ImGui back end for them. One at a time,
/// on the main thread.
class GlfwWindow : public WindowHost {
 public:
  /// Opens the window and makes its context current. Throws NoDisplayError (no_display.hpp) when there is
  /// none.
  GlfwWindow(int width, int height, const std::string& title);
  ~GlfwWindow() override;
  GlfwWindow(const GlfwWindow&) = delete;
  GlfwWindow& operator=(const GlfwWindow&) = delete;

  [[nodiscard]] std::unique_ptr<Attachment> attach() override;
  void wait(double seconds) override;
  /// Ends a wait() of the main thread; safe from every thread.
  static void wake();
  [[nodiscard]] bool take_interaction() override;
  [[nodiscard]] int settling() const override;
  void settle() override;
  [[nodiscard]] std::vector<KeyPress> take_keys() override;
  [[nodiscard]] std::vector<std::filesystem::path> take_dropped() override;
  [[nodiscard]] bool should_close() const override;
  [[nodiscard]] glm::vec2 size() const override;
  void begin_frame() override;
  void end_frame() override;
  void set_fullscreen(bool on) override;
  void set_clipboard(const std::string& text) override;
  void hide() override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ganscope
