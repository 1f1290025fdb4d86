#pragma once
#include <string>

#include "view/panels/recover/recover_layout.hpp"
#include "view/panels/recover/recover_state.hpp"
#include "view/plots/plot_canvas.hpp"
#include "view/ui/layout.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {

// One panel a file.
void recover_top_bar(const RecoverPanelInput& input, const RecoverViewState& state, const Rect& area,
                     RecoverViewCommands& out);
void recover_settings_panel(const RecoverPanelInput& input, const RecoverViewState& state, const Rect& area,
                            RecoverViewCommands& out);
/// What was found: errors, length, how well it can be known, and whether the search is stuck.
void recover_found_section(const RecoverPanelInput& input, const RecoverViewState& state,
                           RecoverViewCommands& out);
void recover_view_panel(const RecoverPanelInput& input, const RecoverViewState& state, const Rect& area,
                        RecoverViewCommands& out);
void recover_curves_panel(const RecoverPanelInput& input, const RecoverViewState& state, const Rect& area,
                          RecoverViewCommands& out);
void recover_timeline_panel(const RecoverPanelInput& input, const RecoverViewState& state, const Rect& area,
                            RecoverViewCommands& out);

/// Where the pictures stand within the picture's place, which has its corner at `area`'s.
[[nodiscard]] RecoverPlaces recover_places(const RecoverPanelInput& input, const Rect& area, float scale);

/// What of the search the plots and the timeline show, and where their cursor is.
[[nodiscard]] PlotTime plot_time(const RecoverPanelInput& input, const RecoverViewState& state);

/// Steps that the search has made.
[[nodiscard]] std::int64_t steps_made(const RecoverPanelInput& input);

/// What is wrong at the moment shown, told as it is: "a dead point: ..."; "" for nothing.
[[nodiscard]] std::string dead_words(const RecoverPanelInput& input);

/// Builds one ImGui frame of the search for latents. Reads, changes nothing, and returns what the person
/// asked for.
[[nodiscard]] RecoverViewCommands build_recover_interface(const RecoverPanelInput& input,
                                                          const RecoverViewState& state,
                                                          const Layout& layout);

}  // namespace ganscope
