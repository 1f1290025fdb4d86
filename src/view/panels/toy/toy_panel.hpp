#pragma once
#include <glm/vec2.hpp>
#include <string>
#include <vector>

#include "view/panels/toy/toy_state.hpp"
#include "view/plots/plot_canvas.hpp"
#include "view/scene/rect.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

// One panel a file.
void toy_top_bar(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                 ToyViewCommands& out);
void toy_settings_panel(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                        ToyViewCommands& out);
void toy_recording_section(const ToyPanelInput& input, const ToyViewState& state, ToyViewCommands& out);
void toy_curves_panel(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                      unsigned inset_texture, ToyViewCommands& out);
void toy_timeline_panel(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                        ToyViewCommands& out);
void toy_picture_panel(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                       unsigned inset_texture, ToyViewCommands& out);

/// What a window of so many pixels leaves out of bar and panels, as a person calls it: the controls among it
/// are in the menu.
[[nodiscard]] std::vector<std::string> toy_without_room(glm::vec2 window, float scale);

/// A learning rate with three significant digits, as a person types it: 0.00092.
[[nodiscard]] std::string rate_text(double rate);

/// What of the run the plots and the timeline show, and where their cursor is.
[[nodiscard]] PlotTime plot_time(const ToyPanelInput& input, const ToyViewState& state);

/// Slow motion: the phase's name, its sentence and how far the iteration is, at the upper edge of
/// `room` and centred in it. Returns the place taken, empty when there was none.
[[nodiscard]] Rect phase_card(const ToyFrame& frame, const Theme& theme, const Rect& room);

/// Slow motion's latents as dots over an inset that shows the chart [0, 1]^2 in `place`, of which only
/// the share `height` around the middle is seen.
void phase_latents(const ToyFrame& frame, const Theme& theme, const Rect& place, float height);

/// Ticks, legend and caption over the picture, clear of the corner `inset` (empty when there is none).
void toy_picture_overlay(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                         const Rect& inset);

}  // namespace ganscope
