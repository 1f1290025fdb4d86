#include "engine/latent/tour_frames.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

#include "core/error.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/image_plan.hpp"
#include "engine/latent/prior_latents.hpp"
#include "support/test_generator.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

double difference(const Picture& a, const Picture& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i)
    sum += std::abs(static_cast<int>(a.values[i]) - static_cast<int>(b.values[i]));
  return sum / static_cast<double>(a.values.size());
}

std::vector<PicturePtr> lap(const ImageConfig& config, int count) {
  TestGenerator generator;
  TourFrames frames(config, generator.latent_space(), tour_anchors(config, generator.latent_space()), count);
  std::vector<PicturePtr> out;
  for (int i = 0; i < count; ++i) out.push_back(frames.frame(i, generator).image);
  return out;
}

}  // namespace

TEST_CASE("a lap has no seam: from the last frame to the first it is one step like the others") {
  for (const PathKind kind : {PathKind::circle, PathKind::arcs, PathKind::smooth, PathKind::straight}) {
    ImageConfig config;
    config.path = kind;
    config.anchors = kind == PathKind::circle ? "seed:1,seed:2" : "seed:1..4";
    const std::vector<PicturePtr> pictures = lap(config, 120);
    double most = 0;
    for (std::size_t i = 0; i + 1 < pictures.size(); ++i)
      most = std::max(most, difference(*pictures[i], *pictures[i + 1]));
    CHECK(most > 0.1);
    CHECK(difference(*pictures.back(), *pictures.front()) <= 1.05 * most);
  }
}

TEST_CASE("the same tour gives the same frames, each once, at its exact position") {
  ImageConfig config;
  const std::vector<PicturePtr> one = lap(config, 50);
  const std::vector<PicturePtr> two = lap(config, 50);
  for (std::size_t i = 0; i < one.size(); ++i) CHECK(*one[i] == *two[i]);
  TestGenerator generator;
  const LatentSpace space = generator.latent_space();
  const LatentPathPtr path = planned_path(config, tour_anchors(config, space), space);
  for (const int i : {0, 17, 49}) {
    const std::vector<Latent> latent{path->at(i / 50.0)};
    CHECK(*one[static_cast<std::size_t>(i)] == *generated_pictures(generator, latent)[0]);
  }
}

TEST_CASE("a walk's video goes on from where it begins, a latent every two seconds, strip and all") {
  TestGenerator generator;
  const LatentSpace space = generator.latent_space();
  ImageConfig config;
  config.explore = 3;
  config.latent = "seed:9";
  config.at = 1.5;
  config.seconds = 6;
  const std::vector<PicturePtr> pictures = lap(config, 60);
  const LatentPathPtr walk = make_walk(seeded_latent(space, 9), space, 3);
  for (const int i : {0, 25, 59}) {
    const std::vector<Latent> latent{walk->at(1.5 + 3 * i / 60.0)};
    CHECK(*pictures[static_cast<std::size_t>(i)] == *generated_pictures(generator, latent)[0]);
  }
  config.layout = TourLayout::strip;
  TourFrames frames(config, space, tour_anchors(config, space), 60);
  const ImageFrame frame = frames.frame(0, generator);
  REQUIRE(frame.strip.size() == kStripCells);
  const std::vector<Latent> before{walk->at(1.5 - 4 * 2 * 3 / 60.0)};  // two frames are a tenth of the way
  CHECK(*frame.strip[0] == *generated_pictures(generator, before)[0]);
  CHECK(*frame.strip[4] == *pictures[0]);
  config.layout = TourLayout::grid;
  CHECK_THROWS_WITH_AS(TourFrames(config, space, grid_anchors(config, space), 60),
                       doctest::Contains("--explore"), UsageError);
}

TEST_CASE("a tour may begin anywhere on its lap, and its grid where it has moved to") {
  TestGenerator generator;
  const LatentSpace space = generator.latent_space();
  ImageConfig config;
  config.at = 0.25;
  const std::vector<PicturePtr> later = lap(config, 40);
  config.at = 0;
  const std::vector<PicturePtr> pictures = lap(config, 40);
  CHECK(difference(*later[0], *pictures[10]) < 1);
  CHECK(difference(*later[35], *pictures[5]) < 1);
  config.latent = "seed:3";
  CHECK_THROWS_WITH_AS(lap(config, 40), doctest::Contains("--explore"), UsageError);
  config.latent.clear();
  config.layout = TourLayout::grid;
  config.rows = config.columns = 2;
  TourFrames grid(config, space, grid_anchors(config, space), 40);
  config.moved = 0.5;
  TourFrames moved(config, space, grid_anchors(config, space), 40);
  const ImageFrame there = moved.frame(0, generator);
  ImageFrame here;
  for (int i = 0; i <= 20; ++i) here = grid.frame(i, generator);
  for (std::size_t i = 0; i < 4; ++i) CHECK(difference(*there.grid.cells[i], *here.grid.cells[i]) < 1);
}

TEST_CASE("a strip's cells are the lap's own frames, and none is generated twice") {
  ImageConfig config;
  config.layout = TourLayout::strip;
  config.reach = 0.05;
  constexpr int kCount = 100;
  ImageConfig plain;
  const std::vector<PicturePtr> pictures = lap(plain, kCount);
  TestGenerator generator;
  TourFrames frames(config, generator.latent_space(), tour_anchors(config, generator.latent_space()), kCount);
  for (int i = 0; i < kCount; ++i) {
    const ImageFrame frame = frames.frame(i, generator);
    REQUIRE(frame.strip.size() == kStripCells);
    CHECK(frame.strip[4] == frame.image);
    for (int k = -4; k <= 4; ++k) {
      const int neighbour = ((i + 5 * k) % kCount + kCount) % kCount;
      CHECK(*frame.strip[static_cast<std::size_t>(k + 4)] == *pictures[static_cast<std::size_t>(neighbour)]);
    }
  }
  CHECK(generator.images() <= kCount + 40 + 16);  // and the strip's reach beyond both ends
}

TEST_CASE("a moving grid begins with the grid itself and comes back to it") {
  ImageConfig config;
  config.layout = TourLayout::grid;
  config.rows = 2;
  config.columns = 3;
  TestGenerator generator;
  const LatentSpace space = generator.latent_space();
  TourFrames frames(config, space, grid_anchors(config, space), 40);
  const ImageFrame first = frames.frame(0, generator);
  REQUIRE(first.grid.cells.size() == 6);
  const LatentGrid grid = planned_grid(config, grid_anchors(config, space), space);
  for (std::size_t i = 0; i < 6; ++i)
    CHECK(*first.grid.cells[i] == *generated_pictures(generator, std::vector<Latent>{grid.cells[i]})[0]);
  const ImageFrame second = frames.frame(1, generator);
  ImageFrame last = second;
  for (int i = 2; i < 40; ++i) last = frames.frame(i, generator);
  CHECK(difference(*last.grid.cells[0], *first.grid.cells[0]) <
        3 * difference(*second.grid.cells[0], *first.grid.cells[0]) + 1);
}

TEST_CASE("labels go to conditional generators only, and are checked") {
  ImageConfig config;
  config.label = 4;
  const LatentSpace plain{.size = 8};
  const LatentSpace classes{.size = 8, .classes = 10};
  CHECK_THROWS_WITH_AS(TourFrames(config, plain, tour_anchors(config, plain), 3),
                       doctest::Contains("unconditional"), UsageError);
  TestGenerator generator({.space = classes});
  TourFrames frames(config, classes, tour_anchors(config, classes), 3);
  static_cast<void>(frames.frame(0, generator));
  CHECK(generator.labels() == std::vector<int>(16, 4));
  config.label = 10;
  CHECK_THROWS_WITH_AS(TourFrames(config, classes, tour_anchors(config, classes), 3),
                       doctest::Contains("class is 10; expected 0 to 9"), UsageError);
}

TEST_CASE("pictures are rounded, clamped and never wrap; nan is black") {
  struct Odd : TestGenerator {
    Odd() : TestGenerator({.space = {.size = 1}, .shape = {1, 1, 6}}) {}
    ImageBatch generate(std::span<const float> latents, std::span<const int>) override {
      ImageBatch batch{static_cast<int>(latents.size()), {1, 1, 6}, {}};
      for (std::size_t i = 0; i < latents.size(); ++i)
        for (const float x : {-3.f, 0.f, 0.5f, 1.f, 7.f, NAN}) batch.values.push_back(x);
      return batch;
    }
  } generator;
  const auto pictures = generated_pictures(generator, std::vector<Latent>(3, Latent{0}), 0, 2);
  REQUIRE(pictures.size() == 3);
  CHECK(pictures[2]->values == std::vector<std::uint8_t>{0, 0, 128, 255, 255, 0});
  CHECK(shrunk(pictures[0], 2)->values == std::vector<std::uint8_t>{0, 192, 128});
  CHECK(shrunk(pictures[0], 4)->values == std::vector<std::uint8_t>{96, 128});
  CHECK(shrunk(pictures[0], 1) == pictures[0]);
}
