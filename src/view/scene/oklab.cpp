#include "view/scene/oklab.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ganscope {
namespace {

float decode(float value) {
  return value <= 0.04045f ? value / 12.92f : std::pow((value + 0.055f) / 1.055f, 2.4f);
}

float encode(float value) {
  const float v = std::clamp(value, 0.f, 1.f);
  return v <= 0.0031308f ? 12.92f * v : 1.055f * std::pow(v, 1 / 2.4f) - 0.055f;
}

float cie_f(float t) {
  constexpr float kDelta = 6.f / 29.f;
  return t > kDelta * kDelta * kDelta ? std::cbrt(t) : t / (3 * kDelta * kDelta) + 4.f / 29.f;
}

}  // namespace

LinearRgb to_linear(Colour colour) { return {decode(colour.r), decode(colour.g), decode(colour.b)}; }

Colour from_linear(LinearRgb linear) { return {encode(linear.r), encode(linear.g), encode(linear.b), 1.f}; }

Oklab to_oklab(Colour colour) {
  const LinearRgb c = to_linear(colour);
  const float l = std::cbrt(0.4122214708f * c.r + 0.5363325363f * c.g + 0.0514459929f * c.b);
  const float m = std::cbrt(0.2119034982f * c.r + 0.6806995451f * c.g + 0.1073969566f * c.b);
  const float s = std::cbrt(0.0883024619f * c.r + 0.2817188376f * c.g + 0.6299787005f * c.b);
  return {0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
          1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
          0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s};
}

LinearRgb to_linear(Oklab lab) {
  const float l = lab.lightness + 0.3963377774f * lab.a + 0.2158037573f * lab.b;
  const float m = lab.lightness - 0.1055613458f * lab.a - 0.0638541728f * lab.b;
  const float s = lab.lightness - 0.0894841775f * lab.a - 1.2914855480f * lab.b;
  const float l3 = l * l * l;
  const float m3 = m * m * m;
  const float s3 = s * s * s;
  return {4.0767416621f * l3 - 3.3077115913f * m3 + 0.2309699292f * s3,
          -1.2684380046f * l3 + 2.6097574011f * m3 - 0.3413193965f * s3,
          -0.0041960863f * l3 - 0.7034186147f * m3 + 1.7076147010f * s3};
}

Colour from_oklab(Oklab lab) { return from_linear(to_linear(lab)); }

bool in_gamut(Oklab lab) {
  constexpr float kTolerance = 1e-4f;  // the published matrices are rounded: white lands at 1 + 1e-7
  const LinearRgb c = to_linear(lab);
  return std::min({c.r, c.g, c.b}) >= -kTolerance && std::max({c.r, c.g, c.b}) <= 1 + kTolerance;
}

Oklab oklch(float lightness, float chroma, float hue) {
  const float angle = hue * std::numbers::pi_v<float> / 180.f;
  return {lightness, chroma * std::cos(angle), chroma * std::sin(angle)};
}

Oklab mix(Oklab from, Oklab to, float t) {
  return {std::lerp(from.lightness, to.lightness, t), std::lerp(from.a, to.a, t), std::lerp(from.b, to.b, t)};
}

float luminance(Colour colour) {
  const LinearRgb c = to_linear(colour);
  return 0.2126729f * c.r + 0.7151522f * c.g + 0.0721750f * c.b;
}

CieLab to_cielab(Colour colour) {
  const LinearRgb c = to_linear(colour);
  const float x = cie_f((0.4124564f * c.r + 0.3575761f * c.g + 0.1804375f * c.b) / 0.95047f);
  const float y = cie_f(luminance(colour));
  const float z = cie_f((0.0193339f * c.r + 0.1191920f * c.g + 0.9503041f * c.b) / 1.08883f);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

}  // namespace ganscope
