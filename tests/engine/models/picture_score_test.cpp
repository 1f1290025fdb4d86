#include "engine/models/picture_score.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace ganscope {
namespace {

/// Two images of 4x4 pixels, one value each, or 16 of them.
ImageBatch pair_of(const std::vector<float>& first, const std::vector<float>& second) {
  ImageBatch out{.count = 2, .shape = {1, 4, 4}, .values = {}};
  for (const std::vector<float>& values : {first, second})
    for (std::size_t i = 0; i < 16; ++i) out.values.push_back(values[i % values.size()]);
  return out;
}

TEST_CASE("picture score: spread is a pixel's deviation over the images") {
  CHECK(score_pictures(pair_of({0.25F}, {0.75F})).spread == doctest::Approx(0.25));
  CHECK(score_pictures(pair_of({0, 1}, {0, 1})).spread == doctest::Approx(0));
}

TEST_CASE("picture score: what is all black and white, or the same for all latents, is degenerate") {
  // Black and white with an eighth in between, as drawings are.
  const std::vector<float> drawn{0, 0, 1, 0.5F, 0, 0, 1, 1};
  const std::vector<float> other{0, 1, 0, 1, 0, 0.4F, 0, 0};
  CHECK_FALSE(score_pictures(pair_of(drawn, other)).degenerate());
  CHECK(score_pictures(pair_of(drawn, drawn)).degenerate());
  CHECK(score_pictures(pair_of({0, 1, 1}, {1, 0})).degenerate());
}

}  // namespace
}  // namespace ganscope
