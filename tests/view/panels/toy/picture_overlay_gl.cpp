#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <string>

#include "support/gl_fixture.hpp"
#include "support/glyphs.hpp"
#include "support/sample_frames.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// The text over the picture of `frame`, in a window of this size.
struct Shown {
  UiContext ui;
  RunCurves curves = sample_curves();
  std::vector<Glyph> glyphs;

  Shown(const ToyFrame& frame, const ToyViewState& state, glm::vec2 size) {
    const UiContext::Current current(ui);
    ui.set_style(state.theme, state.scale);
    const ToyPanelInput input = sample_input(frame, curves);
    for (int i = 0; i < 2; ++i) {
      ui.begin(size, 1.f / 60);
      static_cast<void>(
          build_toy_interface(input, state, lay_out(size, state.scale, state.panels), 1'000'001));
      ImGui::Render();
    }
    glyphs = glyphs_in(drawn_glyphs(), "picture");
  }
  [[nodiscard]] bool says(const std::string& text) {
    const UiContext::Current current(ui);
    return text_of(glyphs).find(text) != std::string::npos;
  }
  [[nodiscard]] Rect place(const std::string& text) {
    const UiContext::Current current(ui);
    return place_of(glyphs, text);
  }
};

constexpr glm::vec2 kSmallWindow{1000, 700};

/// Real samples that lie in a rectangle of the window.
std::size_t samples_in(const Rect& place, const ToyFrame& frame, const ToyViewState& state, glm::vec2 size) {
  const Rect picture = lay_out(size, state.scale, state.panels).picture;
  const Camera2D camera = ToyPicture::camera(frame, picture.size(), state.picture_options());
  return static_cast<std::size_t>(std::count_if(frame.real.begin(), frame.real.end(), [&](glm::vec2 real) {
    return place.contains(picture.min + camera.to_pixel(real));
  }));
}

}  // namespace

TEST_CASE_FIXTURE(GlTest, "a layer that a kept frame lacks is told of, and only while looking back") {
  ToyViewState state;
  state.picture.layers = parse_layers("all");
  const ToyFramePtr whole = sample_frame(Sample::square, kSmallWindow, state);
  ToyFrame lacking = *whole;
  lacking.gradients = {};
  lacking.trails = {};
  const std::string words = "gradientarrows:notkeptatthismoment";
  CHECK_FALSE(Shown(lacking, state, kSmallWindow).says(words));  // the next frame brings them
  CHECK(Shown(lacking, state, kSmallWindow).says("pushonsamples"));
  state.time.look_back = 5000;
  Shown past(lacking, state, kSmallWindow);
  CHECK(past.says(words));
  CHECK(past.says("trails:notkeptatthismoment"));
  CHECK_FALSE(past.says("pushonsamples"));
  CHECK_FALSE(Shown(*whole, state, kSmallWindow).says("notkept"));
  state.picture.layers = LayerSet();
  CHECK_FALSE(Shown(lacking, state, kSmallWindow).says("notkept"));
  lacking.mesh = {};
  CHECK(Shown(lacking, state, kSmallWindow).says("latentgrid:notkept"));
}

TEST_CASE_FIXTURE(GlTest, "the legend hides no sample of the nine squares, and stays as samples move") {
  const ToyViewState state;
  for (const glm::vec2 size : {kSmallWindow, glm::vec2(1280, 720), glm::vec2(900, 600)}) {
    CAPTURE(size.x);
    ToyFrame frame = *sample_frame(Sample::square, size, state);
    Shown shown(frame, state, size);
    const Rect first = shown.place("realsamples");
    REQUIRE_FALSE(first.empty());
    for (const char* entry : {"realsamples", "generated,colouredbyz", "D:generatedtoreal", "D=1/2"})
      CHECK(samples_in(shown.place(entry), frame, state, size) <= frame.real.size() / 100);
    for (glm::vec2& sample : frame.generated) sample *= 0.3f;
    CHECK(Shown(frame, state, size).place("realsamples").min == first.min);
  }
}

TEST_CASE_FIXTURE(GlTest, "1-D: the legend leaves the latent axis free and names the arrows") {
  ToyViewState state;
  state.picture.layers = parse_layers("all");
  const glm::vec2 size{900, 600};
  const ToyFramePtr frame = sample_frame(Sample::one_dimension, size, state);
  Shown shown(*frame, state, size);
  CHECK(shown.says("pushonsamples"));
  CHECK(shown.says("pastofsamples,upwards"));
  const Rect picture = lay_out(size, 1, true).picture;
  const float axis =
      picture.min.y +
      ToyPicture::camera(*frame, picture.size(), state.picture_options()).to_pixel({0, -0.42f}).y;
  for (const char* entry : {"densityofrealsamples", "D(x)", "pushonsamples"}) {
    const Rect place = shown.place(entry);
    REQUIRE_FALSE(place.empty());
    CHECK_FALSE((place.min.y - 4 < axis && axis < place.max.y + 4));
  }
}

TEST_CASE_FIXTURE(GlTest, "samples that left the view are pointed to, with the way back") {
  ToyViewState state;
  const ToyFramePtr frame = sample_frame(Sample::square, kSmallWindow, state);
  CHECK_FALSE(Shown(*frame, state, kSmallWindow).says("Ffits"));
  state.picture.pan = {-6, 0};
  Shown away(*frame, state, kSmallWindow);
  REQUIRE(away.says("100%ofsamples,Ffits"));
  const Rect picture = lay_out(kSmallWindow, 1, true).picture;
  CHECK(away.place("100%").max.x > picture.max.x - 200);  // they are on the right
  state.picture.pan = {0, 6};
  CHECK(Shown(*frame, state, kSmallWindow).place("Ffits").min.y > picture.max.y - 60);
  // Those that are far off in the fitted view too: fitting would not bring them back.
  ToyFrame off = *frame;
  for (glm::vec2& sample : off.generated) sample.x -= 100;
  Shown fitted(off, ToyViewState{}, kSmallWindow);
  CHECK(fitted.says("50%ofsamples"));
  CHECK_FALSE(fitted.says("Ffits"));
}
