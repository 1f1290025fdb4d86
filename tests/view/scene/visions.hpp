#pragma once
#include <algorithm>
#include <array>
#include <limits>

#include "view/scene/colour_maps.hpp"

namespace ganscope::test {

inline constexpr std::array kVisions{ColourVision::normal, ColourVision::protanopia,
                                     ColourVision::deuteranopia, ColourVision::tritanopia};
inline constexpr std::array kThemes{ThemeKind::dark, ThemeKind::light};

/// The smallest CIE76 difference of two colours over all kinds of colour vision.
inline float least_difference(Colour a, Colour b) {
  float least = std::numeric_limits<float>::max();
  for (const ColourVision vision : kVisions) {
    least = std::min(least, colour_difference(simulate(a, vision), simulate(b, vision)));
  }
  return least;
}

}  // namespace ganscope::test
