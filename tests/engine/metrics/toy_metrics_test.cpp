#include "engine/metrics/toy_metrics.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "engine/data/all_manifolds.hpp"

using namespace ganscope;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
using Points = std::vector<glm::vec2>;

Points samples_of(const Manifold& manifold, std::uint64_t seed, int n = kMetricSamples) {
  Rng rng(seed, "metric test");
  return manifold.sample(n, rng);
}

}  // namespace

TEST_SUITE("toy metrics") {
  TEST_CASE("every manifold scores full marks against itself") {
    for (const auto& manifold : test::AllManifolds()) {
      for (const std::uint64_t seed : {1, 2, 3, 4}) {
        CAPTURE(manifold->name());
        CAPTURE(seed);
        const Points generated = samples_of(*manifold, seed);
        const Points reference = samples_of(*manifold, seed + 100);
        const ToyMetrics metrics = measure_toy(*manifold, generated, reference, 42);
        CHECK(metrics.iteration == 42);
        CHECK(metrics.samples == kMetricSamples);
        CHECK(metrics.coverage >= 0.99);
        CHECK(metrics.tolerance == doctest::Approx(manifold->tolerance()));

        const double floor = manifold->off_manifold_floor();
        CHECK(metrics.off_manifold_floor == floor);
        if (floor == 0)
          CHECK(metrics.off_manifold == 0);
        else
          CHECK(std::fabs(metrics.off_manifold - floor) < 5 * std::sqrt(floor / kMetricSamples));

        CHECK(metrics.modes == manifold->mode_count());
        CHECK(metrics.mode_count == manifold->mode_count());
        if (manifold->mode_count() > 0) CHECK(metrics.mode_balance > 0.99);
        if (manifold->mode_count() == 0) CHECK(metrics.mode_balance == 0);

        // The measure's own noise grows with the number of bins the data fills: most on surfaces.
        const bool surface = manifold->intrinsic_dims() == 2 && manifold->mode_count() == 0;
        CHECK(metrics.jensen_shannon < (surface ? 0.025 : 0.012));
        CHECK(metrics.sliced_wasserstein < 0.02 * (manifold->bounds().max.x - manifold->bounds().min.x));
      }
    }
  }

  TEST_CASE("only gaussians have a floor above 0") {
    for (const auto& manifold : test::AllManifolds()) {
      const std::string name = manifold->name();
      CAPTURE(name);
      const bool gaussian =
          name == "gaussian" || name == "ring8" || name == "grid25" || name == "line-mixture";
      CHECK((manifold->off_manifold_floor() > 0) == gaussian);
    }
  }

  TEST_CASE("a generator stuck on one atom of the lattice") {
    const auto lattice = make_manifold("lattice");
    const Points stuck(kMetricSamples, glm::vec2(2, 0));
    const ToyMetrics metrics = measure_toy(*lattice, stuck, samples_of(*lattice, 1), 0);
    CHECK(metrics.modes == 1);
    CHECK(metrics.mode_count == 9);
    CHECK(metrics.coverage == doctest::Approx(1.0 / 9));
    CHECK(metrics.mode_balance == 0);
    CHECK(metrics.off_manifold == 0);
    // p = 1 on an atom, q = 1/9 there: (log2(9/5) + (1/9) log2(1/5) + (8/9) log2(2)) / 2.
    CHECK(metrics.jensen_shannon == doctest::Approx(0.739).epsilon(0.01));
  }

  TEST_CASE("half of the interval is half of its cells") {
    const auto interval = make_manifold("interval");
    Points half = samples_of(*interval, 6);
    for (glm::vec2& point : half) point.x = std::fabs(point.x);
    CHECK(coverage(*interval, half) == doctest::Approx(0.5).epsilon(0.021));
    CHECK(off_manifold_share(*interval, half) == 0);
  }

  TEST_CASE("coverage counts cells, not samples, and only within the tolerance") {
    const auto square = make_manifold("square");
    CHECK(coverage(*square, Points{}) == 0);
    CHECK(coverage(*square, Points{{1, 1}, {1.02F, 1.02F}, {-1, 1}}) == doctest::Approx(0.02));
    CHECK(coverage(*square, Points{{2.08F, 1}}) == doctest::Approx(0.01));
    CHECK(coverage(*square, Points{{2.12F, 1}}) == 0);
  }

  TEST_CASE("the off-manifold share, by hand and on a surface around a curve") {
    const auto circle = make_manifold("circle");
    CHECK(off_manifold_share(*circle, Points{{2, 0}, {2.08F, 0}, {2.12F, 0}, {1.8F, 0}, {0, 0}}) ==
          doctest::Approx(0.6));
    // What of the square lies beyond 0.1 of the circle, integrated over a quarter by columns.
    const Points filled = samples_of(*make_manifold("square"), 8);
    double beyond = 0;
    constexpr int kSteps = 4000;
    for (int i = 0; i < kSteps; ++i) {
      const double x = 2 * (i + 0.5) / kSteps;
      const double outer = std::sqrt(2.1 * 2.1 - x * x);
      const double inner = std::sqrt(std::max(0.0, 1.9 * 1.9 - x * x));
      beyond += (2 - (std::min(2.0, outer) - inner)) / 2 / kSteps;
    }
    CHECK(off_manifold_share(*circle, filled) == doctest::Approx(beyond).epsilon(0.02));
    CHECK_THROWS_WITH_AS(static_cast<void>(off_manifold_share(*circle, Points{})),
                         doctest::Contains("0 samples"), Error);
  }

  TEST_CASE("modes need a tenth of their even share of what lies on the manifold") {
    const auto moons = make_manifold("two-moons");
    const glm::vec2 upper(-1, 1.5F), lower(1, -1.5F), nowhere(9, 9);
    Points samples(95, upper);
    samples.insert(samples.end(), 5, lower);  // 5 % is exactly a tenth of one half
    CHECK(count_modes(*moons, samples).captured == 2);
    samples.insert(samples.end(), 1000, nowhere);  // strays don't move the bar
    CHECK(count_modes(*moons, samples).captured == 2);
    samples.push_back(upper);
    CHECK(count_modes(*moons, samples).captured == 1);
    CHECK(count_modes(*moons, Points(7, nowhere)).captured == 0);
    CHECK(count_modes(*moons, Points{}).captured == 0);
    CHECK(count_modes(*moons, Points{}).count == 2);
  }

  TEST_CASE("balance is the entropy of the shares") {
    const auto moons = make_manifold("two-moons");
    const glm::vec2 upper(-1, 1.5F), lower(1, -1.5F);
    CHECK(count_modes(*moons, Points{upper, lower}).balance == doctest::Approx(1));
    CHECK(count_modes(*moons, Points{upper, upper, upper, lower}).balance == doctest::Approx(0.811278));
    CHECK(count_modes(*moons, Points{upper, upper}).balance == 0);
    const ModeCount none = count_modes(*make_manifold("spiral"), Points{{0.2F, 0}});
    CHECK(none.captured == 0);
    CHECK(none.count == 0);
    CHECK(none.balance == 0);
  }

  TEST_CASE("a diverged generator is measured, not a crash") {
    for (const auto& manifold : test::AllManifolds()) {
      CAPTURE(manifold->name());
      const Points reference = samples_of(*manifold, 2, 100);
      const ToyMetrics all = measure_toy(*manifold, Points(100, glm::vec2(kNan, kNan)), reference, 0);
      CHECK(all.coverage == 0);
      CHECK(all.off_manifold == 1);
      CHECK(all.modes == 0);
      CHECK(all.jensen_shannon == doctest::Approx(1));
      CHECK(std::isinf(all.sliced_wasserstein));
      Points some = reference;
      some[3].x = -std::numeric_limits<float>::infinity();
      CHECK(measure_toy(*manifold, some, reference, 0).off_manifold >= 0.01);
    }
  }

  TEST_CASE("atoms and modes missed by a hair aren't judged by the side") {
    for (const char* name : {"lattice", "ring8", "grid25"}) {
      CAPTURE(name);
      const auto manifold = make_manifold(name);
      const Points reference = samples_of(*manifold, 3);
      for (const glm::vec2 by : {glm::vec2(-1e-3F, 1e-3F), glm::vec2(1e-3F, -1e-3F)}) {
        Points close = samples_of(*manifold, 4);
        for (glm::vec2& point : close) point += by;
        CHECK(measure_toy(*manifold, close, reference, 0).jensen_shannon < 0.002);
      }
    }
  }

  TEST_CASE("a better generator scores better") {
    const auto squares = make_manifold("nine-squares");
    const Points reference = samples_of(*squares, 5);
    const ToyMetrics connected = measure_toy(*squares, samples_of(*make_manifold("square"), 6), reference, 0);
    const ToyMetrics exact = measure_toy(*squares, samples_of(*squares, 6), reference, 0);
    CHECK(connected.jensen_shannon > 10 * exact.jensen_shannon);
    CHECK(connected.sliced_wasserstein > exact.sliced_wasserstein);
    // Grown by the tolerance, the squares cover 0.5 + 1 + 0.5 of the 4 along each axis, a half,
    // and so (but for their rounded corners) a quarter of [-2, 2]^2.
    CHECK(connected.off_manifold == doctest::Approx(0.75).epsilon(0.02));
    CHECK(connected.modes == 9);
  }

  TEST_CASE("sets of unequal size are refused") {
    const auto square = make_manifold("square");
    CHECK_THROWS_AS(static_cast<void>(measure_toy(*square, Points(3), Points(4), 0)), Error);
    CHECK_THROWS_AS(static_cast<void>(measure_toy(*square, Points{}, Points{}, 0)), Error);
  }
}
