#pragma once
#include "view/panels/train/train_layout.hpp"
#include "view/panels/train/train_state.hpp"
#include "view/plots/plot_canvas.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {

// One panel a file.
void train_top_bar(const TrainPanelInput& input, const TrainViewState& state, const Rect& area,
                   TrainViewCommands& out);
void train_settings_panel(const TrainPanelInput& input, const TrainViewState& state, const Rect& area,
                          TrainViewCommands& out);
void train_view_panel(const TrainPanelInput& input, const TrainViewState& state, const Rect& area,
                      TrainViewCommands& out);
void train_curves_panel(const TrainPanelInput& input, const TrainViewState& state, const Rect& area,
                        TrainViewCommands& out);
void train_timeline_panel(const TrainPanelInput& input, const TrainViewState& state, const Rect& area,
                          TrainViewCommands& out);

/// Where the images stand within the picture's place.
[[nodiscard]] TrainPlaces train_places(const TrainPanelInput& input, const Rect& area, float scale);

/// What of the run the plots and the timeline show, and where their cursor is.
[[nodiscard]] PlotTime plot_time(const TrainPanelInput& input, const TrainViewState& state);

/// The enlarged sample, where the images that are shown have it.
[[nodiscard]] std::optional<int> enlarged_sample(const TrainPanelInput& input, const TrainViewState& state);
/// Where it stands: over the generated ones.
[[nodiscard]] CellGrid enlarged_place(const TrainPanelInput& input, const TrainPlaces& places);

/// A warning's name for the eye: "mode collapse".
[[nodiscard]] std::string health_title(const HealthWarning& warning);

/// Builds one ImGui frame of the training view. Reads, changes nothing, and returns what the person asked
/// for.
[[nodiscard]] TrainViewCommands build_train_interface(const TrainPanelInput& input,
                                                      const TrainViewState& state, const Layout& layout);

}  // namespace ganscope
