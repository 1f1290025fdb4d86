#pragma once
#include "view/panels/toy/view_state.hpp"
#include "view/plots/plot_canvas.hpp"
#include "view/scene/rect.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

// One panel a file.
void top_bar(const PanelInput& input, const ViewState& state, const Rect& area, ViewCommands& out);
void settings_panel(const PanelInput& input, const ViewState& state, const Rect& area, ViewCommands& out);
void recording_section(const PanelInput& input, const ViewState& state, ViewCommands& out);
void curves_panel(const PanelInput& input, const ViewState& state, const Rect& area, unsigned inset_texture,
                  ViewCommands& out);
void timeline_panel(const PanelInput& input, const ViewState& state, const Rect& area, ViewCommands& out);
void picture_panel(const PanelInput& input, const ViewState& state, const Rect& area, unsigned inset_texture,
                   ViewCommands& out);

/// What of the run the plots and the timeline show, and where their cursor is.
[[nodiscard]] PlotTime plot_time(const PanelInput& input, const ViewState& state);

/// Slow motion: the phase's name, its sentence and how far the iteration is, at the upper edge of
/// `room` and centred in it. Returns the place taken, empty when there was none.
[[nodiscard]] Rect phase_card(const ToyFrame& frame, const Theme& theme, const Rect& room);

/// Slow motion's latents as dots over an inset that shows the chart [0, 1]^2 in `place`, of which only
/// the share `height` around the middle is seen.
void phase_latents(const ToyFrame& frame, const Theme& theme, const Rect& place, float height);

/// Ticks, legend and caption over the picture, clear of the corner `inset` (empty when there is none).
void picture_overlay(const PanelInput& input, const ViewState& state, const Rect& area, const Rect& inset);

}  // namespace ganscope
