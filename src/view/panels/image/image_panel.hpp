#pragma once
#include "view/panels/image/image_layout.hpp"
#include "view/panels/image/image_state.hpp"
#include "view/scene/image_places.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {

/// Small pictures that panels show, drawn beforehand.
struct ImageTextures {
  unsigned small_view = 0;  ///< the view in the column; 0 for none
  unsigned thumbnails = 0;  ///< of the anchors, in rows of `thumbnail_columns`
  int thumbnail_columns = 1;
  int thumbnail_rows = 1;
  unsigned preview = 0;  ///< of the anchor under the mouse, large; 0 for none
  int preview_of = -1;   ///< its place
};

// One panel a file.
void image_top_bar(const ImagePanelInput& input, const ImageViewState& state, const Rect& area,
                   ImageViewCommands& out);
void image_settings_panel(const ImagePanelInput& input, const ImageViewState& state,
                          const ImageTextures& textures, const Rect& area, ImageViewCommands& out);
void anchors_section(const ImagePanelInput& input, const ImageTextures& textures, ImageViewCommands& out);
void image_view_panel(const ImagePanelInput& input, const ImageViewState& state, const Rect& area,
                      ImageViewCommands& out);
void image_column_panel(const ImagePanelInput& input, const ImageViewState& state,
                        const ImageTextures& textures, const ImageLayout& layout, ImageViewCommands& out);
/// The column's captions as one row: which view is in the middle, and what it shows.
void image_views_panel(const ImagePanelInput& input, const ImageViewState& state, const Rect& area,
                       ImageViewCommands& out);
void image_timeline_panel(const ImagePanelInput& input, const ImageViewState& state, const Rect& area,
                          ImageViewCommands& out);

/// Clicks and tooltips of a grid's cells at `place`.
void grid_hand(const ImagePanelInput& input, const CellGrid& place, ImageViewCommands& out);

/// Pixels at scale 1 of an anchor under the mouse: five times its place in the list.
inline constexpr float kAnchorPreview = 160;

/// What the path and the grid are: "Path: circle", "Grid: plane, 8 x 8".
[[nodiscard]] std::string path_caption(const ImagePanelInput& input);
/// What the path's kind means for this model's prior.
[[nodiscard]] std::string path_tip(const ImagePanelInput& input);
[[nodiscard]] std::string grid_caption(const ImagePanelInput& input);

/// A model's file as lists show it.
[[nodiscard]] std::string short_path(const std::string& path);
/// Where a model of a list is, and with what it is opened.
[[nodiscard]] std::string model_tip(const RecentModel& model);
/// "lap 3.250" for the eye: a whole lap has a thousand steps.
[[nodiscard]] std::string position_text(const ImagePanelInput& input);

/// The large view's place within its area: some air around it.
[[nodiscard]] Rect view_area(const Rect& area, float scale);

/// Builds one ImGui frame of image mode. Reads, changes nothing, and returns what the person asked for.
[[nodiscard]] ImageViewCommands build_image_interface(const ImagePanelInput& input,
                                                      const ImageViewState& state, const ImageLayout& layout,
                                                      const ImageTextures& textures);

}  // namespace ganscope
