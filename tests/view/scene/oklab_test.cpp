#include "view/scene/oklab.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

TEST_CASE("OKLab agrees with the published pairs") {
  // Ottosson 2020: sRGB white and the primaries, as CSS Color 4 lists them.
  const Oklab white = to_oklab(rgb(0xffffff));
  CHECK(white.lightness == doctest::Approx(1).epsilon(1e-4));
  CHECK(white.a == doctest::Approx(0).epsilon(1e-4));
  CHECK(white.b == doctest::Approx(0).epsilon(1e-4));
  const Oklab red = to_oklab(rgb(0xff0000));
  CHECK(red.lightness == doctest::Approx(0.62796).epsilon(1e-3));
  CHECK(red.a == doctest::Approx(0.22486).epsilon(1e-3));
  CHECK(red.b == doctest::Approx(0.12585).epsilon(1e-3));
  const Oklab blue = to_oklab(rgb(0x0000ff));
  CHECK(blue.lightness == doctest::Approx(0.45201).epsilon(1e-3));
  CHECK(blue.a == doctest::Approx(-0.03246).epsilon(1e-2));
  CHECK(blue.b == doctest::Approx(-0.31153).epsilon(1e-3));
}

TEST_CASE("every colour survives the way to OKLab and back") {
  for (std::uint32_t r = 0; r <= 255; r += 51) {
    for (std::uint32_t g = 0; g <= 255; g += 51) {
      for (std::uint32_t b = 0; b <= 255; b += 51) {
        const Colour colour = rgb(r << 16 | g << 8 | b);
        const Colour back = from_oklab(to_oklab(colour));
        CHECK(back.r == doctest::Approx(colour.r).epsilon(2e-3));
        CHECK(back.g == doctest::Approx(colour.g).epsilon(2e-3));
        CHECK(back.b == doctest::Approx(colour.b).epsilon(2e-3));
        CHECK(in_gamut(to_oklab(colour)));
      }
    }
  }
}

TEST_CASE("colours outside the gamut are noticed and clamped") {
  const Oklab loud = oklch(0.7f, 0.4f, 150);
  CHECK_FALSE(in_gamut(loud));
  const Colour shown = from_oklab(loud);
  CHECK(shown.r == 0);
  CHECK(shown.g <= 1);
}

TEST_CASE("OKLCH is polar OKLab in degrees") {
  const Oklab lab = oklch(0.5f, 0.1f, 90);
  CHECK(lab.lightness == 0.5f);
  CHECK(lab.a == doctest::Approx(0).epsilon(1e-6));
  CHECK(lab.b == doctest::Approx(0.1));
}

TEST_CASE("CIE Lab agrees with published values") {
  const CieLab red = to_cielab(rgb(0xff0000));  // D65
  CHECK(red.lightness == doctest::Approx(53.24).epsilon(1e-3));
  CHECK(red.a == doctest::Approx(80.09).epsilon(1e-3));
  CHECK(red.b == doctest::Approx(67.20).epsilon(1e-3));
  const CieLab black = to_cielab(rgb(0x000000));
  CHECK(black.lightness == doctest::Approx(0).epsilon(1e-3));
  CHECK(luminance(rgb(0xffffff)) == doctest::Approx(1).epsilon(1e-4));
}
