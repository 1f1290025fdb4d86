// The bars of all modes with the longest of everything: pieces give way, and nothing lies on anything.
#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <functional>

#include "support/gl_fixture.hpp"
#include "support/glyphs.hpp"
#include "support/sample_frames.hpp"
#include "support/sample_pictures.hpp"
#include "support/sample_search.hpp"
#include "support/sample_training.hpp"
#include "view/panels/image/image_panel.hpp"
#include "view/panels/recover/recover_panel.hpp"
#include "view/panels/toy/toy_interface.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/panels/train/train_panel.hpp"
#include "view/ui/ui_context.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// Controls and texts of the bar are apart, whole, and the menu is among them.
void check_bar(const UiContext& ui, glm::vec2 size, float scale) {
  std::vector<UiItem> items;
  for (const UiItem& item : ui.items())
    if (item.place.max.y <= kTopBar * scale + 1) items.push_back(item);
  for (const std::string name : {"Menu", "?", "counter"}) {
    CAPTURE(name);
    CHECK(std::any_of(items.begin(), items.end(), [&](const UiItem& item) { return item.name == name; }));
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Rect& a = items[i].place;
    CAPTURE(items[i].name);
    CHECK(a.max.x <= size.x);
    for (std::size_t k = i + 1; k < items.size(); ++k) {
      const Rect& b = items[k].place;
      CAPTURE(items[k].name);
      CHECK_FALSE((a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y));
    }
  }
  const std::vector<Glyph> bar = glyphs_in(drawn_glyphs(), "top bar");
  CHECK(bar.size() > 10);
  CHECK(overlapping(bar, 1.5f * scale) == 0);
}

void check_bars(const std::function<void(const Layout&, float scale)>& build) {
  for (const glm::vec2 size : {glm::vec2(1000, 700), glm::vec2(1280, 720), glm::vec2(1920, 1080)})
    for (const float scale : {1.f, 1.25f}) {
      CAPTURE(size.x);
      CAPTURE(scale);
      UiContext ui;
      ui.set_style(ThemeKind::dark, scale);
      for (int i = 0; i < 2; ++i) {
        ui.begin(size, 1.f / 60);
        build(lay_out(size, scale, true), scale);
        ImGui::Render();
      }
      check_bar(ui, size, scale);
    }
}

const std::string kBehind = "a lap is being recorded";

}  // namespace

TEST_CASE_FIXTURE(GlTest, "bars: image mode's, whatever an image costs") {
  ImageFrame frame = sample_image_frame();
  ImagePanelInput input = sample_image_input(frame);
  ImageViewState state;
  state.behind = kBehind;
  for (const double seconds : {9.32e-6, 1.2e-7, 0.0123, 12.5})
    for (const bool records : {false, true})
      for (const bool off_path : {false, true}) {
        CAPTURE(seconds);
        CAPTURE(records);
        CAPTURE(off_path);
        frame.seconds_per_image = seconds;
        input.recording = records ? std::optional(LapRecording{1, 5999, "x.mp4"}) : std::nullopt;
        input.off_path = off_path;
        input.latent_text = "slerp(seed:123456, seed:654321, 0.5)";
        check_bars([&](const Layout& layout, float scale) {
          state.scale = scale;
          ImageViewCommands out;
          image_top_bar(input, state, layout.top, out);
        });
      }
}

TEST_CASE_FIXTURE(GlTest, "bars: toy mode's") {
  ToyViewState state;
  state.behind = kBehind;
  const RunCurves curves = sample_curves();
  ToyFrame frame = *sample_frame(Sample::square, {640, 480}, state);
  frame.step.iteration = 1'234'567;
  ToyPanelInput input = sample_input(frame, curves);
  input.iteration = 1'234'567;
  input.running = true;
  for (const double rate : {0.0123, 1234.5, 1.23e7})
    for (const bool records : {false, true}) {
      CAPTURE(rate);
      input.rate = rate;
      input.recording.state = records ? RecordingStatus::State::on : RecordingStatus::State::off;
      input.recording.seconds = 5999;
      check_bars([&](const Layout& layout, float scale) {
        state.scale = scale;
        ToyViewCommands out;
        toy_top_bar(input, state, layout.top, out);
      });
    }
}

TEST_CASE_FIXTURE(GlTest, "bars: the training's") {
  ImageTrainCurves curves = sample_train_curves(1200);
  curves.warnings.push_back(sample_warning());
  TrainPanelInput input = sample_train_input(curves);
  input.config.data = "folder:/home/someone/pictures/of/fruit/and/vegetables";
  input.config.arch = Architecture::dcgan_pixel_shuffle;
  input.generated = sample_rings(64, 0.8, true);
  input.status.iteration = 1'234'567;
  input.status.iterations = 9'999'999;
  TrainViewState state;
  state.behind = kBehind;
  for (const TrainPhase phase : {TrainPhase::training, TrainPhase::finished, TrainPhase::diverged})
    for (const double rate : {0.00123, 0.0123, 123.4}) {
      CAPTURE(static_cast<int>(phase));
      CAPTURE(rate);
      input.status.phase = phase;
      input.status.rate = rate;
      input.status.health = {sample_warning()};
      check_bars([&](const Layout& layout, float scale) {
        state.scale = scale;
        TrainViewCommands out;
        train_top_bar(input, state, layout.top, out);
      });
    }
}

TEST_CASE_FIXTURE(GlTest, "bars: the search's") {
  const std::shared_ptr<RecoveryFrame> frame = sample_search(true);
  RecoverPanelInput input = sample_recover_input(frame);
  RecoverViewState state;
  state.behind = kBehind;
  input.config.iterations = frame->config.iterations = 16'000'000;
  for (const double rate : {0.000123, 0.0123, 1234.5})
    for (const bool finished : {false, true})
      for (const bool records : {false, true}) {
        CAPTURE(rate);
        CAPTURE(finished);
        CAPTURE(records);
        frame->steps_per_second = rate;
        frame->finished = finished;
        input.running = !finished;
        input.recording = records ? std::optional(SearchRecording{0.5, "x.mp4"}) : std::nullopt;
        check_bars([&](const Layout& layout, float scale) {
          state.scale = scale;
          RecoverViewCommands out;
          recover_top_bar(input, state, layout.top, out);
        });
      }
}
