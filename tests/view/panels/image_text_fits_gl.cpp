#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <array>

#include "support/gl_fixture.hpp"
#include "support/glyphs.hpp"
#include "support/sample_pictures.hpp"
#include "view/panels/image/image_commands.hpp"
#include "view/panels/image/image_panel.hpp"
#include "view/ui/ui_context.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

struct Window {
  glm::vec2 size;
  float scale = 1;
};

/// Everything image mode's panels read, alive as long as the test.
struct Scene {
  ImageFrame frame = sample_image_frame();
  ImagePanelInput input = sample_image_input(frame);
  ImageViewState state;

  explicit Scene(float scale) { state.scale = scale; }
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  /// The model's numbers at their longest.
  void lengthen() {
    auto model = std::make_shared<ModelInfo>(*frame.model);
    model->path = "/home/someone/models/generator_of_faces_in_many_sizes_ema_0.999.safetensors";
    model->space = {.size = 1024, .prior = LatentPrior::uniform, .low = -1, .high = 1, .classes = 10};
    model->shape = {1, 1024, 1024};
    frame.model = std::move(model);
    frame.seconds_per_image = 1.234;
    input.config.rows = input.config.columns = 32;
    input.config.seconds = 3599.5;
    input.config.grid = input.grid = GridKind::coordinates;
    input.config.spread = 12.25;
    input.speed = -3.99;
    input.position = 0.999;
    input.path = PathKind::straight;
    input.recording = LapRecording{1, 5999, "x.mp4"};
  }
  void walk() {
    input.exploring = true;
    input.positions.clear();
    input.position = -12345.67;
  }
  void leave_path() {
    input.off_path = true;
    input.latent_text = "seed:999999";
  }
};

/// The glyphs of the interface in this layout. Nothing is drawn, so any texture name does.
std::vector<Glyph> glyphs_of(const Scene& scene, const ImageLayout& layout, glm::vec2 size) {
  UiContext ui;
  ui.set_style(scene.state.theme, scene.state.scale);
  for (int i = 0; i < 2; ++i) {
    ui.begin(size, 1.f / 60);
    static_cast<void>(build_image_interface(scene.input, scene.state, layout, {1'000'001, 1'000'002, 4, 1}));
    ImGui::Render();
  }
  return drawn_glyphs();
}

std::vector<Glyph> glyphs_of(const Scene& scene, glm::vec2 size) {
  return glyphs_of(scene, lay_out_images(size, scene.state.scale, scene.state.panels), size);
}

/// The same panels with all the room they may want; a bar keeps what its width lets it show.
ImageLayout roomy(const ImageLayout& tight, glm::vec2 size) {
  ImageLayout out = tight;
  out.places.left.max = {0.3f * size.x, size.y};
  const glm::vec2 aside{0.4f * size.x, 0};
  if (!tight.places.right.empty()) {
    out.places.right = {tight.places.right.min + aside, size};
    for (Rect* part : {&out.map, &out.small_view, &out.bars})
      *part = {part->min + aside, part->max + 2.f * aside};
  }
  return out;
}

void check_panels_fit(const Scene& scene, glm::vec2 size) {
  const glm::vec2 large = 3.f * size;
  const ImageLayout layout = lay_out_images(size, scene.state.scale, true);
  const std::vector<Glyph> tight = glyphs_of(scene, layout, size);
  const std::vector<Glyph> wide = glyphs_of(scene, roomy(layout, large), large);
  for (const std::string panel : {"settings", "column"}) {
    CAPTURE(panel);
    CHECK(glyphs_in(wide, panel).size() > 20);
    CHECK(missing_or_cut(glyphs_in(tight, panel), glyphs_in(wide, panel)) == 0);
  }
  // Bars leave out what they have no room for; what they show is whole.
  for (const std::string panel : {"top bar", "timeline", "views"})
    for (const Glyph& glyph : glyphs_in(tight, panel)) {
      CAPTURE(panel);
      CHECK((glyph.place.max.x <= glyph.clip.max.x + 1 && glyph.place.min.x >= glyph.clip.min.x - 1));
    }
}

constexpr std::array kSizes{Window{{1280, 720}, 1}, Window{{1920, 1080}, 1}, Window{{1920, 1080}, 1.5f}};

}  // namespace

TEST_CASE_FIXTURE(GlTest, "image mode: no text of a panel is cut, and no panel needs to scroll") {
  for (const Window& window : kSizes)
    for (const bool grid_large : {false, true}) {
      CAPTURE(window.size.x);
      CAPTURE(window.scale);
      CAPTURE(grid_large);
      Scene scene(window.scale);
      scene.state.grid_large = grid_large;
      check_panels_fit(scene, window.size);
      scene.leave_path();
      check_panels_fit(scene, window.size);
      Scene walking(window.scale);
      walking.walk();
      check_panels_fit(walking, window.size);
    }
}

TEST_CASE_FIXTURE(GlTest, "image mode: the longest numbers and names fit too") {
  for (const Window& window : kSizes) {
    CAPTURE(window.size.x);
    CAPTURE(window.scale);
    Scene scene(window.scale);
    scene.lengthen();
    // With every line that a model and a grid can have, the settings may scroll: what counts is the width.
    const glm::vec2 high{window.size.x, 900 * window.scale};
    check_panels_fit(scene, high);
    scene.walk();
    check_panels_fit(scene, high);
  }
}

TEST_CASE_FIXTURE(GlTest, "image mode: no text lies on another text, at any size, with the longest numbers") {
  for (const Window& window :
       {Window{{1280, 720}, 1}, Window{{1920, 1080}, 1.5f}, Window{{1099, 700}, 1}, Window{{900, 600}, 1},
        Window{{640, 480}, 1}, Window{{480, 360}, 1}, Window{{1000, 250}, 1}, Window{{3840, 2160}, 2},
        Window{{320, 700}, 1}, Window{{800, 600}, 2}})
    for (const int kind : {0, 1, 2, 3})
      for (const bool grid_large : {false, true}) {
        CAPTURE(window.size.x);
        CAPTURE(window.scale);
        CAPTURE(kind);
        CAPTURE(grid_large);
        Scene scene(window.scale);
        scene.state.grid_large = grid_large;
        if (kind > 0) scene.lengthen();
        if (kind == 2) scene.walk();
        if (kind == 3) scene.leave_path();
        const std::vector<Glyph> glyphs = glyphs_of(scene, window.size);
        CHECK(glyphs.size() > 5);
        CHECK(overlapping(glyphs, 1.5f * window.scale) == 0);
      }
}

TEST_CASE_FIXTURE(GlTest, "image mode: every line of help fits its column") {
  for (const Window& window : kSizes) {
    CAPTURE(window.size.x);
    CAPTURE(window.scale);
    Scene scene(window.scale);
    scene.state.help = true;
    const std::vector<Glyph> help = glyphs_in(glyphs_of(scene, window.size), "help");
    std::size_t letters = 0;
    for (const auto& binding : image_commands().rows())
      for (const char c : binding.key + binding.what) letters += c != ' ' ? 1 : 0;
    CHECK(help.size() > letters);
    CHECK(overlapping(help, 1.5f * window.scale) == 0);
    for (const Glyph& glyph : help)
      CHECK((glyph.place.max.x <= glyph.clip.max.x + 1 && glyph.place.max.y <= glyph.clip.max.y + 1));
  }
}

TEST_CASE_FIXTURE(GlTest, "image mode: the check sees text that is cut") {
  const Scene scene(1);
  const glm::vec2 size{1280, 720};
  ImageLayout narrow = lay_out_images(size, 1, true);
  const std::vector<Glyph> wide = glyphs_of(scene, roomy(narrow, 3.f * size), 3.f * size);
  narrow.places.left.max.x = 150;
  CHECK(missing_or_cut(glyphs_in(glyphs_of(scene, narrow, size), "settings"), glyphs_in(wide, "settings")) >
        10);
}
