#pragma once
#include "exchange/image_config.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// The colour of a grey from 0 (black) to 1 (white). Every map but `inverted` gets lighter with the grey,
/// evenly to the eye, so that what is brighter stays so in any colour vision and in print.
[[nodiscard]] Colour grey_colour(float grey, GreyMap map);

}  // namespace ganscope
