#pragma once
#include <imgui.h>

#include <string>
#include <vector>

#include "exchange/layers.hpp"
#include "exchange/toy_frame.hpp"
#include "view/layers/picture_options.hpp"
#include "view/scene/camera.hpp"
#include "view/scene/corner_places.hpp"
#include "view/scene/rect.hpp"
#include "view/scene/theme.hpp"

/// What the parts of the text over the toy picture share.
namespace ganscope {

/// What is drawn over the picture finds its place here: what comes first keeps it, what comes later
/// gives way.
struct Overlay {
  ImDrawList* draw;
  const Rect& area;
  const Theme& theme;
  float scale;
  std::vector<Rect> taken{};

  [[nodiscard]] bool free(const Rect& place) const;
};

inline constexpr float kOverlayMargin =
    12;  ///< pixels at scale 1 between the picture's edge and what is over it

/// A veil that keeps text readable over the field; from now on the place is taken.
void veil(Overlay& o, const Rect& place);
void text_at(const Overlay& o, glm::vec2 at, Colour colour, const std::string& text);

/// The camera of the picture before a person zoomed or moved it.
[[nodiscard]] Camera2D fitted_camera(const ToyFrame& frame, const Rect& area, PictureOptions options);

/// The legend in the corner and the shape that hide least of the data; not at all where none has room.
/// `past`: the frame is one that was kept, and what it lacks is said.
struct LegendSource {
  const ToyFrame& frame;
  const PictureOptions& options;
  bool past = false;
};
void draw_legend(Overlay& o, const LegendSource& source);

/// At each edge beyond which samples lie an arrow with their share, and once how to see them again.
void draw_out_of_view(Overlay& o, const ToyFrame& frame, const PictureOptions& options);

}  // namespace ganscope
