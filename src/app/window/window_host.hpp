#pragma once
#include <filesystem>
#include <glm/vec2.hpp>
#include <memory>
#include <string>
#include <vector>

#include "view/ui/key_text.hpp"

namespace ganscope {

/// What modes need of a window: its events, its frames, its wishes. GlfwWindow is the real one; tests give
/// events of their own.
class WindowHost {
 public:
  /// Connects the current ImGui context with the window's events while it lives.
  class Attachment {
   public:
    virtual ~Attachment() = default;
  };

  virtual ~WindowHost() = default;
  [[nodiscard]] virtual std::unique_ptr<Attachment> attach() = 0;

  /// Sleeps until something happens, at most so many seconds; 0 only looks.
  virtual void wait(double seconds) = 0;
  /// Someone used mouse or keys, or the window changed, since the last call.
  [[nodiscard]] virtual bool take_interaction() = 0;
  /// Interface frames still wanted after the last event, so that hover, tooltips and layouts settle.
  [[nodiscard]] virtual int settling() const = 0;
  virtual void settle() = 0;

  /// Keys pressed, by the names of CommandTable's lines; those typed into a field are not among them.
  [[nodiscard]] virtual std::vector<KeyPress> take_keys() = 0;
  /// Files dropped on the window.
  [[nodiscard]] virtual std::vector<std::filesystem::path> take_dropped() = 0;

  [[nodiscard]] virtual bool should_close() const = 0;
  /// Pixels; 0 x 0 while it is minimised.
  [[nodiscard]] virtual glm::vec2 size() const = 0;
  /// OpenGL name of what is drawn into; 0 is the window itself.
  [[nodiscard]] virtual unsigned framebuffer() const { return 0; }
  virtual void begin_frame() = 0;
  virtual void end_frame() = 0;
  virtual void set_fullscreen(bool on) = 0;  ///< nothing where it is so already
  virtual void set_clipboard(const std::string& text) = 0;
  /// Takes the window off the screen; the context stays.
  virtual void hide() = 0;
};

}  // namespace ganscope
