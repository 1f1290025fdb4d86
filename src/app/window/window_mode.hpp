#pragma once
#include <filesystem>
#include <glm/vec2.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/window/session.hpp"
#include "app/window/settings.hpp"
#include "app/window/window_pacing.hpp"
#include "view/panels/common/notice.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {

/// Where and when an interface frame is drawn.
struct FramePlace {
  glm::vec2 size;            ///< pixels
  unsigned framebuffer = 0;  ///< OpenGL name of the output; 0 is the window
  float seconds = 1.f / 60;  ///< since the last frame
};

/// One of the things that a window shows. The loop (window_loop.hpp) calls these; a mode has no loop of its
/// own. Modes live as long as the window, and those that aren't shown rest.
class WindowMode {
 public:
  WindowMode() = default;
  virtual ~WindowMode() = default;
  WindowMode(const WindowMode&) = delete;
  WindowMode& operator=(const WindowMode&) = delete;

  [[nodiscard]] virtual Session& session() = 0;
  [[nodiscard]] virtual UiContext& ui() = 0;
  [[nodiscard]] virtual Pacing pacing() const = 0;

  /// Moves on by so many seconds and takes what was made meanwhile; true when there is something new to draw.
  [[nodiscard]] virtual bool update(double seconds) = 0;
  /// Draws one interface frame and keeps what was asked for in it.
  virtual void draw(const FramePlace& place) = 0;
  /// Does what was asked for in the frame drawn last; true when there was something.
  [[nodiscard]] virtual bool obey_panels() = 0;
  /// Saves what is shown and returns the file. Throws Error.
  [[nodiscard]] virtual std::filesystem::path save_picture() { return {}; }
  /// In place of draw() while the window is minimised.
  virtual void minimised() {}
  /// Every turn of the loop, after drawing: what a mode keeps beside the picture.
  virtual void tend() {}
  /// Puts its part into what is remembered from one start to the next.
  virtual void remember(Settings&) const {}

  /// It comes to the front, or goes behind another mode.
  virtual void enter() {}
  virtual void leave() {}
  /// False keeps it in front; it has told why and what to do.
  [[nodiscard]] virtual bool may_leave() { return true; }
  /// While another mode is in front: what must go on. Returns what a person should be told.
  [[nodiscard]] virtual std::optional<Notice> rest() { return std::nullopt; }
  /// What goes on in it while another mode is in front, one line that is shown there; "" for nothing.
  [[nodiscard]] virtual std::string behind() const { return ""; }
  /// The window has closed: what isn't done is completed or cut, and a line in the log says which.
  virtual void close() {}
};

/// A mode of a session and a stage, whose draw() returns what the person asked for.
template <class SessionType, class StageType>
class StagedMode : public WindowMode {
 public:
  [[nodiscard]] SessionType& session() override { return session_; }
  [[nodiscard]] UiContext& ui() override { return stage_.ui(); }
  void draw(const FramePlace& place) override { asked_ = draw_stage(place); }
  [[nodiscard]] bool obey_panels() override {
    const Commands asked = std::exchange(asked_, {});
    for (const auto& command : asked) session_.apply(command);
    return !asked.empty();
  }

 protected:
  using Commands = std::vector<typename SessionType::Command>;
  template <class... Arguments>
  explicit StagedMode(Arguments&&... arguments) : session_(std::forward<Arguments>(arguments)...) {}
  [[nodiscard]] virtual Commands draw_stage(const FramePlace& place) = 0;

  StageType stage_;
  SessionType session_;

 private:
  Commands asked_;
};

}  // namespace ganscope
