#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <optional>
#include <set>

#include "support/gl_fixture.hpp"
#include "support/golden.hpp"
#include "support/sample_pictures.hpp"
#include "support/ui_keys.hpp"
#include "view/panels/image/image_stage.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

struct Shot {
  std::string name;
  int width = 900;
  int height = 600;
  ImageViewState state{};
  Notice notice{};
  bool recording = false;
  bool off_path = false;
  bool exploring = false;
};

Image drawn(const ImageFramePtr& frame, const ImagePanelInput& input, const ImageViewState& state, int width,
            int height) {
  ImageStage stage;
  const RenderTarget output(width, height);
  const ImageStage::View view{frame, input, state, {width, height}, output.framebuffer()};
  // ImGui settles the sizes of new windows in their second frame.
  static_cast<void>(stage.draw(view));
  static_cast<void>(stage.draw(view));
  return output.read();
}

void check_interface(const Shot& shot) {
  CAPTURE(shot.name);
  require_golden_font();
  const auto frame = std::make_shared<const ImageFrame>(sample_image_frame());
  ImagePanelInput input = sample_image_input(*frame);
  input.notice = shot.notice;
  if (shot.recording) input.recording = LapRecording{0.37, 12, "pattern-tour.mp4"};
  if (shot.off_path) {
    input.off_path = true;
    input.playing = false;
    input.latent_text = "seed:482113";
  }
  if (shot.exploring) {
    input.exploring = true;
    input.positions.clear();
  }
  check_golden("image_interface/" + shot.name, drawn(frame, input, shot.state, shot.width, shot.height),
               kTextTolerance);
}

ImageViewState with(void (*change)(ImageViewState&)) {
  ImageViewState state;
  change(state);
  return state;
}

}  // namespace

TEST_CASE_FIXTURE(GlTest, "golden: image mode at a laptop's size, dark and light") {
  check_interface({.name = "1280x720_dark", .width = 1280, .height = 720});
  check_interface({.name = "1280x720_light",
                   .width = 1280,
                   .height = 720,
                   .state = with([](ImageViewState& s) { s.theme = ThemeKind::light; }),
                   .off_path = true});
}

TEST_CASE_FIXTURE(GlTest, "golden: image mode on a projector at scale 1.5, the grid large") {
  check_interface(
      {.name = "1920x1080_scale_1.5", .width = 1920, .height = 1080, .state = with([](ImageViewState& s) {
                                                                       s.scale = 1.5f;
                                                                       s.grid_large = true;
                                                                     })});
}

TEST_CASE_FIXTURE(GlTest, "golden: image mode's columns fold, a recording and an error are told") {
  check_interface({.name = "900x600", .recording = true});
  check_interface(
      {.name = "640x480_error", .width = 640, .height = 480, .notice = {"faces.pt: not a model", true}});
  check_interface(
      {.name = "no_panels", .state = with([](ImageViewState& s) { s.panels = false; }), .exploring = true});
}

TEST_CASE_FIXTURE(GlTest, "golden: image mode's help and its empty window") {
  check_interface({.name = "help", .width = 1100, .height = 640, .state = with([](ImageViewState& s) {
                                                                   s.help = true;
                                                                 })});
  require_golden_font();
  const ImagePanelInput input;
  check_golden("image_interface/no_model", drawn(nullptr, input, {}, 1280, 720), kTextTolerance);
}

namespace {

/// Image mode's interface with the mouse somewhere.
struct Pointed {
  ImageFramePtr frame = std::make_shared<const ImageFrame>(sample_image_frame());
  ImagePanelInput input = sample_image_input(*frame);
  ImageViewState state;
  ImageStage stage;
  RenderTarget output{1280, 720};

  void draw(glm::vec2 mouse = {-1, -1}) {
    {
      const UiContext::Current current(stage.ui());
      ImGui::GetIO().MousePos = {mouse.x, mouse.y};
    }
    static_cast<void>(
        stage.draw({frame, input, state, {output.width(), output.height()}, output.framebuffer()}));
  }
  [[nodiscard]] std::optional<Rect> place(const std::string& name) {
    const auto& items = stage.ui().items();
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const UiItem& i) { return i.name == name; });
    return found == items.end() ? std::nullopt : std::optional(found->place);
  }
};

}  // namespace

TEST_CASE_FIXTURE(GlTest, "image mode: an anchor under the mouse is shown large, as the list has it small") {
  Pointed p;
  p.draw();
  p.draw();
  const std::optional<Rect> small = p.place("anchor 2");
  REQUIRE(small);
  CHECK_FALSE(p.place("preview 2"));
  for (int i = 0; i < 4; ++i) p.draw(0.5f * (small->min + small->max));
  const std::optional<Rect> large = p.place("preview 2");
  REQUIRE(large);
  CHECK(large->width() >= 3 * small->width());
  CHECK_FALSE(p.place("preview 1"));
  const Image picture = p.output.read();
  const auto middle = [&](const Rect& place) {
    const glm::vec2 at = 0.5f * (place.min + place.max);
    return pixel(picture, static_cast<int>(at.x), static_cast<int>(at.y));
  };
  CHECK(levels_apart(middle(*large), middle(*small)) < 40);
}

TEST_CASE_FIXTURE(GlTest,
                  "image mode: nothing in the strip is marked while the large image is off the path") {
  Pointed p;
  const Rect inner = view_area(lay_out_images({1280, 720}, 1, true).places.picture, 1);
  const CellGrid strip = ImagePicture::strip_place(*p.frame, p.state.picture_options(), inner).strip;
  const Rect cell = strip.cell(0, strip.columns / 2);
  const auto beside = [&] {
    p.draw();
    p.draw();
    return pixel(p.output.read(), static_cast<int>(0.5f * (cell.min.x + cell.max.x)),
                 static_cast<int>(cell.min.y) - 2);
  };
  const Colour ground = theme(p.state.theme).picture;
  CHECK(levels_apart(beside(), ground) > 40);
  const Image on_path = p.output.read();
  p.input.off_path = true;
  CHECK(levels_apart(beside(), ground) < 2);
  // The pictures are where they were.
  const Image off_path = p.output.read();
  for (const int column : {0, strip.columns / 2, strip.columns - 1}) {
    const glm::vec2 at = 0.5f * (strip.cell(0, column).min + strip.cell(0, column).max);
    const int x = static_cast<int>(at.x);
    const int y = static_cast<int>(at.y);
    CHECK(levels_apart(pixel(on_path, x, y), pixel(off_path, x, y)) < 1);
  }
}

TEST_CASE_FIXTURE(GlTest, "image mode: the grid can be moved whichever view is large") {
  for (const bool large : {false, true}) {
    Pointed p;
    p.state.grid_large = large;
    p.draw();
    CHECK(p.place("Move"));
  }
}

TEST_CASE_FIXTURE(GlTest,
                  "image mode: anchors of another model are offered by a button while there are some") {
  Pointed p;
  p.draw();
  CHECK_FALSE(p.place("Take anchors"));
  p.input.offered = "3 anchors of faces";
  p.draw();
  CHECK(p.place("Take anchors"));
}

TEST_CASE_FIXTURE(GlTest, "image mode: the map calls a path as its kind is called, for every prior") {
  Pointed p;
  ImageFrame frame = *p.frame;
  auto model = std::make_shared<ModelInfo>(*frame.model);
  for (const LatentPrior prior : {LatentPrior::normal, LatentPrior::uniform}) {
    model->space.prior = prior;
    frame.model = model;
    p.input.frame = &frame;
    std::set<std::string> tips;
    for (std::size_t i = 0; i < path_kind_names().size(); ++i) {
      p.input.path = static_cast<PathKind>(i);
      CHECK(path_caption(p.input) == "Path: " + path_kind_names()[i]);
      tips.insert(path_tip(p.input));
    }
    CHECK(tips.size() >= 3);
  }
}

TEST_CASE_FIXTURE(
    GlTest,
    "image mode: a line of arithmetic that is refused keeps the keys, one that is taken gives them back") {
  ImageStage stage;
  const UiContext::Current current(stage.ui());
  plug_in_keyboard();
  const RenderTarget output(1280, 720);
  const auto frame = std::make_shared<const ImageFrame>(sample_image_frame());
  const ImagePanelInput input = sample_image_input(*frame);
  ImageViewState state;
  std::vector<std::string> entered;
  const auto frames = [&](int count) {
    for (int i = 0; i < count; ++i)
      for (const ImageViewCommand& command :
           stage.draw({frame, input, state, {1280, 720}, output.framebuffer()}))
        if (const auto* c = std::get_if<image_command::AddExpression>(&command)) entered.push_back(c->text);
  };
  const auto enter = [&](const std::string& kept) {
    set_key(UiKey::enter, true);
    const std::size_t before = entered.size();
    for (int i = 0; i < 4 && entered.size() == before; ++i) frames(1);
    if (!kept.empty()) ++state.refusals;  // the session's answer
    set_key(UiKey::enter, false);
    frames(4);
  };
  frames(2);
  const std::vector<UiItem>& items = stage.ui().items();
  const auto line =
      std::find_if(items.begin(), items.end(), [](const UiItem& item) { return item.name == "expression"; });
  REQUIRE(line != items.end());
  const glm::vec2 middle = 0.5f * (line->place.min + line->place.max);
  set_pointer(middle.x, middle.y);
  frames(2);
  set_button(true);
  frames(2);
  set_button(false);
  frames(2);
  REQUIRE(ImGui::GetIO().WantTextInput);
  ImGui::GetIO().AddInputCharacter('q');
  frames(2);
  enter("q");
  CHECK(entered == std::vector<std::string>{"q"});
  CHECK(ImGui::GetIO().WantTextInput);
  ImGui::GetIO().AddInputCharacter('a');
  frames(2);
  enter("");
  REQUIRE(entered.size() == 2);
  CAPTURE(entered[1]);
  CHECK(entered[1] != "q");
  CHECK(entered[1].find('a') != std::string::npos);
  CHECK_FALSE(ImGui::GetIO().WantTextInput);
}
