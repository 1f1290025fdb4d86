#include "view/scene/theme.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "view/scene/colour_maps.hpp"
#include "visions.hpp"

using namespace ganscope;
using namespace ganscope::test;

TEST_CASE("text can be read on every surface of a theme") {
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    CAPTURE(static_cast<int>(kind));
    CHECK(t.kind == kind);
    for (const Colour surface : {t.window, t.panel, t.panel_raised}) CHECK(contrast(t.text, surface) >= 7);
    for (const Colour surface : {t.window, t.panel, t.panel_raised}) {
      CHECK(contrast(t.text_muted, surface) >= 4.5f);
    }
    for (const Colour message : {t.warning, t.error}) CHECK(contrast(message, t.panel) >= 4.5f);
    CHECK(contrast(t.tick, t.picture) >= 4.5f);
    CHECK(contrast(t.accent, t.panel_raised) >= 3);  // WCAG 1.4.11: parts of the interface
    CHECK(contrast(t.recording, t.panel) >= 3);
    CHECK(t.panel_raised != t.panel);
    CHECK(t.hairline != t.panel);
  }
}

TEST_CASE("the dark theme is dark, the light theme light, and neither ground is black") {
  const Theme& dark = theme(ThemeKind::dark);
  const Theme& light = theme(ThemeKind::light);
  for (const Colour ground : {dark.window, dark.panel, dark.picture}) {
    CHECK(lightness(ground) > 4);
    CHECK(lightness(ground) < 15);
    CHECK(ground.b > ground.r);  // blue-grey
  }
  for (const Colour ground : {light.window, light.panel, light.picture}) CHECK(lightness(ground) > 90);
}

TEST_CASE("colours with different meanings differ for every kind of colour vision") {
  constexpr float kBar = 22;
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    const std::vector<std::pair<std::string, Colour>> meanings{{"discriminator", t.discriminator},
                                                               {"generator", t.generator},
                                                               {"gradient", t.gradient},
                                                               {"real sample", t.real_sample},
                                                               {"decision", t.decision}};
    for (std::size_t i = 0; i < meanings.size(); ++i) {
      for (std::size_t j = i + 1; j < meanings.size(); ++j) {
        const std::string pair = meanings[i].first + " / " + meanings[j].first;
        CAPTURE(pair);
        CAPTURE(static_cast<int>(kind));
        CHECK(least_difference(meanings[i].second, meanings[j].second) >= kBar);
      }
    }
    CHECK(least_difference(t.discriminator, t.generator) >= 60);
  }
}

TEST_CASE("what is drawn on the field stands out from all of it") {
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    for (int i = 0; i <= 20; ++i) {
      const Colour ground = field_colour(static_cast<float>(i) / 20, t);
      for (const Colour drawn : {t.real_sample, t.decision, t.gradient}) CHECK(contrast(drawn, ground) >= 3);
    }
  }
}

TEST_CASE("discriminator is blue, generator orange, real samples neutral") {
  for (const ThemeKind kind : kThemes) {
    const Theme& t = theme(kind);
    CHECK(t.discriminator.b > t.discriminator.g);
    CHECK(t.discriminator.g > t.discriminator.r);
    CHECK(t.generator.r > t.generator.g);
    CHECK(t.generator.g > t.generator.b);
    CHECK(t.real_sample.b - t.real_sample.r < 0.12f);
  }
}
