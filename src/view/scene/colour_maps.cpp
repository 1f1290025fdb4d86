#include "view/scene/colour_maps.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "view/scene/oklab.hpp"

namespace ganscope {
namespace {

constexpr int kColumns = 9;

/// The latent map as a fan: hue runs along u and opens from the lower to the upper edge, lightness
/// rises with v. A full colour wheel would need a grey centre, right where 1-D latents (v = 0.5)
/// pass; the fan keeps full chroma there, and each position has a colour of its own. Seen with a
/// colour blindness it is still blue to yellow along u, dark to light along v.
struct LatentFan {
  float low_lightness;   ///< OKLab, at v = 0
  float high_lightness;  ///< at v = 1
  /// Just inside the sRGB gamut along all of v, at evenly spaced u.
  std::array<float, kColumns> low_chroma;
  std::array<float, kColumns> high_chroma;
};

// Degrees of OKLCH, unwrapped: blue to orange below, cyan to yellow above.
constexpr float kLowHueStart = 258;
constexpr float kLowHueEnd = 405;
constexpr float kHighHueStart = 205;
constexpr float kHighHueEnd = 470;

constexpr LatentFan kDarkFan{
    .low_lightness = 0.64f,
    .high_lightness = 0.88f,
    .low_chroma = {0.167f, 0.167f, 0.167f, 0.167f, 0.167f, 0.167f, 0.167f, 0.167f, 0.156f},
    .high_chroma = {0.098f, 0.064f, 0.056f, 0.070f, 0.087f, 0.062f, 0.065f, 0.099f, 0.133f},
};
constexpr LatentFan kLightFan{
    .low_lightness = 0.42f,
    .high_lightness = 0.645f,
    .low_chroma = {0.124f, 0.158f, 0.167f, 0.167f, 0.167f, 0.167f, 0.163f, 0.135f, 0.101f},
    .high_chroma = {0.089f, 0.123f, 0.157f, 0.167f, 0.167f, 0.167f, 0.155f, 0.121f, 0.120f},
};

struct FieldRamp {
  Oklab neutral;
  Oklab generated;
  Oklab real;
};

/// On paper "undecided" is white, as the design says. On the dark theme a white band would be the
/// brightest thing on the screen and drown the samples, so there the undecided colour is the ground
/// itself, slightly lifted, and certainty is what adds light; the half line marks the middle. The ends are
/// as far from the middle in both, in lightness and in all.
FieldRamp field_ramp(ThemeKind kind) {
  if (kind == ThemeKind::light) {
    return {oklch(1.f, 0.f, 0.f), oklch(0.884f, 0.068f, 62), oklch(0.88f, 0.056f, 250)};
  }
  return {oklch(0.255f, 0.016f, 258), oklch(0.375f, 0.053f, 55), oklch(0.375f, 0.068f, 256)};
}

/// `value` in [0, 1]; not-a-number becomes the middle.
float unit(float value) { return std::isnan(value) ? 0.5f : std::clamp(value, 0.f, 1.f); }

}  // namespace

Colour latent_colour(glm::vec2 chart, const Theme& theme) {
  const LatentFan& fan = theme.kind == ThemeKind::light ? kLightFan : kDarkFan;
  const float u = unit(chart.x);
  const float v = unit(chart.y);
  const float position = u * (kColumns - 1);
  const auto column = static_cast<std::size_t>(std::min(static_cast<int>(position), kColumns - 2));
  const float between = position - static_cast<float>(column);
  const float low_chroma = std::lerp(fan.low_chroma[column], fan.low_chroma[column + 1], between);
  const float high_chroma = std::lerp(fan.high_chroma[column], fan.high_chroma[column + 1], between);
  const float low_hue = std::lerp(kLowHueStart, kLowHueEnd, u);
  const float high_hue = std::lerp(kHighHueStart, kHighHueEnd, u);
  return from_oklab(oklch(std::lerp(fan.low_lightness, fan.high_lightness, v),
                          std::lerp(low_chroma, high_chroma, v), std::lerp(low_hue, high_hue, v)));
}

Colour field_colour(float answer, const Theme& theme) {
  static const std::array<FieldRamp, 2> kRamps{field_ramp(ThemeKind::dark), field_ramp(ThemeKind::light)};
  const FieldRamp& ramp = kRamps[theme.kind == ThemeKind::light ? 1 : 0];
  // The parabola in OKLab through the three colours: unlike two straight pieces it has no kink at
  // one half, where the eye would see a band that isn't in the numbers.
  const float s = 2 * unit(answer) - 1;
  const auto through = [s](float generated, float neutral, float real) {
    return neutral + s * (real - generated) / 2 + s * s * ((real + generated) / 2 - neutral);
  };
  return from_oklab({through(ramp.generated.lightness, ramp.neutral.lightness, ramp.real.lightness),
                     through(ramp.generated.a, ramp.neutral.a, ramp.real.a),
                     through(ramp.generated.b, ramp.neutral.b, ramp.real.b)});
}

float lightness(Colour colour) { return to_cielab(colour).lightness; }

float contrast(Colour a, Colour b) {
  const float first = luminance(a);
  const float second = luminance(b);
  return (std::max(first, second) + 0.05f) / (std::min(first, second) + 0.05f);
}

float colour_difference(Colour a, Colour b) {
  const CieLab p = to_cielab(a);
  const CieLab q = to_cielab(b);
  return std::hypot(p.lightness - q.lightness, p.a - q.a, p.b - q.b);
}

Colour simulate(Colour colour, ColourVision vision) {
  using Matrix = std::array<float, 9>;
  // Machado et al. 2009, table of severity 1.0, for linear light.
  static constexpr Matrix kProtanopia{0.152286f, 1.052583f,  -0.204868f, 0.114503f, 0.786281f,
                                      0.099216f, -0.003882f, -0.048116f, 1.051998f};
  static constexpr Matrix kDeuteranopia{0.367322f, 0.860646f,  -0.227968f, 0.280085f, 0.672501f,
                                        0.047413f, -0.011820f, 0.042940f,  0.968881f};
  static constexpr Matrix kTritanopia{1.255528f, -0.076749f, -0.178779f, -0.078411f, 0.930809f,
                                      0.147602f, 0.004733f,  0.691367f,  0.303900f};
  if (vision == ColourVision::normal) return colour;
  const Matrix& m = vision == ColourVision::protanopia     ? kProtanopia
                    : vision == ColourVision::deuteranopia ? kDeuteranopia
                                                           : kTritanopia;
  const LinearRgb c = to_linear(colour);
  return from_linear({m[0] * c.r + m[1] * c.g + m[2] * c.b, m[3] * c.r + m[4] * c.g + m[5] * c.b,
                      m[6] * c.r + m[7] * c.g + m[8] * c.b})
      .with_alpha(colour.a);
}

}  // namespace ganscope
