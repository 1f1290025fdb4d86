#include <doctest/doctest.h>

#include "support/golden.hpp"
#include "view/plots/heat_map.hpp"
#include "view/plots/histogram.hpp"
#include "view/plots/plot_fixture.hpp"
#include "view/plots/timeline.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// Answers of a discriminator that tells most samples apart: two humps that overlap.
std::vector<float> answers(float middle) {
  std::vector<float> out;
  for (int i = 0; i < 256; ++i) {
    const float u = (static_cast<float>(i) + 0.5f) / 256;
    out.push_back(1 / (1 + std::exp(-(middle + 0.8f * std::log(u / (1 - u))))));
  }
  return out;
}

void draw_answers(const Theme& t) {
  const std::vector<float> real = answers(0.9f);
  const std::vector<float> generated = answers(-0.6f);
  histogram({.title = "D's answers", .height = 96},
            std::array{HistogramSeries{"real", t.discriminator, real},
                       HistogramSeries{"gen.", t.generator, generated}},
            t);
}

/// Nine modes of which one goes at a half and two come late.
struct Modes {
  std::vector<std::vector<float>> shares;
  std::vector<HeatMapColumn> columns;
  explicit Modes(int count) {
    for (int i = 0; i < count; ++i) {
      const float t = static_cast<float>(i) / static_cast<float>(count);
      std::vector<float> now(9, 1.f / 9);
      for (std::size_t mode = 0; mode < 9; ++mode)
        now[mode] *= 0.75f + 0.25f * std::sin(static_cast<float>(mode) + 9 * t);
      if (t > 0.5f) now[4] = 0;
      if (t < 0.3f) now[0] = now[8] = 0;
      shares.push_back(std::move(now));
    }
    for (int i = 0; i < count; ++i)
      columns.push_back({static_cast<float>(100 * i), shares[static_cast<std::size_t>(i)]});
  }
};

void draw_modes(const Modes& modes, PlotTime time, const Theme& t) {
  static_cast<void>(heat_map({.title = "Modes",
                              .row_name = "mode",
                              .height = 110,
                              .full = 1.f / 9,
                              .time = time,
                              .labels = {{"8 of 9 captured", t.discriminator}}},
                             modes.columns, t));
}

struct Run {
  Curve coverage = curve_of(60, [](float x) { return x < 3000 ? 95 * (1 - std::exp(-x / 500)) : 82.f; }, 100);
  std::vector<TimelineMark> marks{{3000, "a mode was lost", theme(ThemeKind::dark).generator},
                                  {4600, "another one", theme(ThemeKind::dark).generator}};
};

TimelineOptions timeline_of(const Run& run) {
  TimelineOptions o;
  o.area = {{10, 10}, {880, 52}};
  o.latest = 5900;
  o.shown.to = 5900;
  o.share_xs = run.coverage.xs;
  o.share = run.coverage.ys;
  o.marks = run.marks;
  return o;
}

/// A timeline alone on a panel as wide as a window.
DrawnPlot draw_timeline(const TimelineOptions& o, ThemeKind kind = ThemeKind::dark) {
  const Theme& t = theme(kind);
  UiContext ui;
  const RenderTarget target(890, 62);
  ui.set_style(kind, 1);
  for (int i = 0; i < 2; ++i) {
    target.begin(t.panel);
    ui.begin({890, 62}, 1.f / 60);
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({890, 62});
    ImGui::Begin("timeline", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
    static_cast<void>(timeline(o, t));
    ImGui::End();
    ui.end();
  }
  return {target.read(), drawn_glyphs()};
}

}  // namespace

TEST_CASE_FIXTURE(GlTest, "golden: a histogram, dark, light and with the bin under the mouse") {
  require_golden_font();
  PlotShot shot;
  shot.options.height = 96;
  check_golden("plots/histogram_dark", draw_widget(shot, draw_answers).image, kTextTolerance);
  shot.kind = ThemeKind::light;
  check_golden("plots/histogram_light", draw_widget(shot, draw_answers).image, kTextTolerance);
  shot.mouse = glm::vec2{200, 70};
  shot.extra_height = 70;
  check_golden("plots/histogram_hover", draw_widget(shot, draw_answers).image, kTextTolerance);
}

TEST_CASE_FIXTURE(GlTest, "golden: a heat map, dark, light, a part of it, and under the mouse") {
  require_golden_font();
  const Modes modes(60);
  PlotShot shot;
  shot.options.height = 110;
  const PlotTime whole{0, 6000, std::nullopt};
  const auto draw = [&](PlotTime time) {
    return draw_widget(shot, [&](const Theme& t) { draw_modes(modes, time, t); }).image;
  };
  check_golden("plots/heat_map_dark", draw(whole), kTextTolerance);
  shot.kind = ThemeKind::light;
  check_golden("plots/heat_map_light", draw(whole), kTextTolerance);
  check_golden("plots/heat_map_part", draw({2500, 3500, 3050.f}), kTextTolerance);
  shot.mouse = glm::vec2{180, 80};
  shot.extra_height = 70;
  check_golden("plots/heat_map_hover", draw(whole), kTextTolerance);
}

TEST_CASE_FIXTURE(GlTest, "a heat map of ten thousand columns hides no loss") {
  const Modes many(10000);
  std::vector<std::vector<float>> shares = many.shares;
  for (std::vector<float>& column : shares) std::fill(column.begin(), column.end(), 1.f / 9);
  shares[7777][3] = 0;  // for one measurement only
  std::vector<HeatMapColumn> columns;
  for (std::size_t i = 0; i < shares.size(); ++i) columns.push_back({static_cast<float>(i), shares[i]});
  PlotShot shot;
  shot.options.height = 110;
  const auto draw = [&](std::span<const HeatMapColumn> shown) {
    return draw_widget(shot, [&](const Theme& t) {
             static_cast<void>(heat_map(
                 {.title = "Modes", .height = 110, .full = 1.f / 9, .time = {0, 10000, std::nullopt}}, shown, t));
           })
        .image;
  };
  const Image with = draw(columns);
  shares[7777][3] = 1.f / 9;
  const Image without = draw(columns);
  std::size_t differing = 0;
  for (std::size_t i = 0; i < with.rgb.size(); ++i) differing += with.rgb[i] != without.rgb[i] ? 1 : 0;
  CHECK(differing > 10);
}

TEST_CASE_FIXTURE(GlTest, "golden: a line plot of a part of the run with its pin, and decades with their switch") {
  require_golden_font();
  const Theme& t = theme(ThemeKind::dark);
  const Curve loss = curve_of(6000, [](float x) { return 3 * std::exp(-x / 900) + 0.02f + 0.01f * std::sin(x); });
  PlotShot shot;
  shot.options.title = "Loss";
  shot.options.log_switch = true;
  shot.options.from_zero = true;
  shot.options.time = PlotTime{1000, 3000, 1800.f};
  check_golden("plots/part_pinned", draw_plot(shot, std::array{loss.series("G", t.generator)}), kTextTolerance);
  shot.options.log_y = true;
  shot.options.time = PlotTime{0, 6000, std::nullopt};
  check_golden("plots/log_switch", draw_plot(shot, std::array{loss.series("G", t.generator)}), kTextTolerance);
}

TEST_CASE_FIXTURE(GlTest, "the heading says the values at the cursor, not the last ones") {
  const Theme& t = theme(ThemeKind::dark);
  const Curve line = curve_of(101, [](float x) { return x; });
  PlotShot shot;
  shot.options.title = "Line";
  const auto glyph_count = [&](std::optional<float> cursor) {
    shot.options.time = PlotTime{0, 100, cursor};
    return draw_plot_with_glyphs(shot, std::array{line.series("y", t.generator)}).glyphs.size();
  };
  // "y 100" has as many characters as "y 8.00" less one.
  CHECK(glyph_count(8.f) == glyph_count(std::nullopt) + 1);
}

TEST_CASE_FIXTURE(GlTest, "golden: the timeline live, looking back, with a selection and a pin") {
  require_golden_font();
  Run run;
  TimelineOptions o = timeline_of(run);
  check_golden("plots/timeline_live", draw_timeline(o).image, kTextTolerance);
  o.following = false;
  o.shown.cursor = 2950.f;
  o.pin = 4600.f;
  check_golden("plots/timeline_back", draw_timeline(o).image, kTextTolerance);
  o.shown.from = 2000;
  o.shown.to = 3500;
  for (TimelineMark& mark : run.marks) mark.colour = theme(ThemeKind::light).generator;
  check_golden("plots/timeline_span_light", draw_timeline(o, ThemeKind::light).image, kTextTolerance);
}

TEST_CASE_FIXTURE(GlTest, "the timeline's numbers stand apart however long the run is") {
  const Run run;
  for (float latest = 1; latest < 3e7f; latest *= 1.7f) {
    CAPTURE(latest);
    TimelineOptions o = timeline_of(run);
    o.latest = o.shown.to = latest;
    const DrawnPlot drawn = draw_timeline(o);
    CHECK(drawn.glyphs.size() >= 1);
    CHECK(overlapping(drawn.glyphs, 1.5f) == 0);
    for (const Glyph& glyph : drawn.glyphs) CHECK(glyph.place.max.x <= 881);
  }
}
