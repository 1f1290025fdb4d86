#include <doctest/doctest.h>

#include <limits>

#include "support/glyphs.hpp"
#include "support/golden.hpp"
#include "view/plots/plot_fixture.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
const Theme& kTheme = theme(ThemeKind::dark);
constexpr int kTop = 38;  // below the heading, where curves begin

/// Columns of the plot (right of the tick labels) in which the curve's colour shows between the rows.
int inked_columns(const Image& image, Colour colour, int from_row, int to_row) {
  int columns = 0;
  for (int x = kPlotMargin + 42; x < image.width - kPlotMargin; ++x) {
    bool found = false;
    for (int y = from_row; y < to_row; ++y) {
      // Nearer to the curve's colour than to the panel's: not a grid line, not the ground.
      const Colour p = pixel(image, x, y);
      found |= levels_apart(p, colour) < 0.6f * levels_apart(kTheme.panel, colour);
    }
    columns += found ? 1 : 0;
  }
  return columns;
}

Image plot(const LinePlotOptions& options, const Curve& curve) {
  const std::array series{curve.series("", kTheme.discriminator)};
  return draw_plot({.options = options}, series);
}

}  // namespace

TEST_CASE_FIXTURE(GlTest, "every peak of one sample among 30,000 reaches the top") {
  const auto with_peaks = [](int every) {
    return curve_of(
        30'000, [=](float x) { return every > 0 && static_cast<int>(x) % every == every / 2 ? 1.f : 0.f; });
  };
  const LinePlotOptions options{.title = "p", .from_zero = true, .fixed_top = 1};
  CHECK(inked_columns(plot(options, with_peaks(0)), kTheme.discriminator, kTop + 8, 80) == 0);
  for (const int every : {29'999, 10'000, 3'000}) {
    CAPTURE(every);
    const int peaks = 30'000 / every;
    const Image image = plot(options, with_peaks(every));
    for (const int row : {kTop + 4, kTop + 30, kTop + 60}) {
      const int columns = inked_columns(image, kTheme.discriminator, row, row + 2);
      CHECK(columns >= peaks);
      CHECK(columns <= 4 * peaks);
    }
  }
}

TEST_CASE_FIXTURE(GlTest, "a gap is left free, whatever the number of points") {
  for (const int count : {300, 30'000}) {
    CAPTURE(count);
    const auto share = [=](float x) { return x / static_cast<float>(count); };
    const Curve whole = curve_of(count, [](float) { return 0.5f; });
    const Curve torn =
        curve_of(count, [=](float x) { return share(x) > 0.25f && share(x) < 0.75f ? kNan : 0.5f; });
    const LinePlotOptions options{.title = "p", .from_zero = true, .fixed_top = 1};
    const int all = inked_columns(plot(options, whole), kTheme.discriminator, kTop, 128);
    const int half = inked_columns(plot(options, torn), kTheme.discriminator, kTop, 128);
    CHECK(all >= 225);
    CHECK(std::abs(half - all / 2) <= 3);
  }
}

TEST_CASE_FIXTURE(GlTest, "a single finite value between gaps is still a point") {
  Curve c = curve_of(101, [](float x) { return x == 50 ? 0.5f : kNan; });
  const LinePlotOptions options{.title = "p", .from_zero = true, .fixed_top = 1};
  CHECK(inked_columns(plot(options, c), kTheme.discriminator, kTop, 128) >= 2);
  c.ys[50] = kNan;
  CHECK(inked_columns(plot(options, c), kTheme.discriminator, kTop, 128) == 0);
}

TEST_CASE_FIXTURE(GlTest, "a logarithmic axis gives every decade the same height and leaves out zeros") {
  const Curve c = curve_of(5, [](float x) { return std::pow(10.f, x - 2); });
  const Image image = plot({.title = "p", .log_y = true}, c);
  // Equal factors over equal steps are a straight line: the rows at thirds are evenly apart.
  const auto row_at = [&](int x) {
    for (int y = kTop - 4; y < 130; ++y)
      if (levels_apart(pixel(image, x, y), kTheme.discriminator) < 60) return y;
    return -1;
  };
  const int left = row_at(90), middle = row_at(150), right = row_at(210);
  REQUIRE(left > 0);
  CHECK(std::abs(left - 2 * middle + right) <= 2);
  const Curve zeros = curve_of(5, [](float x) { return x < 3 ? 0.f : -1.f; });
  CHECK(inked_columns(plot({.title = "p", .log_y = true}, zeros), kTheme.discriminator, kTop, 128) == 0);
}

TEST_CASE_FIXTURE(GlTest, "odd series don't trip the plot") {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const auto constant = [](float value) { return [=](float) { return value; }; };
  for (const bool log : {false, true})
    for (const Curve& c :
         {Curve{}, curve_of(1, constant(2)), curve_of(50, constant(kNan)), curve_of(50, constant(kInfinity)),
          curve_of(50, constant(-3)), curve_of(50, constant(1e30f)), curve_of(3, constant(0), 0)})
      CHECK_FALSE(plot({.title = "p", .log_y = log}, c).empty());
}

TEST_CASE_FIXTURE(GlTest, "the mouse shows values inside the plot and nothing outside") {
  const Curve c = curve_of(1000, [](float x) { return x; });
  const std::array series{c.series("value", kTheme.discriminator)};
  const LinePlotOptions options{.title = "Loss"};
  const Image resting = draw_plot({.options = options}, series);
  const Image outside = draw_plot({.options = options, .mouse = glm::vec2(2, 2)}, series);
  const Image inside = draw_plot({.options = options, .mouse = glm::vec2(150, 80)}, series);
  CHECK(outside.rgb == resting.rgb);
  CHECK(picture_difference(inside, resting).count > 300);
}

TEST_CASE_FIXTURE(GlTest, "no text of a plot lies on another or leaves the column, whatever the values") {
  for (const float scale : {1.f, 1.5f, 2.f})
    for (const float size : {1e-6f, 0.0123f, 1.f, 123.456f, 54321.f, 1e7f, -1e7f})
      for (const bool log : {false, true}) {
        CAPTURE(scale);
        CAPTURE(size);
        CAPTURE(log);
        const Curve c = curve_of(100, [=](float x) { return size * (1 + x / 50); });
        const std::array series{c.series("real", kTheme.discriminator),
                                c.series("generated", kTheme.generator)};
        const PlotShot shot{.options = {.title = "Mean D", .height = 96, .log_y = log}, .scale = scale};
        const std::vector<Glyph> glyphs = draw_plot_with_glyphs(shot, series).glyphs;
        CHECK(glyphs.size() > 20);
        CHECK(overlapping(glyphs, 1.5f * scale) == 0);
        for (const Glyph& glyph : glyphs) {
          CHECK(glyph.place.min.x >= kPlotMargin * scale - 1);
          CHECK(glyph.place.max.x <= (kPlotMargin + kPlotWidth) * scale + 1);
        }
      }
}

TEST_CASE_FIXTURE(GlTest, "hovering between two measurements tells the drawn curve's value and names them") {
  const Curve c{{0, 100}, {11.1f, 85}};
  const std::array series{c.series("cells", kTheme.discriminator)};
  UiContext ui;
  const UiContext::Current current(ui);
  ui.set_style(ThemeKind::dark, 1);
  std::vector<Glyph> glyphs;
  for (int i = 0; i < 3; ++i) {
    ImGui::GetIO().MousePos = {45 + 0.66f * 247, 60};
    ui.begin({292, 300}, 1.f / 60);
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({292, 300});
    ImGui::Begin("plot", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
    static_cast<void>(line_plot(
        {.title = "p", .from_zero = true, .fixed_top = 100, .time = PlotTime{0, 100, 50.f}}, series, kTheme));
    ImGui::End();
    ImGui::Render();
    glyphs = drawn_glyphs();
  }
  const std::string said = text_of(glyphs);
  CAPTURE(said);
  CHECK(said.find("betweenthoseat0and100") != std::string::npos);
  CHECK(said.find("cells48") != std::string::npos);  // the heading, at the cursor: between 11.1 and 85
  CHECK(said.find("cells11.1") == std::string::npos);
}
