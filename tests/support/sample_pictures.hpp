#pragma once
#include "exchange/image_frame.hpp"
#include "view/panels/image/image_state.hpp"

/// Frames of image mode as a model could have made them, by a formula.
namespace ganscope::test {

/// Colour images of 12 x 12 pixels, a strip of nine, a grid of 5 x 6 with one cell still to come, and four
/// thumbnails.
[[nodiscard]] ImageFrame sample_image_frame();
/// A single grey image.
[[nodiscard]] ImageFrame sample_grey_frame();

/// What panels read while that frame is shown; it must outlive it.
[[nodiscard]] ImagePanelInput sample_image_input(const ImageFrame& frame);

}  // namespace ganscope::test
