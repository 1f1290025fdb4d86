#include "view/scene/grey_maps.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "view/scene/colour_maps.hpp"
#include "view/scene/oklab.hpp"

using namespace ganscope;

TEST_CASE("coloured greys keep their order to the eye, in every colour vision") {
  for (const GreyMap map : {GreyMap::grey, GreyMap::ember, GreyMap::lagoon})
    for (const ColourVision vision : {ColourVision::normal, ColourVision::protanopia, ColourVision::deuteranopia,
                                      ColourVision::tritanopia}) {
      float last = -1;
      for (int i = 0; i <= 255; i += 3) {
        const float now = lightness(simulate(grey_colour(static_cast<float>(i) / 255, map), vision));
        CHECK(now > last);
        last = now;
      }
      CHECK(last > 90);
    }
}

TEST_CASE("their steps are even: no step is much larger than another") {
  for (const GreyMap map : {GreyMap::ember, GreyMap::lagoon}) {
    float least = 1e9f, most = 0;
    for (int i = 0; i < 64; ++i) {
      const Oklab a = to_oklab(grey_colour(static_cast<float>(i) / 64, map));
      const Oklab b = to_oklab(grey_colour(static_cast<float>(i + 1) / 64, map));
      const float step = std::hypot(a.lightness - b.lightness, a.a - b.a, a.b - b.b);
      least = std::min(least, step);
      most = std::max(most, step);
    }
    CHECK(most < 2.2f * least);
  }
}

TEST_CASE("plain and inverted grey are exact; what is no number is black") {
  CHECK(grey_colour(0.25f, GreyMap::grey) == Colour{0.25f, 0.25f, 0.25f, 1});
  CHECK(grey_colour(0.25f, GreyMap::inverted) == Colour{0.75f, 0.75f, 0.75f, 1});
  CHECK(grey_colour(NAN, GreyMap::grey) == Colour{0, 0, 0, 1});
  CHECK(grey_colour(7, GreyMap::grey) == Colour{1, 1, 1, 1});
}
