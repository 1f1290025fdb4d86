#include <doctest/doctest.h>

#include <limits>

#include "support/golden.hpp"
#include "view/plots/plot_fixture.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

void check_plot(const std::string& name, const PlotShot& shot, std::span<const PlotSeries> series) {
  require_golden_font();
  check_golden("plots/" + name, draw_plot(shot, series), kTextTolerance);
}

/// A generator's and a discriminator's loss.
Curve falling() {
  return curve_of(2000, [](float x) { return 0.7f + 2 * std::exp(-x / 300) + 0.05f * std::sin(x / 9); });
}
Curve rising() {
  return curve_of(2000, [](float x) { return 1.35f - std::exp(-x / 500) + 0.03f * std::sin(x / 7); });
}

}  // namespace

TEST_CASE_FIXTURE(GlTest, "golden: two curves on a linear axis, dark, light and at scale 1.5") {
  const Curve g = falling();
  const Curve d = rising();
  for (const auto& [name, kind, scale] :
       {std::tuple("two_dark", ThemeKind::dark, 1.f), std::tuple("two_light", ThemeKind::light, 1.f),
        std::tuple("two_scale_1.5", ThemeKind::dark, 1.5f)}) {
    const Theme& t = theme(kind);
    const std::array series{d.series("D", t.discriminator), g.series("G", t.generator)};
    check_plot(name, {.options = {.title = "Loss", .from_zero = true}, .kind = kind, .scale = scale}, series);
  }
}

TEST_CASE_FIXTURE(GlTest, "golden: five decades on a logarithmic axis") {
  const Curve c = curve_of(500, [](float x) { return std::pow(10.f, 2.3f - x / 100); });
  const std::array series{c.series("norm", theme(ThemeKind::dark).generator)};
  check_plot("log", {.options = {.title = "Gradient", .log_y = true}}, series);
}

TEST_CASE_FIXTURE(GlTest, "golden: missing values break the line") {
  const Curve c = curve_of(200, [](float x) {
    const int part = static_cast<int>(x) / 25 % 3;
    return part == 1 ? kNan : std::sin(x / 20);
  });
  const std::array series{c.series("value", theme(ThemeKind::dark).discriminator)};
  check_plot("gaps", {.options = {.title = "With gaps"}}, series);
}

TEST_CASE_FIXTURE(GlTest, "golden: peaks of one sample among 30,000") {
  const Curve c = curve_of(
      30'000, [](float x) { return static_cast<int>(x) % 4999 == 4321 ? 1.f : 0.1f + 0.05f * std::sin(x); });
  const std::array series{c.series("value", theme(ThemeKind::dark).discriminator)};
  check_plot("peaks", {.options = {.title = "Peaks", .from_zero = true}}, series);
}

TEST_CASE_FIXTURE(GlTest, "golden: nothing to show yet") {
  const std::array empty{Curve{}.series("D", theme(ThemeKind::dark).discriminator),
                         Curve{}.series("G", theme(ThemeKind::dark).generator)};
  check_plot("empty", {.options = {.title = "Loss", .from_zero = true}}, empty);
}

TEST_CASE_FIXTURE(GlTest, "golden: values under the mouse") {
  const Curve g = falling();
  const Curve d = rising();
  const Theme& t = theme(ThemeKind::dark);
  const std::array series{d.series("D", t.discriminator), g.series("G", t.generator)};
  check_plot(
      "hover",
      {.options = {.title = "Loss", .from_zero = true}, .mouse = glm::vec2(110, 80), .extra_height = 60},
      series);
}
