#include "view/scene/colour_maps.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <glm/geometric.hpp>
#include <limits>
#include <vector>

#include "view/scene/oklab.hpp"
#include "visions.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// A grid of chart points, `n` intervals along each side.
std::vector<glm::vec2> chart_grid(int n) {
  std::vector<glm::vec2> points;
  for (int j = 0; j <= n; ++j) {
    for (int i = 0; i <= n; ++i) {
      points.emplace_back(static_cast<float>(i) / static_cast<float>(n),
                          static_cast<float>(j) / static_cast<float>(n));
    }
  }
  return points;
}

float chroma(Colour colour) {
  const CieLab lab = to_cielab(colour);
  return std::hypot(lab.a, lab.b);
}

/// CIE76 differences of all pairs of the map at least half a side apart.
struct FarPairs {
  float mean = 0;
  float least = std::numeric_limits<float>::max();
};

FarPairs far_pairs(const Theme& t, ColourVision vision) {
  const std::vector<glm::vec2> points = chart_grid(10);
  FarPairs result;
  double sum = 0;
  int count = 0;
  for (const glm::vec2 p : points) {
    for (const glm::vec2 q : points) {
      if (glm::distance(p, q) < 0.5f) continue;
      const float d =
          colour_difference(simulate(latent_colour(p, t), vision), simulate(latent_colour(q, t), vision));
      sum += d;
      ++count;
      result.least = std::min(result.least, d);
    }
  }
  result.mean = static_cast<float>(sum / count);
  return result;
}

}  // namespace

TEST_CASE("lightness, contrast and difference in closed form") {
  CHECK(lightness(rgb(0x000000)) == doctest::Approx(0).epsilon(1e-3));
  CHECK(lightness(rgb(0xffffff)) == doctest::Approx(100).epsilon(1e-4));
  CHECK(lightness(rgb(0x777777)) == doctest::Approx(50.03).epsilon(1e-3));
  CHECK(contrast(rgb(0x000000), rgb(0xffffff)) == doctest::Approx(21).epsilon(1e-4));
  CHECK(contrast(rgb(0xffffff), rgb(0x000000)) == doctest::Approx(21).epsilon(1e-4));
  CHECK(contrast(rgb(0x767676), rgb(0xffffff)) == doctest::Approx(4.54).epsilon(1e-3));  // WCAG's own example
  CHECK(colour_difference(rgb(0x123456), rgb(0x123456)) == 0);
  CHECK(colour_difference(rgb(0x000000), rgb(0xffffff)) == doctest::Approx(100).epsilon(1e-3));
}

TEST_CASE("simulated colour blindness") {
  const Colour red = rgb(0xd03020).with_alpha(0.5f);
  CHECK(simulate(red, ColourVision::normal) == red);
  CHECK(simulate(red, ColourVision::protanopia).a == 0.5f);
  for (const ColourVision vision : kVisions) {  // greys stay (rows of the matrices sum to one)
    const Colour grey = simulate(rgb(0x808080), vision);
    CHECK(grey.r == doctest::Approx(128 / 255.).epsilon(1e-3));
    CHECK(grey.g == doctest::Approx(128 / 255.).epsilon(1e-3));
    CHECK(grey.b == doctest::Approx(128 / 255.).epsilon(1e-3));
  }
  // Red and green collapse for the two common kinds, not for the third.
  const Colour brown = rgb(0xa05a2c);
  const Colour olive = rgb(0x6c7a1e);
  const float normal = colour_difference(brown, olive);
  for (const ColourVision vision : {ColourVision::protanopia, ColourVision::deuteranopia}) {
    CHECK(colour_difference(simulate(brown, vision), simulate(olive, vision)) < normal / 2);
  }
  // Machado's matrix by hand: pure red for protanopia, linear (0.152286, 0.114503, clamped 0).
  const LinearRgb seen = to_linear(simulate(rgb(0xff0000), ColourVision::protanopia));
  CHECK(seen.r == doctest::Approx(0.152286).epsilon(1e-3));
  CHECK(seen.g == doctest::Approx(0.114503).epsilon(1e-3));
  CHECK(seen.b == 0);
}

TEST_CASE("the field goes from orange over neutral to blue, equally light at its ends") {
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    CAPTURE(static_cast<int>(kind));
    const Colour generated = field_colour(0, t);
    const Colour neutral = field_colour(0.5f, t);
    const Colour real = field_colour(1, t);
    CHECK(generated.r > generated.b);
    CHECK(real.b > real.r);
    CHECK(chroma(neutral) < 7);
    for (const Colour end : {generated, real}) CHECK(chroma(end) < 28);  // stays behind the samples
    CHECK(std::abs(lightness(generated) - lightness(real)) < 1);
    for (int i = 0; i <= 10; ++i) {
      const float away = static_cast<float>(i) / 20;
      CHECK(std::abs(lightness(field_colour(0.5f - away, t)) - lightness(field_colour(0.5f + away, t))) <
            2.5f);
    }
  }
  CHECK(lightness(field_colour(0.5f, theme(ThemeKind::light))) > 99.5f);
  CHECK(colour_difference(field_colour(0.5f, theme(ThemeKind::dark)), theme(ThemeKind::dark).picture) < 8);
}

TEST_CASE("the field stands out as much on paper as on a screen") {
  const Theme& dark = theme(ThemeKind::dark);
  const Theme& light = theme(ThemeKind::light);
  for (const float end : {0.f, 1.f}) {
    const auto rise = [&](const Theme& t) {
      return std::abs(lightness(field_colour(end, t)) - lightness(field_colour(0.5f, t)));
    };
    CHECK(rise(light) == doctest::Approx(rise(dark)).epsilon(0.05));
    const auto apart = [&](const Theme& t, float other) {
      return colour_difference(field_colour(end, t), field_colour(other, t));
    };
    for (const float other : {0.5f, 1 - end})
      CHECK(apart(light, other) == doctest::Approx(apart(dark, other)).epsilon(0.12));
  }
}

TEST_CASE("the field is monotone in each half and without a step") {
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    const float outward = kind == ThemeKind::dark ? 1.f : -1.f;  // certainty adds light, or ink
    constexpr int kSteps = 200;
    for (int i = 0; i < kSteps; ++i) {
      const float low = static_cast<float>(i) / kSteps;
      const float high = static_cast<float>(i + 1) / kSteps;
      const Colour a = field_colour(low, t);
      const Colour b = field_colour(high, t);
      CHECK(to_oklab(b).b < to_oklab(a).b);  // ever bluer
      const float rise = outward * (to_oklab(b).lightness - to_oklab(a).lightness);
      CHECK((i < kSteps / 2 ? -rise : rise) > -1e-4f);
      CHECK(colour_difference(a, b) < 0.7f);
    }
  }
}

TEST_CASE("both ends of the field differ for every kind of colour vision") {
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    CHECK(least_difference(field_colour(0, t), field_colour(1, t)) >= 25);
    for (const float end : {0.f, 1.f}) {
      CHECK(least_difference(field_colour(end, t), field_colour(0.5f, t)) >= 15);
    }
  }
}

TEST_CASE("answers out of range take the nearest end, missing ones the middle") {
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    const float infinity = std::numeric_limits<float>::infinity();
    CHECK(field_colour(-3, t) == field_colour(0, t));
    CHECK(field_colour(infinity, t) == field_colour(1, t));
    CHECK(field_colour(std::nanf(""), t) == field_colour(0.5f, t));
    CHECK(latent_colour({-1, 2}, t) == latent_colour({0, 1}, t));
    CHECK(latent_colour({std::nanf(""), 0.2f}, t) == latent_colour({0.5f, 0.2f}, t));
  }
}

TEST_CASE("far latents differ clearly, for the colour-blind too") {
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    CAPTURE(static_cast<int>(kind));
    const FarPairs normal = far_pairs(t, ColourVision::normal);
    CHECK(normal.mean >= 60);
    CHECK(normal.least >= 11);
    for (const ColourVision vision : kVisions) CHECK(far_pairs(t, vision).mean >= 50);
  }
}

TEST_CASE("neighbouring latents look alike") {
  constexpr int kSteps = 128;
  constexpr float kStep = 1.f / kSteps;
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    for (const glm::vec2 p : chart_grid(kSteps)) {
      const Colour here = latent_colour(p, t);
      CHECK(colour_difference(here, latent_colour(p + glm::vec2(kStep, 0), t)) < 2.6f);
      CHECK(colour_difference(here, latent_colour(p + glm::vec2(0, kStep), t)) < 2.6f);
    }
  }
}

TEST_CASE("the line v = 0.5 of 1-D latents is a progression without a grey or repeated stretch") {
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    constexpr int kParts = 8;
    std::vector<Colour> along;
    for (int i = 0; i <= kParts; ++i) {
      along.push_back(latent_colour({static_cast<float>(i) / kParts, 0.5f}, t));
    }
    for (std::size_t i = 0; i < along.size(); ++i) {
      CHECK(chroma(along[i]) >= 30);
      for (std::size_t j = i + 1; j < along.size(); ++j) CHECK(colour_difference(along[i], along[j]) >= 12);
      // Half a line apart, the colour-blind tell them too: blue to yellow stays.
      if (i + kParts / 2 >= along.size()) continue;
      CHECK(least_difference(along[i], along[i + kParts / 2]) >= 10);
    }
  }
}

TEST_CASE("latents are lighter upwards") {
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    for (int column = 0; column <= 16; ++column) {
      const float u = static_cast<float>(column) / 16;
      for (int row = 0; row < 16; ++row) {
        const float v = static_cast<float>(row) / 16;
        CHECK(lightness(latent_colour({u, v + 1.f / 16}, t)) > lightness(latent_colour({u, v}, t)) + 0.5f);
      }
      for (const ColourVision vision : kVisions) {
        const float low = lightness(simulate(latent_colour({u, 0}, t), vision));
        CHECK(lightness(simulate(latent_colour({u, 1}, t), vision)) > low + 20);
      }
    }
  }
}

TEST_CASE("latent colours are in the gamut and keep their designed lightness") {
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    const float low = to_oklab(latent_colour({0.5f, 0}, t)).lightness;
    const float high = to_oklab(latent_colour({0.5f, 1}, t)).lightness;
    for (const glm::vec2 p : chart_grid(32)) {
      // Clamping a colour out of gamut would move its lightness.
      const float expected = std::lerp(low, high, p.y);
      CHECK(std::abs(to_oklab(latent_colour(p, t)).lightness - expected) < 0.004f);
    }
  }
}

TEST_CASE("latents stand out from the whole field") {
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    CAPTURE(static_cast<int>(kind));
    for (const glm::vec2 p : chart_grid(16)) {
      const Colour latent = latent_colour(p, t);
      for (const float answer : {0.f, 0.25f, 0.5f, 0.75f, 1.f}) {
        const Colour ground = field_colour(answer, t);
        CHECK(least_difference(latent, ground) >= 20);
        CHECK(contrast(latent, ground) >= 2.2f);
      }
      CHECK(contrast(latent, t.picture) >= 3);
    }
  }
}
