#pragma once
#include <filesystem>
#include <functional>
#include <glm/vec2.hpp>
#include <memory>
#include <string>
#include <vector>

struct GLFWwindow;

namespace ganscope {

/// A window with an OpenGL 3.3 core context, its events, and the ImGui back end for them. One at a time,
/// on the main thread.
class GlfwWindow {
 public:
  /// Opens the window and makes its context current. Throws NoDisplayError (no_display.hpp) when there is
  /// none.
  GlfwWindow(int width, int height, const std::string& title);
  ~GlfwWindow();
  GlfwWindow(const GlfwWindow&) = delete;
  GlfwWindow& operator=(const GlfwWindow&) = delete;

  /// Connects the current ImGui context while it lives; window and context must live longer.
  class Interface {
   public:
    explicit Interface(GlfwWindow& window);
    ~Interface();
    Interface(const Interface&) = delete;
    Interface& operator=(const Interface&) = delete;

   private:
    GlfwWindow& window_;
  };

  /// Sleeps until something happens, at most so many seconds; 0 only looks.
  void wait(double seconds);
  /// Ends a wait() of the main thread; safe from every thread.
  static void wake();

  /// Someone used mouse or keys, or the window changed, since the last call.
  [[nodiscard]] bool take_interaction();
  /// Interface frames still wanted after the last event, so that hover, tooltips and layouts settle.
  [[nodiscard]] int settling() const;
  void settle();

  /// Keys pressed, by the names of toy_key_bindings(); those typed into a field are not among them.
  [[nodiscard]] std::vector<std::string> take_keys();
  /// Files dropped on the window.
  [[nodiscard]] std::vector<std::filesystem::path> take_dropped();

  [[nodiscard]] bool should_close() const;
  /// Pixels; 0 x 0 while it is minimised.
  [[nodiscard]] glm::vec2 size() const;
  void begin_frame();
  void end_frame();
  [[nodiscard]] bool fullscreen() const;
  void set_fullscreen(bool on);  ///< nothing where it is so already
  void set_clipboard(const std::string& text);
  /// Takes the window off the screen; the context stays.
  void hide();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ganscope
