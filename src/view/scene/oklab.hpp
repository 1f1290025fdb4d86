#pragma once
#include "view/scene/theme.hpp"

/// Colour spaces behind the colour maps: mixing happens in OKLab (Ottosson 2020), where straight
/// lines look even; judging happens in CIE Lab, which is what published bars are written in.
namespace ganscope {

/// Linear-light sRGB primaries; outside 0 to 1 where the colour is out of gamut.
struct LinearRgb {
  float r = 0;
  float g = 0;
  float b = 0;
};

/// Lightness 0 to 1 and two opponent axes of about -0.4 to 0.4.
struct Oklab {
  float lightness = 0;
  float a = 0;
  float b = 0;
};

/// CIE 1976 L*a*b*, D65.
struct CieLab {
  float lightness = 0;
  float a = 0;
  float b = 0;
};

[[nodiscard]] LinearRgb to_linear(Colour colour);
/// Opaque; components are clamped to the gamut.
[[nodiscard]] Colour from_linear(LinearRgb linear);

[[nodiscard]] Oklab to_oklab(Colour colour);
[[nodiscard]] LinearRgb to_linear(Oklab lab);
/// Opaque; components are clamped to the gamut.
[[nodiscard]] Colour from_oklab(Oklab lab);
/// Whether the colour can be shown without clamping.
[[nodiscard]] bool in_gamut(Oklab lab);
/// Polar OKLab; hue in degrees.
[[nodiscard]] Oklab oklch(float lightness, float chroma, float hue);
[[nodiscard]] Oklab mix(Oklab from, Oklab to, float t);

[[nodiscard]] CieLab to_cielab(Colour colour);
/// CIE Y of an sRGB colour, 0 to 1.
[[nodiscard]] float luminance(Colour colour);

}  // namespace ganscope
