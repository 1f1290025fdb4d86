#include "engine/recovery/latent_search.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/error.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/models/safetensors.hpp"
#include "support/models.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

/// Pictures of a generator, with the latents they were made from.
struct Known {
  std::unique_ptr<DifferentiableGenerator> generator =
      open_differentiable(test::model_data("family_dcgan.pt"), {.device = "cpu"});
  std::vector<float> latents;
  ImageBatch pictures;

  explicit Known(int count) {
    for (int i = 0; i < count; ++i) {
      const Latent z = seeded_latent(generator->card().latent, static_cast<std::uint64_t>(i + 1));
      latents.insert(latents.end(), z.begin(), z.end());
    }
    pictures = generator->generate(latents, {});
  }
};

RecoveryConfig brief() {
  return {.iterations = 60, .restarts = 2, .start = SearchStart::best_of, .candidates = 8, .rate = 0.05};
}

void run(LatentSearch& search) {
  while (!search.finished()) search.step();
}

}  // namespace

TEST_SUITE("latent_search") {
  TEST_CASE("descent brings the pictures nearer, and is the same to the bit") {
    const Known known(3);
    LatentSearch search(*known.generator, known.pictures, {}, brief());
    const std::vector<float> before = search.errors();
    run(search);
    const std::vector<float> after = search.measured_errors();
    REQUIRE(after.size() == 6);
    for (std::size_t row = 0; row < after.size(); ++row) CHECK(after[row] < 0.5F * before[row]);
    LatentSearch again(*known.generator, known.pictures, {}, brief());
    run(again);
    CHECK(again.state() == search.state());
    const std::vector<int> best = search.best_rows(after);
    REQUIRE(best.size() == 3);
    for (int picture = 0; picture < 3; ++picture)
      CHECK(best[static_cast<std::size_t>(picture)] / 2 == picture);
  }

  TEST_CASE("a state that was kept goes on to the same bits") {
    const Known known(2);
    RecoveryConfig config = brief();
    config.criterion = parse_criterion("logistic:2,2");
    LatentSearch whole(*known.generator, known.pictures, {}, config);
    LatentSearch cut(*known.generator, known.pictures, {}, config);
    for (int i = 0; i < 25; ++i) {
      whole.step();
      cut.step();
    }
    LatentSearch resumed(*known.generator, known.pictures, {}, config);
    resumed.restore(cut.state());
    run(whole);
    run(resumed);
    CHECK(whole.state() == resumed.state());
    SearchState other = cut.state();
    other.latents.pop_back();
    CHECK_THROWS_AS(resumed.restore(other), Error);
  }

  TEST_CASE("a picture's search doesn't depend on its company, and criteria share their draws") {
    const Known known(3);
    LatentSearch all(*known.generator, known.pictures, {}, brief());
    const auto numbers = static_cast<std::ptrdiff_t>(known.pictures.shape.numbers());
    ImageBatch last{1, known.pictures.shape, {}};
    last.values.assign(known.pictures.values.begin() + 2 * numbers, known.pictures.values.end());
    LatentSearch alone(*known.generator, last, {}, brief(), 2);
    CHECK(alone.latent(0) == all.latent(4));
    CHECK(alone.latent(1) == all.latent(5));
    RecoveryConfig resampling = brief();
    resampling.criterion = parse_criterion("hard:2.5");
    LatentSearch other(*known.generator, known.pictures, {}, resampling);
    CHECK(other.state() == all.state());  // the same starts
  }

  TEST_CASE("components are drawn again until the search settles") {
    const Known known(1);
    RecoveryConfig config = brief();
    config.criterion = {.kind = CriterionKind::hard, .cutoff = 0.1};
    LatentSearch search(*known.generator, known.pictures, {}, config);
    std::int64_t before = 0;
    while (!search.finished()) {
      before = search.resampled_total();
      search.step();
      const auto now =
          static_cast<std::int64_t>(std::count(search.resampled().begin(), search.resampled().end(), true));
      CHECK(search.resampled_total() - before == now);
      if (search.state().iteration > 42) CHECK(now == 0);
      if (search.state().iteration == 42) CHECK(now > 0);
    }
    config.settle = 0;
    LatentSearch unsettled(*known.generator, known.pictures, {}, config);
    run(unsettled);
    CHECK(std::count(unsettled.resampled().begin(), unsettled.resampled().end(), true) > 0);
  }

  TEST_CASE("a dead point is seen: its gradient is exactly zero, and it is never left") {
    const test::TempDir dir;
    // All that the first layer gives at z = 0 is below 0, so that ReLU lets nothing through.
    write_safetensors(dir / "m.safetensors",
                      {test::raw_floats("a.weight", {3, 2}, {1, 0, 0, 1, -1, 1}),
                       test::raw_floats("a.bias", {3}, {-0.1F, -0.2F, -0.1F}),
                       test::raw_floats("b.weight", {4, 3}, {1, 2, 0, 0, 1, 1, 2, 0, 1, 1, 1, 1})},
                      {});
    std::ofstream(dir / "m.card.json") << R"({"ganscope_card": 1, "latent": {"size": 2},
      "image": {"channels": 1, "height": 2, "width": 2}, "output_range": [0, 1],
      "layers": [{"kind": "linear", "tensors": "a"}, {"kind": "relu"}, {"kind": "linear", "tensors": "b"},
                 {"kind": "reshape", "shape": [1, 2, 2]}]})";
    const auto generator = open_differentiable(dir / "m.safetensors", {.device = "cpu"});
    const ImageBatch target{1, generator->card().image, {0.5F, 0.5F, 0.5F, 0.5F}};
    LatentSearch search(*generator, target, {}, {.iterations = 5, .restarts = 8, .start = SearchStart::mean});
    const std::vector<float> middle = search.latent(0);
    CHECK(middle == std::vector<float>{0, 0});
    CHECK(search.latent(1) != middle);
    run(search);
    CHECK(search.latent(0) == middle);
    CHECK(search.dead()[0]);
    CHECK(std::count(search.dead().begin(), search.dead().end(), false) > 3);
  }

  TEST_CASE("what doesn't fit is refused") {
    const Known known(1);
    ImageBatch other = known.pictures;
    other.shape.width += 1;
    CHECK_THROWS_AS(LatentSearch(*known.generator, other, {}, brief()), Error);
    CHECK_THROWS_AS(LatentSearch(*known.generator, known.pictures, {1}, brief()), Error);
    RecoveryConfig clip = brief();
    clip.criterion = parse_criterion("clip");
    CHECK_THROWS_AS(LatentSearch(*known.generator, known.pictures, {}, clip), UsageError);
  }
}
