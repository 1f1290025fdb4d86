#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <array>

#include "support/gl_fixture.hpp"
#include "support/glyphs.hpp"
#include "support/sample_frames.hpp"
#include "view/panels/toy/toy_commands.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

struct Window {
  glm::vec2 size;
  float scale = 1;
};

/// Everything a panel reads, alive as long as the test.
struct Scene {
  ToyFramePtr frame;
  RunCurves curves = sample_curves();
  ToyPanelInput input;
  ToyViewState state;

  Scene(const Window& window, Sample sample, const ToyViewState& wanted = {}) : state(wanted) {
    state.scale = window.scale;
    frame = sample_frame(sample, window.size, state);
    input = sample_input(*frame, curves);
  }
};

/// The glyphs of the interface in this layout. Nothing is drawn, so any texture name does.
std::vector<Glyph> glyphs_of(const Scene& scene, const Layout& layout, glm::vec2 size) {
  UiContext ui;
  ui.set_style(scene.state.theme, scene.state.scale);
  for (int i = 0; i < 2; ++i) {
    ui.begin(size, 1.f / 60);
    static_cast<void>(build_toy_interface(scene.input, scene.state, layout, 1'000'001));
    ImGui::Render();
  }
  return drawn_glyphs();
}

std::vector<Glyph> glyphs_of(const Scene& scene, const Window& window) {
  return glyphs_of(scene, lay_out(window.size, window.scale, scene.state.panels), window.size);
}

/// The same panels three times as wide and high, where nothing needs to be cut.
Layout roomy_layout(const Window& window, glm::vec2 size) {
  const float top = kTopBar * window.scale;
  return {.top = {{0, 0}, {size.x, top}},
          .left = {{0, top}, {0.3f * size.x, size.y}},
          // Plots are as high as there is room: what differs must be the width alone.
          .right = {{0.7f * size.x, top}, {size.x, window.size.y - kTimeline * window.scale}},
          .timeline = {{0, size.y - kTimeline * window.scale}, size},
          .picture = {{0.3f * size.x, top}, {0.7f * size.x, size.y - kTimeline * window.scale}}};
}

/// The lowest thing in the right column is seen whole: the column needs no scrolling.
void check_column_ends(const Window& window, const Scene& scene) {
  UiContext ui;
  ui.set_style(scene.state.theme, window.scale);
  for (int i = 0; i < 2; ++i) {
    ui.begin(window.size, 1.f / 60);
    static_cast<void>(
        build_toy_interface(scene.input, scene.state, lay_out(window.size, window.scale, true), 1'000'001));
    ImGui::Render();
  }
  const auto last = std::find_if(ui.items().begin(), ui.items().end(),
                                 [](const UiItem& item) { return item.name == "Export CSV"; });
  REQUIRE(last != ui.items().end());
  CHECK(last->place.height() >= 20 * window.scale);
}

void check_panels_fit(const Window& window, const Scene& scene) {
  check_column_ends(window, scene);
  const glm::vec2 large = 3.f * window.size;
  const std::vector<Glyph> tight = glyphs_of(scene, window);
  const std::vector<Glyph> roomy = glyphs_of(scene, roomy_layout(window, large), large);
  for (const std::string panel : {"top bar", "settings", "curves"}) {
    CAPTURE(panel);
    CHECK(glyphs_in(roomy, panel).size() > 20);
    CHECK(missing_or_cut(glyphs_in(tight, panel), glyphs_in(roomy, panel)) == 0);
  }
}

constexpr std::array kSizes{Window{{1280, 720}, 1}, Window{{1920, 1080}, 1}, Window{{1920, 1080}, 1.5f}};

}  // namespace

TEST_CASE_FIXTURE(GlTest, "no text of a panel is cut, and no panel needs to scroll") {
  for (const Window& window : kSizes) {
    CAPTURE(window.size.x);
    CAPTURE(window.scale);
    for (const Sample sample : {Sample::square, Sample::one_dimension, Sample::diverged})
      check_panels_fit(window, Scene(window, sample));
  }
}

TEST_CASE_FIXTURE(GlTest, "the longest numbers and names fit too") {
  for (const Window& window : kSizes) {
    CAPTURE(window.size.x);
    CAPTURE(window.scale);
    Scene scene(window, Sample::square);
    ToyFrame long_run = *scene.frame;
    long_run.step.iteration = 1'234'567;
    scene.input.frame = &long_run;
    scene.input.rate = 1234.5;
    scene.input.config.loss = scene.input.draft.loss = Loss::non_saturating;
    scene.input.draft.batches = NormalisationBatches::separate;  // and the reset that waits
    check_panels_fit(window, scene);
    // Every speed's label fits its list: no glyph is cut by what clips it.
    for (int speed = 0; speed < static_cast<int>(speed_list().size()); ++speed) {
      CAPTURE(speed);
      scene.input.speed = speed;
      check_panels_fit(window, scene);
      for (const Glyph& glyph : glyphs_in(glyphs_of(scene, window), "top bar"))
        CHECK((glyph.place.max.x <= glyph.clip.max.x + 1 && glyph.place.min.x >= glyph.clip.min.x - 1));
    }
  }
}

TEST_CASE_FIXTURE(GlTest, "no text lies on another text, at any size") {
  ToyViewState bare;
  bare.panels = false;
  ToyViewState all;
  all.picture.layers = parse_layers("all");
  for (const Window& window : {Window{{1280, 720}, 1}, Window{{1920, 1080}, 1.5f}, Window{{900, 600}, 1},
                               Window{{640, 480}, 1}, Window{{480, 360}, 1}, Window{{1000, 250}, 1},
                               Window{{3840, 2160}, 2}, Window{{320, 700}, 1}, Window{{800, 600}, 2}})
    for (const ToyViewState& state : {ToyViewState{}, bare, all})
      for (const Sample sample : {Sample::square, Sample::atoms, Sample::one_dimension, Sample::diverged}) {
        CAPTURE(window.size.x);
        CAPTURE(window.scale);
        CAPTURE(state.panels);
        CAPTURE(static_cast<int>(sample));
        const std::vector<Glyph> glyphs = glyphs_of(Scene(window, sample, state), window);
        CHECK(glyphs.size() > 5);
        CHECK(overlapping(glyphs, 1.5f * window.scale) == 0);
      }
}

TEST_CASE_FIXTURE(GlTest, "numbers, names and legend give way to caption and notice, wherever they fall") {
  ToyViewState bare;
  bare.panels = false;
  const std::string message =
      "cannot write /home/someone/pictures/of/long/ago/run-000123.png: no space left on device";
  for (float height = 240; height < 420; height += 6)
    for (const Sample sample : {Sample::square, Sample::one_dimension})
      for (const float width : {330.f, 700.f}) {
        const Window window{{width, height}, 1};
        CAPTURE(width);
        CAPTURE(height);
        Scene scene(window, sample, bare);
        scene.input.notice = {message + " " + message + " " + message + " " + message + " " + message, true};
        CHECK(overlapping(glyphs_of(scene, window), 1.5f) == 0);
        scene.input.notice = {};
        CHECK(overlapping(glyphs_of(scene, window), 1.5f) == 0);
      }
}

TEST_CASE_FIXTURE(GlTest, "every line of help fits its column") {
  ToyViewState helping;
  helping.help = true;
  for (const Window& window : kSizes) {
    CAPTURE(window.size.x);
    CAPTURE(window.scale);
    const Scene scene(window, Sample::square, helping);
    const std::vector<Glyph> tight = glyphs_in(glyphs_of(scene, window), "help");
    const glm::vec2 large = 2.f * window.size;
    const std::vector<Glyph> roomy = glyphs_in(glyphs_of(scene, roomy_layout(window, large), large), "help");
    // Every character but spaces, and the heading, is there.
    std::size_t letters = 0;
    for (const auto& binding : toy_commands().rows())
      for (const char c : binding.key + binding.what) letters += c != ' ' ? 1 : 0;
    CHECK(roomy.size() > letters);
    CHECK(missing_or_cut(tight, roomy) == 0);
    CHECK(overlapping(tight, 1.5f * window.scale) == 0);
  }
}

TEST_CASE_FIXTURE(GlTest, "the check sees text that is cut, scrolled away or overprinted") {
  const Window window{{1280, 720}, 1};
  const Scene scene(window, Sample::square);
  const glm::vec2 large = 3.f * window.size;
  const std::vector<Glyph> roomy = glyphs_of(scene, roomy_layout(window, large), large);
  Layout narrow = lay_out(window.size, 1, true);
  narrow.left.max.x = 150;
  CHECK(missing_or_cut(glyphs_in(glyphs_of(scene, narrow, window.size), "settings"),
                       glyphs_in(roomy, "settings")) > 10);
  Layout low = lay_out(window.size, 1, true);
  low.right.max.y = 400;
  CHECK(missing_or_cut(glyphs_in(glyphs_of(scene, low, window.size), "curves"), glyphs_in(roomy, "curves")) >
        10);
  std::vector<Glyph> twice = glyphs_in(roomy, "settings");
  const std::size_t count = twice.size();
  CHECK(overlapping(twice, 1.5f) == 0);
  for (std::size_t i = 0; i < count; ++i) twice.push_back(twice[i]);
  CHECK(overlapping(twice, 1.5f) > 50);
}
