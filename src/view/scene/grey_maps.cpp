#include "view/scene/grey_maps.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "view/scene/oklab.hpp"

namespace ganscope {
namespace {

struct Stop {
  float chroma;
  float hue;  ///< degrees of OKLCH
};

/// Lightness runs evenly from almost black to almost white; the stops, evenly spread, give the colour.
constexpr std::array<Stop, 5> kEmber{{{0.03f, 300}, {0.13f, 330}, {0.17f, 390}, {0.15f, 425}, {0.05f, 460}}};
constexpr std::array<Stop, 5> kLagoon{{{0.03f, 290}, {0.11f, 262}, {0.105f, 215}, {0.12f, 165}, {0.06f, 110}}};
constexpr float kDarkest = 0.12f;
constexpr float kLightest = 0.97f;

Colour on_ramp(const std::array<Stop, 5>& stops, float grey) {
  const float position = grey * (stops.size() - 1);
  const auto i = std::min(static_cast<std::size_t>(position), stops.size() - 2);
  const float t = position - static_cast<float>(i);
  const float chroma = stops[i].chroma + t * (stops[i + 1].chroma - stops[i].chroma);
  const float hue = stops[i].hue + t * (stops[i + 1].hue - stops[i].hue);
  return from_oklab(oklch(kDarkest + grey * (kLightest - kDarkest), chroma, hue));
}

}  // namespace

Colour grey_colour(float grey, GreyMap map) {
  const float value = std::isnan(grey) ? 0 : std::clamp(grey, 0.f, 1.f);
  switch (map) {
    case GreyMap::inverted:
      return {1 - value, 1 - value, 1 - value, 1};
    case GreyMap::ember:
      return on_ramp(kEmber, value);
    case GreyMap::lagoon:
      return on_ramp(kLagoon, value);
    case GreyMap::grey:
      break;
  }
  return {value, value, value, 1};
}

}  // namespace ganscope
