#pragma once
#include <glm/vec2.hpp>
#include <memory>
#include <string>

#include "view/scene/theme.hpp"

struct ImFont;

namespace ganscope {

/// The sizes of text, pixels at scale 1.
inline constexpr float kTextSize = 16;
inline constexpr float kSmallTextSize = 14;
inline constexpr float kTitleSize = 22;

/// Owns the ImGui context with its fonts, style and OpenGL back end, for a window or for an
/// offscreen target. Needs a current OpenGL context for its whole life.
class UiContext {
 public:
  UiContext();
  ~UiContext();
  UiContext(const UiContext&) = delete;
  UiContext& operator=(const UiContext&) = delete;

  /// Rebuilds fonts and style when theme or scale changed; before begin().
  void set_style(ThemeKind kind, float scale);
  /// Starts an interface frame of so many pixels. In a window the platform's back end has already
  /// said its part; offscreen time advances by `seconds`.
  void begin(glm::vec2 size, float seconds);
  /// Ends the frame and draws it into the current target.
  void end();

  /// Closes opened lists; true when there was one. Between frames.
  static bool close_lists();

  /// The font file in use, or "built in".
  [[nodiscard]] const std::string& font_file() const { return font_file_; }

 private:
  void load_fonts(float scale);
  std::string font_file_;
  ThemeKind kind_ = ThemeKind::dark;
  float scale_ = 0;
};

/// Fonts of the current UiContext.
enum class TextStyle { body, small, title };
[[nodiscard]] ImFont* font(TextStyle style);
/// The interface scale of the current UiContext.
[[nodiscard]] float ui_scale();

}  // namespace ganscope
