#pragma once
#include <cstdint>
#include <glm/vec2.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "view/scene/theme.hpp"
#include "view/ui/drop_list.hpp"
#include "view/ui/layout.hpp"
#include "view/ui/text_field.hpp"

struct ImFont;
struct ImGuiContext;

namespace ganscope {

/// The sizes of text, pixels at scale 1.
inline constexpr float kTextSize = 16;
inline constexpr float kSmallTextSize = 14;
inline constexpr float kTitleSize = 22;

/// A control of the last interface frame by name, for scripts that drive the window and for tests that
/// measure it.
struct UiItem {
  std::string name;
  Rect place;  ///< pixels, y down, as much of it as is seen
};

/// Owns an ImGui context with its fonts, style and OpenGL back end, for a window or for an
/// offscreen target; there may be several. Needs a current OpenGL context for its whole life.
class UiContext {
 public:
  /// Makes a context current for as long as it lives, and then the one before again.
  class Current {
   public:
    explicit Current(const UiContext& ui);
    ~Current();
    Current(const Current&) = delete;
    Current& operator=(const Current&) = delete;

   private:
    ImGuiContext* before_;
  };

  UiContext();
  ~UiContext();
  UiContext(const UiContext&) = delete;
  UiContext& operator=(const UiContext&) = delete;

  // What follows needs this context to be current. The first one made is, until another is asked for.

  /// Rebuilds fonts and style when theme or scale changed; before begin().
  void set_style(ThemeKind kind, float scale);
  /// Starts an interface frame of so many pixels. In a window the platform's back end has already
  /// said its part; offscreen time advances by `seconds`.
  void begin(glm::vec2 size, float seconds);
  /// Ends the frame and draws it into the current target.
  void end();

  /// Closes opened lists; true when there was one. Between frames.
  static bool close_lists();
  /// A list is open whose keys are its own (drop_list.hpp). Between frames.
  static bool list_has_keys();

  /// The font file in use, or "built in".
  [[nodiscard]] const std::string& font_file() const { return font_file_; }
  [[nodiscard]] float scale() const { return scale_; }
  /// The controls of the frame built last, in their order.
  [[nodiscard]] const std::vector<UiItem>& items() const { return items_; }
  void add_item(UiItem item) { items_.push_back(std::move(item)); }

  /// What widgets keep from frame to frame.
  struct Kept {
    std::map<unsigned, TypedText> typed{};  ///< of fields, by ImGui's number
    OpenList list{};
    std::int64_t refusals = 0;  ///< heeded last
  };
  [[nodiscard]] Kept& kept() { return kept_; }
  [[nodiscard]] ThemeKind theme_kind() const { return kind_; }

 private:
  void load_fonts(float scale);
  ImGuiContext* context_;
  std::vector<UiItem> items_;
  std::string font_file_;
  ThemeKind kind_ = ThemeKind::dark;
  float scale_ = 0;
  Kept kept_;
};

/// Fonts of the current UiContext.
enum class TextStyle { body, small, title };
[[nodiscard]] ImFont* font(TextStyle style);
/// The interface scale of the current UiContext.
[[nodiscard]] float ui_scale();
/// Its theme.
[[nodiscard]] const Theme& ui_theme();
/// Of the current UiContext, for its widgets.
[[nodiscard]] TypedText& typed_text(unsigned id);
[[nodiscard]] OpenList& open_list();
[[nodiscard]] std::int64_t refusals_heeded();
/// Names the control that was built last; one that isn't seen at all is left out.
void mark_item(const std::string& name);

}  // namespace ganscope
