#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "support/gl_fixture.hpp"
#include "support/glyphs.hpp"
#include "support/golden.hpp"
#include "support/sample_training.hpp"
#include "view/panels/train/train_commands.hpp"
#include "view/panels/train/train_stage.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// Everything a panel reads, alive as long as the test.
struct Scene {
  ImageTrainCurves curves = sample_train_curves(1200);
  TrainPanelInput input = sample_train_input(curves);
  TrainViewState state;

  void warn() {
    curves.warnings.push_back(sample_warning());
    input.status.health = {sample_warning()};
    input.generated = sample_rings(64, 0.8, true);
  }
  void look_back() {
    state.time.look_back = 400;
    input.generated = sample_rings(64, 0.35);
    input.shown_iteration = 400;
  }
  /// The longest of everything.
  void stretch() {
    input.config.data = "folder:/home/someone/pictures/of/fruit/and/vegetables";
    input.config.loss = Loss::non_saturating;
    input.config.soft_labels = true;
    input.config.arch = Architecture::dcgan_pixel_shuffle;
    input.config.discriminator_updates = 100;
    input.config.batch = 4096;
    input.config.seed = 9'223'372'036'854'775'807;
    input.config.generator.kind = input.config.discriminator.kind = OptimiserKind::rmsprop;
    input.config.generator.rate = 0.000012345;
    input.status.facts.unreadable = 12345;
    input.status.facts.threads = 16;
    input.status.facts.device = "cuda:0";
    input.status.iteration = input.shown_iteration = 1'234'567;
    input.status.iterations = 9'999'999;
    input.status.rate = 0.0123;
  }
};

Image drawn(const Scene& scene, int width, int height) {
  TrainStage stage;
  const RenderTarget output(width, height);
  const TrainStage::View view{scene.input, scene.state, {width, height}, output.framebuffer()};
  // ImGui settles the sizes of new windows in their second frame.
  static_cast<void>(stage.draw(view));
  static_cast<void>(stage.draw(view));
  return output.read();
}

void check_scene(const std::string& name, const Scene& scene, int width, int height) {
  CAPTURE(name);
  require_golden_font();
  check_golden("train_interface/" + name, drawn(scene, width, height), kTextTolerance);
}

std::vector<Glyph> glyphs_of(const Scene& scene, const Layout& layout, glm::vec2 size) {
  UiContext ui;
  ui.set_style(scene.state.theme, scene.state.scale);
  for (int i = 0; i < 2; ++i) {
    ui.begin(size, 1.f / 60);
    static_cast<void>(build_train_interface(scene.input, scene.state, layout));
    ImGui::Render();
  }
  return drawn_glyphs();
}

std::vector<Glyph> glyphs_of(const Scene& scene, glm::vec2 size) {
  return glyphs_of(scene, lay_out(size, scene.state.scale, scene.state.panels), size);
}

/// The same panels three times as wide and high, where nothing needs to be cut.
Layout roomy_layout(glm::vec2 window, glm::vec2 size, float scale) {
  const float top = kTopBar * scale;
  return {.top = {{0, 0}, {size.x, top}},
          .left = {{0, top}, {0.3f * size.x, size.y}},
          // Plots are as high as there is room: what differs must be the width alone.
          .right = {{0.7f * size.x, top}, {size.x, window.y - kTimeline * scale}},
          .timeline = {{0, size.y - kTimeline * scale}, size},
          .picture = {{0.3f * size.x, top}, {0.7f * size.x, size.y - kTimeline * scale}}};
}

struct Window {
  glm::vec2 size;
  float scale = 1;
};
constexpr std::array kLarge{Window{{1280, 720}, 1}, Window{{1920, 1080}, 1.5f}};

}  // namespace

TEST_CASE_FIXTURE(GlTest, "golden: the training view at a laptop's size, dark and light") {
  Scene scene;
  check_scene("1280x720_dark", scene, 1280, 720);
  scene.state.theme = ThemeKind::light;
  check_scene("1280x720_light", scene, 1280, 720);
}

TEST_CASE_FIXTURE(GlTest, "golden: the training view with a warning, and looking back") {
  Scene warned;
  warned.warn();
  check_scene("warning", warned, 1280, 720);
  Scene back;
  back.look_back();
  back.input.status.running = false;
  check_scene("looking_back", back, 1280, 720);
}

TEST_CASE_FIXTURE(GlTest, "golden: the training view on a projector and with folded columns") {
  Scene large;
  large.state.scale = 1.5f;
  large.state.theme = ThemeKind::light;
  large.warn();
  check_scene("1920x1080_scale_1.5", large, 1920, 1080);
  Scene folded;
  folded.warn();
  check_scene("900x600", folded, 900, 600);
  Scene high;
  high.state.panels = false;
  check_scene("no_panels_high", high, 480, 720);
}

TEST_CASE_FIXTURE(GlTest, "golden: the training view before the first images, at the end and with its help") {
  Scene opening;
  opening.input = {};
  opening.input.config.data = "folder:photos";
  opening.input.status.running = true;
  opening.input.status.decoded = 3120;
  opening.input.status.photographs = 8000;
  check_scene("opening", opening, 1280, 720);
  Scene finished;
  finished.input.status.phase = TrainPhase::finished;
  finished.input.status.running = false;
  finished.input.status.iteration = finished.input.status.iterations = 1200;
  finished.input.status.model = "runs/mnist/generator.safetensors";
  finished.input.epochs = 3;
  finished.input.status.timelapse = "runs/mnist/timelapse.mp4";
  finished.input.notice = {"finished: wrote runs/mnist/generator.safetensors", false};
  check_scene("finished", finished, 1280, 720);
  Scene helping;
  helping.state.help = true;
  check_scene("help", helping, 1100, 640);
}

TEST_CASE_FIXTURE(GlTest, "training view: no text of a panel is cut, with the longest values too") {
  for (const Window& window : kLarge)
    for (const bool longest : {false, true}) {
      CAPTURE(window.size.x);
      CAPTURE(longest);
      Scene scene;
      scene.state.scale = window.scale;
      scene.warn();
      if (longest) scene.stretch();
      const glm::vec2 large = 3.f * window.size;
      const std::vector<Glyph> tight = glyphs_of(scene, window.size);
      const std::vector<Glyph> roomy =
          glyphs_of(scene, roomy_layout(window.size, large, window.scale), large);
      for (const std::string panel : {"curves", "settings"}) {
        CAPTURE(panel);
        CHECK(glyphs_in(roomy, panel).size() > 20);
        // Paths and wrapped lines give way on purpose; what is left is whole.
        if (panel == "curves") CHECK(missing_or_cut(glyphs_in(tight, panel), glyphs_in(roomy, panel)) == 0);
        for (const Glyph& glyph : glyphs_in(tight, panel))
          CHECK((glyph.place.max.x <= glyph.clip.max.x + 1 && glyph.place.min.x >= glyph.clip.min.x - 1));
      }
      if (!longest) CHECK(missing_or_cut(glyphs_in(tight, "top bar"), glyphs_in(roomy, "top bar")) == 0);
    }
}

TEST_CASE_FIXTURE(GlTest, "training view: no text lies on another text, at any size") {
  for (const Window& window : {Window{{1280, 720}, 1}, Window{{1920, 1080}, 1.5f}, Window{{900, 600}, 1},
                               Window{{640, 480}, 1}, Window{{480, 360}, 1}, Window{{1000, 250}, 1},
                               Window{{3840, 2160}, 2}, Window{{320, 700}, 1}, Window{{800, 600}, 2}})
    for (int variant = 0; variant < 4; ++variant) {
      CAPTURE(window.size.x);
      CAPTURE(window.scale);
      CAPTURE(variant);
      Scene scene;
      scene.state.scale = window.scale;
      if (variant == 1) scene.warn();
      if (variant == 2) scene.look_back(), scene.stretch(), scene.warn();
      if (variant == 3) scene.state.panels = false;
      CHECK(overlapping(glyphs_of(scene, window.size), 1.5f * window.scale) == 0);
    }
}

TEST_CASE_FIXTURE(GlTest, "training view: every control is named, and generated and real stand apart") {
  Scene scene;
  scene.warn();
  TrainStage stage;
  const RenderTarget output(1280, 720);
  const TrainStage::View view{scene.input, scene.state, {1280, 720}, output.framebuffer()};
  static_cast<void>(stage.draw(view));
  static_cast<void>(stage.draw(view));
  const auto place = [&](const std::string& name) {
    const auto& items = stage.ui().items();
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const UiItem& i) { return i.name == name; });
    CAPTURE(name);
    REQUIRE(found != items.end());
    return found->place;
  };
  for (const char* name : {"Pause", "Step", "Save", "badge", "Menu", "?", "timeline", "Live",
                           "Copy as command", "health=collapse"})
    CHECK(place(name).width() > 5);
  CHECK(place("generated").max.x < place("real").min.x);
  CHECK(place("generated").width() > 1.5f * place("real").width());
}

namespace {

/// A hand over the training view's window.
struct Hand {
  TrainStage stage;
  RenderTarget output{1280, 720};

  TrainViewCommands draw(const Scene& scene) {
    return stage.draw({scene.input, scene.state, {1280, 720}, output.framebuffer()});
  }
  TrainViewCommands click(const Scene& scene, glm::vec2 at) {
    TrainViewCommands all;
    for (const int step : {0, 1, 2, 3}) {
      {
        const UiContext::Current current(stage.ui());
        ImGui::GetIO().MousePos = {at.x, at.y};
        ImGui::GetIO().MouseDown[0] = step == 2;
      }
      for (const TrainViewCommand& command : draw(scene)) all.push_back(command);
    }
    return all;
  }
};

}  // namespace

TEST_CASE_FIXTURE(GlTest,
                  "training view: a click on a sample enlarges it in place, and another brings all back") {
  Scene scene;
  const Layout layout = lay_out({1280, 720}, 1, true);
  const TrainPlaces places = train_places(scene.input, layout.picture, 1);
  Hand hand;
  const Rect cell = places.generated.cell(2, 3);
  const TrainViewCommands commands = hand.click(scene, 0.5f * (cell.min + cell.max));
  REQUIRE(commands.size() == 1);
  CHECK(train_commands().text(commands[0]) == "enlarge 19");
  scene.state.enlarged = 19;
  const TrainViewCommands again = hand.click(scene, 0.5f * (cell.min + cell.max));
  REQUIRE(again.size() == 1);
  CHECK(train_commands().text(again[0]) == "enlarge -1");

  const Image picture = drawn(scene, 1280, 720);
  const Rect large = enlarged_place(scene.input, places).place;
  const int factor = static_cast<int>(large.width()) / 28;
  REQUIRE(factor >= 10);
  const ImageStack& images = *scene.input.generated;
  for (const int at : {0, 7, 13, 27}) {
    const auto wanted = images.values[19 * images.image_size() + static_cast<std::size_t>(at * 28 + at)];
    const int x = static_cast<int>(large.min.x) + at * factor + factor / 2;
    const int y = static_cast<int>(large.min.y) + at * factor + factor / 2;
    CHECK(std::abs(255 * pixel(picture, x, y).r - static_cast<float>(wanted)) <= 1.01f);
  }
  // A sheet with fewer images has no such sample: they are shown as ever.
  scene.input.generated = sample_rings(16, 0.8);
  CHECK_FALSE(enlarged_sample(scene.input, scene.state));
}

TEST_CASE_FIXTURE(GlTest, "training view: at the end it offers to train on for as long as it was begun for") {
  Scene scene;
  scene.input.status.phase = TrainPhase::finished;
  scene.input.status.running = false;
  const auto offered = [&] {
    TrainStage stage;
    const RenderTarget output(1280, 720);
    static_cast<void>(stage.draw({scene.input, scene.state, {1280, 720}, output.framebuffer()}));
    const auto& items = stage.ui().items();
    return std::any_of(items.begin(), items.end(), [](const UiItem& i) { return i.name == "Train on"; });
  };
  CHECK_FALSE(offered());
  scene.input.epochs = 3;
  CHECK(offered());
  scene.input.status.phase = TrainPhase::training;
  CHECK_FALSE(offered());
}

TEST_CASE_FIXTURE(GlTest, "training view: a pixel of an image becomes a square of pixels") {
  Scene scene;
  const Image picture = drawn(scene, 1280, 720);
  const Layout layout = lay_out({1280, 720}, 1, true);
  const TrainPlaces places = train_places(scene.input, layout.picture, 1);
  const Rect cell = places.generated.cell(2, 3);
  const int factor = static_cast<int>(cell.width()) / 28;
  REQUIRE(factor >= 1);
  REQUIRE(cell.width() == 28.f * static_cast<float>(factor));
  const ImageStack& images = *scene.input.generated;
  const std::size_t image = 2 * 8 + 3;
  for (const int at : {0, 7, 13, 27}) {
    const auto wanted = images.values[image * images.image_size() + static_cast<std::size_t>(at * 28 + at)];
    for (int k = 0; k < factor; ++k) {
      const int x = static_cast<int>(cell.min.x) + at * factor + k;
      const int y = static_cast<int>(cell.min.y) + at * factor + factor - 1 - k;
      CHECK(std::abs(255 * pixel(picture, x, y).r - static_cast<float>(wanted)) <= 1.01f);
    }
  }
}
