#pragma once
#include <string>

#include "view/panels/keys.hpp"
#include "view/panels/layout.hpp"
#include "view/panels/view_state.hpp"
#include "view/plots/plot_canvas.hpp"

namespace ganscope {

/// A panel: an ImGui window without decoration that fills `area`. False when there is no room; end
/// only after true.
[[nodiscard]] bool begin_panel(const char* id, const Rect& area, bool scrolls = true);
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
  struct Chosen {
    int key = -1;  ///< place in the keys; -1 for none
    bool help = false;
  };
};
[[nodiscard]] BarEnd bar_end(const Rect& area);
/// Two texts that end at `right`, where there is room: the first stays longer than the second. The second
/// has a column as wide as `widest`, so that the first stands still.
void bar_counters(const std::string& first, const std::string& second, const char* widest, float right);
/// Every key's act by name, for hands that know no keys and for bars too narrow for buttons, and the help.
[[nodiscard]] BarEnd::Chosen menu_and_help(const BarEnd& end, const std::vector<KeyText>& keys);

/// A button of a bar with its tooltip, the next one beside it; lit while what it does is on.
[[nodiscard]] bool bar_button(const char* label, const char* tip, float width = 0);
[[nodiscard]] bool lit_button(const char* label, const char* tip, bool lit, const Theme& theme,
                              float width = 0);

/// The button that records: a red dot, and all red while it is on. Called "Record" whatever it says.
[[nodiscard]] bool dot_button(const std::string& label, const char* tip, bool on, float width,
                              const Theme& theme);

// One panel a file.
void top_bar(const PanelInput& input, const ViewState& state, const Rect& area, ViewCommands& out);
void settings_panel(const PanelInput& input, const ViewState& state, const Rect& area, ViewCommands& out);
void recording_section(const PanelInput& input, const ViewState& state, ViewCommands& out);
void curves_panel(const PanelInput& input, const ViewState& state, const Rect& area, unsigned inset_texture,
                  ViewCommands& out);
void timeline_panel(const PanelInput& input, const ViewState& state, const Rect& area, ViewCommands& out);
void picture_panel(const PanelInput& input, const ViewState& state, const Rect& area, unsigned inset_texture,
                   ViewCommands& out);

/// What the help says: keys by sections, and the sections of its columns, about equally long.
using HelpColumns = std::vector<std::vector<std::string>>;
struct HelpText {
  std::string hint;  ///< one line above
  std::vector<KeyText> keys;
  HelpColumns three;
  HelpColumns two;           ///< where three columns have no room
  float three_height = 452;  ///< pixels at scale 1
  float two_height = 664;
};
/// All keys over a veil. True when a click beside it asks to close it.
[[nodiscard]] bool help_panel(const HelpText& help, const Theme& theme, glm::vec2 window);

/// A tooltip for the item built last, below it, or above it in the lower half of the window, where it
/// hides no neighbour.
void tip_beside(const std::string& text);

/// What of the run the plots and the timeline show, and where their cursor is.
[[nodiscard]] PlotTime plot_time(const PanelInput& input, const ViewState& state);

/// Label column, then a widget that fills the rest: the widget comes next.
void setting_label(const std::string& text, const std::string& help);

/// Slow motion: the phase's name, its sentence and how far the iteration is, at the upper edge of
/// `room` and centred in it. Returns the place taken, empty when there was none.
[[nodiscard]] Rect phase_card(const ToyFrame& frame, const Theme& theme, const Rect& room);

/// Slow motion's latents as dots over an inset that shows the chart [0, 1]^2 in `place`, of which only
/// the share `height` around the middle is seen.
void phase_latents(const ToyFrame& frame, const Theme& theme, const Rect& place, float height);

/// A message centred at the upper edge of `room`: an error stays, a notice goes by itself. Returns the place
/// taken, empty when there is none.
[[nodiscard]] Rect notice_box(const Notice& notice, const Theme& theme, const Rect& room);

/// Ticks, legend and caption over the picture, clear of the corner `inset` (empty when there is none).
void picture_overlay(const PanelInput& input, const ViewState& state, const Rect& area, const Rect& inset);

}  // namespace ganscope
