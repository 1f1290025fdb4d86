#pragma once
#include <string>

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

// One panel a file.
void top_bar(const PanelInput& input, const ViewState& state, const Rect& area, ViewCommands& out);
void settings_panel(const PanelInput& input, const ViewState& state, const Rect& area, ViewCommands& out);
void recording_section(const PanelInput& input, const ViewState& state, ViewCommands& out);
void curves_panel(const PanelInput& input, const ViewState& state, const Rect& area, unsigned inset_texture,
                  ViewCommands& out);
void timeline_panel(const PanelInput& input, const ViewState& state, const Rect& area, ViewCommands& out);
void picture_panel(const PanelInput& input, const ViewState& state, const Rect& area, unsigned inset_texture,
                   ViewCommands& out);
void help_panel(const ViewState& state, glm::vec2 window, ViewCommands& out);

/// A tooltip for the item built last, below it, where it hides no neighbour.
void tip_below(const std::string& text);

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

/// Ticks, legend and caption over the picture, clear of the corner `inset` (empty when there is none).
void picture_overlay(const PanelInput& input, const ViewState& state, const Rect& area, const Rect& inset);

}  // namespace ganscope
