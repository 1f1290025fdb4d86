#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

#include "support/gl_fixture.hpp"
#include "support/sample_frames.hpp"

using namespace ganscope;

namespace {

Image drawn(const std::optional<PhaseView>& phase) {
  auto frame = std::make_shared<ToyFrame>(*test::sample_frame(test::Sample::square, {320, 240}));
  frame->phase = phase;
  return test::draw_picture(frame, test::only({}), 320, 240);
}

/// Pixels that differ from a picture without a phase.
int marked(const Image& image) {
  const Image plain = drawn(std::nullopt);
  int count = 0;
  for (std::size_t i = 0; i < image.rgb.size(); i += 3)
    count += !std::equal(image.rgb.begin() + static_cast<std::ptrdiff_t>(i),
                         image.rgb.begin() + static_cast<std::ptrdiff_t>(i) + 3,
                         plain.rgb.begin() + static_cast<std::ptrdiff_t>(i));
  return count;
}

PhaseView view(Phase phase) {
  PhaseView out;
  out.phase = phase;
  out.latents = {{0.2f, 0.3f}, {0.8f, 0.5f}};
  out.generated = {{-0.5f, 0.f}, {0.5f, 0.2f}};
  out.real = {{0.f, 0.8f}};
  return out;
}

}  // namespace

TEST_CASE_FIXTURE(test::GlTest, "slow motion marks what a phase worked on, and nothing else") {
  CHECK(marked(drawn(view(Phase::draw_latents))) == 0);  // the inset's business
  const int generated = marked(drawn(view(Phase::generate)));
  CHECK(generated > 60);
  const int real = marked(drawn(view(Phase::draw_real)));
  CHECK(real > 30);
  CHECK(real < generated);  // one sample, not two
  PhaseView judged = view(Phase::judge);
  judged.answers_real = {0.9f};
  judged.answers_generated = {0.1f, 0.4f};
  CHECK(marked(drawn(judged)) > generated);
  PhaseView pushed = view(Phase::generator_gradients);
  pushed.push = {{1.f, 0.f}, {0.f, 1.f}};
  CHECK(marked(drawn(pushed)) > generated);  // the arrows
}
