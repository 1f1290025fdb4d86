#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "support/gl_fixture.hpp"
#include "support/glyphs.hpp"
#include "support/golden.hpp"
#include "support/sample_search.hpp"
#include "view/panels/recover/recover_commands.hpp"
#include "view/panels/recover/recover_stage.hpp"
#include "view/scene/picture_difference.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// Everything a panel reads, alive as long as the test.
struct Scene {
  std::shared_ptr<RecoveryFrame> frame;
  RecoverPanelInput input;
  RecoverViewState state;

  explicit Scene(bool known = true) : frame(sample_search(known)), input(sample_recover_input(frame)) {}

  void look_back(std::size_t kept) {
    input.shown = (*frame->path)[kept];
    input.difference = ganscope::picture_difference(frame->target, input.shown->picture);
    state.time.look_back = input.shown->iteration;
  }
  void finish() {
    frame->finished = true;
    frame->running = input.running = false;
    frame->median_singular = 0.0937;
  }
  void die() {
    auto dead = std::make_shared<RecoveryMoment>(*frame->now);
    dead->dead = true;
    frame->now = input.shown = dead;
  }
  /// The longest of everything.
  void stretch() {
    input.picture = frame->name = "a photograph of a rainy day in the mountains of another country";
    input.model = "/home/someone/models/generator_of_faces_in_many_sizes_ema_0.999.safetensors";
    input.config.iterations = frame->config.iterations = 16'000'000;
    input.config.restarts = 1000;
    input.config.seed = 9'223'372'036'854'775'807U;
    input.config.criterion = parse_criterion("logistic:2.25,3.125");
    auto moment = std::make_shared<RecoveryMoment>(*frame->now);
    moment->iteration = 15'999'999;
    moment->resampled_total = 1'234'567'890;
    moment->z_error = 12.345;
    moment->errors.resize(1000, 1);
    frame->now = input.shown = moment;
    frame->steps_per_second = 0.123;
  }
};

Image drawn(const Scene& scene, int width, int height) {
  RecoverStage stage;
  const RenderTarget output(width, height);
  const RecoverStage::View view{scene.input, scene.state, {width, height}, output.framebuffer()};
  // ImGui settles the sizes of new windows in their second frame.
  static_cast<void>(stage.draw(view));
  static_cast<void>(stage.draw(view));
  return output.read();
}

void check_scene(const std::string& name, const Scene& scene, int width, int height) {
  CAPTURE(name);
  require_golden_font();
  check_golden("recover_interface/" + name, drawn(scene, width, height), kTextTolerance);
}

std::vector<Glyph> glyphs_of(const Scene& scene, glm::vec2 size) {
  UiContext ui;
  ui.set_style(scene.state.theme, scene.state.scale);
  for (int i = 0; i < 2; ++i) {
    ui.begin(size, 1.f / 60);
    static_cast<void>(build_recover_interface(scene.input, scene.state,
                                              lay_out(size, scene.state.scale, scene.state.panels)));
    ImGui::Render();
  }
  return drawn_glyphs();
}

struct Window {
  glm::vec2 size;
  float scale = 1;
};

/// A hand over the window of the search.
struct Hand {
  RecoverStage stage;
  RenderTarget output{1280, 720};

  RecoverViewCommands draw(const Scene& scene) {
    return stage.draw({scene.input, scene.state, {1280, 720}, output.framebuffer()});
  }
  [[nodiscard]] Rect place(const std::string& name) {
    const auto& items = stage.ui().items();
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const UiItem& i) { return i.name == name; });
    CAPTURE(name);
    REQUIRE(found != items.end());
    return found->place;
  }
  RecoverViewCommands click(const Scene& scene, glm::vec2 at) {
    RecoverViewCommands all;
    for (const int step : {0, 1, 2, 3}) {
      {
        const UiContext::Current current(stage.ui());
        ImGui::GetIO().MousePos = {at.x, at.y};
        ImGui::GetIO().MouseDown[0] = step == 2;
      }
      for (const RecoverViewCommand& command : draw(scene)) all.push_back(command);
    }
    return all;
  }
  std::string text_of_click(const Scene& scene, const std::string& name) {
    static_cast<void>(draw(scene));
    static_cast<void>(draw(scene));
    const Rect at = place(name);
    const RecoverViewCommands commands = click(scene, 0.5f * (at.min + at.max));
    REQUIRE_FALSE(commands.empty());
    return recover_commands().text(commands.front());
  }
};

}  // namespace

TEST_CASE_FIXTURE(GlTest, "golden: the search for a latent at a laptop's size, dark and light") {
  Scene scene;
  check_scene("1280x720_dark", scene, 1280, 720);
  Scene photo(/*known=*/false);
  photo.state.theme = ThemeKind::light;
  photo.finish();
  check_scene("photo_light", photo, 1280, 720);
}

TEST_CASE_FIXTURE(GlTest, "golden: the search in a narrow window, looking back at a dead point") {
  Scene scene;
  scene.die();
  check_scene("dead_1000x700", scene, 1000, 700);
}

TEST_CASE_FIXTURE(GlTest,
                  "search window: the pictures are drawn pixel by pixel, the third is the difference") {
  Scene scene;
  scene.look_back(10);
  const Image image = drawn(scene, 1280, 720);
  const Layout layout = lay_out({1280, 720}, 1, true);
  const RecoverPlaces places = recover_places(scene.input, layout.picture, 1);
  const std::array<PicturePtr, 3> pictures{scene.frame->target, scene.input.shown->picture,
                                           scene.input.difference};
  for (std::size_t i = 0; i < 3; ++i) {
    const Rect& place = places.pictures[i];
    const int factor = static_cast<int>(place.width()) / 12;
    REQUIRE(factor >= 10);
    for (const int at : {0, 5, 11}) {
      const auto wanted = pictures[i]->values[static_cast<std::size_t>(3 * (at * 12 + at))];
      const int x = static_cast<int>(place.min.x) + at * factor + factor / 2;
      const int y = static_cast<int>(place.min.y) + at * factor + factor / 2;
      CHECK(std::abs(255 * pixel(image, x, y).r - static_cast<float>(wanted)) <= 1.01f);
    }
  }
}

TEST_CASE_FIXTURE(GlTest, "search window: components that were drawn again are lit among the bars") {
  Scene scene;
  const auto bars = [](const Scene& shown) {
    Hand hand;
    static_cast<void>(hand.draw(shown));
    static_cast<void>(hand.draw(shown));
    const Rect at = hand.place("latent bars");
    const Image image = hand.output.read();
    std::vector<Colour> columns;
    for (int i = 0; i < 24; ++i)
      columns.push_back(pixel(image,
                              static_cast<int>(at.min.x + (static_cast<float>(i) + 0.4f) * at.width() / 24),
                              static_cast<int>(at.min.y) + 3));
    return columns;
  };
  const std::vector<Colour> lit = bars(scene);
  auto plain = std::make_shared<RecoveryMoment>(*scene.frame->now);
  plain->resampled.assign(24, false);
  scene.frame->now = scene.input.shown = plain;
  const std::vector<Colour> unlit = bars(scene);
  for (std::size_t i = 0; i < lit.size(); ++i) {
    CAPTURE(i);
    const bool marked = i == 7 || i == 240 % 24;
    CHECK((levels_apart(lit[i], unlit[i]) > 10) == marked);
  }
}

TEST_CASE_FIXTURE(GlTest, "search window: buttons and lists ask for what they say") {
  Scene scene;
  CHECK(Hand().text_of_click(scene, "Pause") == "toggle-run");
  CHECK(Hand().text_of_click(scene, "Step") == "step");
  CHECK(Hand().text_of_click(scene, "Search again") == "search-again");
  CHECK(Hand().text_of_click(scene, "To anchors") == "add-anchor");
  CHECK(Hand().text_of_click(scene, "Anchor") == "add-anchor");
  CHECK(Hand().text_of_click(scene, "Record") == "toggle-recording");
  CHECK(Hand().text_of_click(scene, "Images") == "switch-mode image");
  CHECK(Hand().text_of_click(scene, "timeline").starts_with("look-at 1"));
  Hand hand;
  static_cast<void>(hand.draw(scene));
  static_cast<void>(hand.draw(scene));
  const Rect list = hand.place("criterion list");
  static_cast<void>(hand.click(scene, 0.5f * (list.min + list.max)));
  for (int settling = 0; settling < 3; ++settling) static_cast<void>(hand.draw(scene));
  const Rect entry = hand.place("criterion=trunc-normal:2.5");
  const RecoverViewCommands chosen = hand.click(scene, 0.5f * (entry.min + entry.max));
  REQUIRE(chosen.size() == 1);
  CHECK(recover_commands().text(chosen[0]) == "set criterion trunc-normal:2.5");
  // Only a uniform prior has bounds to clip at.
  const auto& items = hand.stage.ui().items();
  CHECK(std::none_of(items.begin(), items.end(), [](const UiItem& i) { return i.name == "criterion=clip"; }));
}

TEST_CASE_FIXTURE(GlTest, "search window: before anything, on the way to it and where it failed it says so") {
  RecoverPanelInput nothing;
  const RecoverViewState state;
  const auto glyphs = [&](const RecoverPanelInput& input) {
    UiContext ui;
    ui.set_style(state.theme, state.scale);
    for (int i = 0; i < 2; ++i) {
      ui.begin({1280, 720}, 1.f / 60);
      static_cast<void>(build_recover_interface(input, state, lay_out({1280, 720}, 1, true)));
      ImGui::Render();
    }
    return glyphs_in(drawn_glyphs(), "view").size();
  };
  CHECK(glyphs(nothing) > 30);
  RecoverPanelInput opening;
  opening.picture = "photo";
  opening.running = true;
  CHECK(glyphs(opening) > 5);
  RecoverPanelInput failed = opening;
  const auto frame = std::make_shared<RecoveryFrame>();
  frame->error = "photo.png: it cannot be read as a picture: it is no picture";
  failed.frame = frame;
  CHECK(glyphs(failed) > 40);
}

TEST_CASE_FIXTURE(GlTest, "search window: no text lies on another text, at any size") {
  for (const Window& window : {Window{{1280, 720}, 1}, Window{{1920, 1080}, 1.5f}, Window{{1000, 700}, 1},
                               Window{{640, 480}, 1}, Window{{480, 360}, 1}, Window{{1000, 250}, 1},
                               Window{{3840, 2160}, 2}, Window{{320, 700}, 1}, Window{{800, 600}, 2}})
    for (int variant = 0; variant < 5; ++variant) {
      CAPTURE(window.size.x);
      CAPTURE(window.scale);
      CAPTURE(variant);
      Scene scene(variant != 1);
      scene.state.scale = window.scale;
      if (variant == 1) scene.finish();
      if (variant == 2) scene.stretch();
      if (variant == 3) scene.die();
      if (variant == 4) scene.state.panels = false;
      CHECK(overlapping(glyphs_of(scene, window.size), 1.5f * window.scale) == 0);
    }
}
