#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "view/scene/rect.hpp"
#include "view/scene/theme.hpp"
#include "view/ui/key_text.hpp"

namespace ganscope {

/// A panel: an ImGui window without decoration that fills `area`. False when there is no room; end
/// only after true.
[[nodiscard]] bool begin_panel(const char* id, const Rect& area, bool scrolls = true);
/// One without ground or margin over the picture, whose layers are drawn below it.
[[nodiscard]] bool begin_view(const char* id, const Rect& area);
void end_panel();

/// Text in the muted colour or in another style.
void muted_text(const std::string& text);
/// A muted label and a value in tabular figures, right-aligned on one line.
void labelled_value(const std::string& label, const std::string& value);
/// A heading with space above.
void section(const std::string& title);

/// The hairline below a bar at the top; its controls come next, in the middle of its height.
void bar_ground(const Rect& area, const Theme& theme);
/// The right end of a bar: where the counters end, and what menu and help stand at.
struct BarEnd {
  float counters = 0;
  float menu = 0;
  float help_width = 0;
  std::string behind;  ///< see bar_end()
  Colour dot{};        ///< of what goes on behind
  struct Chosen {
    int key = -1;  ///< place in the keys; -1 for none
    bool help = false;
  };
};
/// `behind`: what goes on in another mode, which a red dot with this as its tooltip tells; "" for nothing.
[[nodiscard]] BarEnd bar_end(const Rect& area, const Theme& theme, const std::string& behind);
/// Two texts that end at `right`, where there is room: the first stays longer than the second. The second
/// has a column as wide as `widest`, so that the first stands still.
void bar_counters(const std::string& first, const std::string& second, const char* widest, float right);
/// Every key's act by name, for hands that know no keys and for bars too narrow for buttons, and the help.
[[nodiscard]] BarEnd::Chosen menu_and_help(const BarEnd& end, const std::vector<KeyText>& keys);

/// A button of a bar with its tooltip, the next one beside it; lit while what it does is on.
[[nodiscard]] bool bar_button(const char* label, const char* help, float width = 0);
[[nodiscard]] bool lit_button(const char* label, const char* help, bool lit, const Theme& theme,
                              float width = 0);

/// The button that records: a red dot, and all red while it is on. Called "Record" whatever it says.
[[nodiscard]] bool dot_button(const std::string& label, const char* help, bool on, float width,
                              const Theme& theme);

/// A section that folds; scripts know its title as "section TITLE". True while it is open.
[[nodiscard]] bool folding_section(const char* title, bool open_at_first);

/// A labelled list of a few texts of which `current` is shown. Scripts know it as `name`, its texts as
/// "NAME=TEXT". Returns the place of a text that was chosen.
[[nodiscard]] std::optional<std::size_t> pick(const std::string& name, const std::string& label,
                                              const std::string& help, const std::vector<std::string>& texts,
                                              std::size_t current);

/// Label column, then a widget that fills the rest: the widget comes next.
void setting_label(const std::string& text, const std::string& help);

}  // namespace ganscope
