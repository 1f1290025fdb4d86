#include "engine/data/manifold.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>
#include <set>

#include "core/error.hpp"
#include "engine/data/all_manifolds.hpp"
#include "engine/data/name_list.hpp"

using namespace ganscope;

TEST_SUITE("manifold") {
  TEST_CASE("the list names what make_manifold makes") {
    std::vector<std::string> names;
    for (const ManifoldInfo& info : manifold_list()) {
      CAPTURE(info.name);
      names.push_back(info.name);
      const auto manifold = make_manifold(info.name);
      CHECK(manifold->name() == info.name);
      CHECK(manifold->description() == info.description);
      CHECK_FALSE(info.description.empty());
      CHECK(info.description.find('\n') == std::string::npos);
      CHECK(manifold->intrinsic_dims() == info.intrinsic_dims);
      CHECK(manifold->ambient_dims() == info.ambient_dims);
      CHECK(info.intrinsic_dims <= info.ambient_dims);
    }
    CHECK(names == std::vector<std::string>{"lattice", "spiral", "gaussian", "square", "nine-squares",
                                            "ring8", "grid25", "two-moons", "circle", "line-mixture",
                                            "interval"});
  }

  TEST_CASE("dimensions are those of the geometry") {
    const auto dims = [](const char* name) {
      const auto manifold = make_manifold(name);
      return std::pair(manifold->intrinsic_dims(), manifold->ambient_dims());
    };
    CHECK(dims("lattice") == std::pair(0, 2));
    CHECK(dims("spiral") == std::pair(1, 2));
    CHECK(dims("circle") == std::pair(1, 2));
    CHECK(dims("two-moons") == std::pair(1, 2));
    CHECK(dims("gaussian") == std::pair(2, 2));
    CHECK(dims("nine-squares") == std::pair(2, 2));
    CHECK(dims("interval") == std::pair(1, 1));
    CHECK(dims("line-mixture") == std::pair(1, 1));
  }

  TEST_CASE("an unknown name is answered with the nearest and the valid ones") {
    CHECK_THROWS_WITH_AS(make_manifold("sprial"), doctest::Contains("did you mean 'spiral'?"), UsageError);
    CHECK_THROWS_WITH_AS(make_manifold(""), doctest::Contains("nine-squares"), UsageError);
    CHECK_THROWS_WITH_AS(make_manifold("x"), doctest::Contains("file:PATH"), UsageError);
    CHECK_THROWS_WITH_AS(make_manifold("file:"), doctest::Contains("expected a path"), UsageError);
  }

  TEST_CASE("a name given twice in a list is a mistake") {
    const std::vector<ManifoldInfo> twice{{"a", "", 1, 1}, {"b", "", 1, 1}, {"a", "", 2, 2}};
    CHECK_THROWS_WITH_AS(unique_names(twice, "things"), doctest::Contains("'a'"), std::logic_error);
    CHECK(unique_names(std::vector<ManifoldInfo>(twice.begin(), twice.begin() + 2), "things") ==
          std::vector<std::string>{"a", "b"});
  }

  TEST_CASE("samples repeat by seed, differ between seeds and refuse a negative number") {
    for (const auto& manifold : test::AllManifolds()) {
      CAPTURE(manifold->name());
      Rng one(3, "data"), same(3, "data"), other(4, "data");
      const auto first = manifold->sample(64, one);
      CHECK(first == manifold->sample(64, same));
      CHECK(one == same);
      CHECK(first != manifold->sample(64, other));
      CHECK(manifold->sample(0, one).empty());
      CHECK_THROWS_AS(static_cast<void>(manifold->sample(-1, one)), Error);
    }
  }

  TEST_CASE("golden samples: a run is the same on every machine") {
    struct Golden {
      const char* name;
      glm::vec2 points[3];
    };
    const Golden goldens[] = {
        {"lattice", {{-2, 0}, {-2, 0}, {2, 2}}},
        {"spiral", {{0.2446989F, 0.07296543F}, {-0.3470572F, 0.5072342F}, {-1.233008F, 1.366068F}}},
        {"gaussian", {{0.253801F, -0.3615904F}, {-0.2223818F, 2.01294F}, {1.152926F, -1.107176F}}},
        {"square", {{-1.6281144F, 1.389612F}, {1.4854162F, -0.9299528F}, {0.8851108F, 1.512885F}}},
        {"nine-squares", {{-2.325622F, 0.2779224F}, {2.297084F, -2.18599F}, {0.17702216F, -1.697423F}}},
        {"ring8", {{0.005076021F, 1.992768F}, {-1.418661F, -1.373955F}, {2.023058F, -0.02214353F}}},
        {"grid25", {{4.01269F, -2.01808F}, {-0.01111909F, -3.899353F}, {-1.942354F, -0.05535882F}}},
        {"two-moons", {{0.915295F, 0.07588624F}, {-0.5130884F, 1.439824F}, {-0.3343102F, -0.9898376F}}},
        {"circle", {{1.668355F, 1.102992F}, {-1.762917F, 0.944523F}, {-0.219616F, 1.9879056F}}},
        {"line-mixture", {{-1.9492398F, 0}, {1.927682F, 0}, {0.03244392F, 0}}},
        {"interval", {{-1.6281144F, 0}, {-0.3131244F, 0}, {-0.9299528F, 0}}},
    };
    CHECK(std::size(goldens) == manifold_list().size());
    for (const Golden& golden : goldens) {
      CAPTURE(golden.name);
      Rng rng(7, "golden");
      const auto points = make_manifold(golden.name)->sample(3, rng);
      for (std::size_t i = 0; i < 3; ++i) CHECK(glm::distance(points[i], golden.points[i]) < 2e-6F);
    }
  }

  TEST_CASE("bounds show the data with room for strays; one-dimensional data lies on y = 0") {
    for (const auto& manifold : test::AllManifolds()) {
      CAPTURE(manifold->name());
      const Bounds bounds = manifold->bounds();
      const glm::vec2 size = bounds.max - bounds.min;
      CHECK(size.x == doctest::Approx(size.y));
      Rng rng(5);
      glm::vec2 low(1e9F), high(-1e9F);
      int beyond = 0;
      for (const glm::vec2 point : manifold->sample(10000, rng)) {
        if (manifold->ambient_dims() == 1) REQUIRE(point.y == 0);
        if (manifold->distance(point) > manifold->tolerance()) {
          ++beyond;
          continue;
        }
        low = glm::min(low, point);
        high = glm::max(high, point);
      }
      CHECK(beyond < 200);
      const float longer = std::max(high.x - low.x, high.y - low.y);
      CHECK(size.x > 1.4F * longer);
      CHECK(size.x < 1.9F * longer);  // the spiral reaches its radius on one side only
      CHECK(low.x > bounds.min.x);
      CHECK(low.y > bounds.min.y);
      CHECK(high.x < bounds.max.x);
      CHECK(high.y < bounds.max.y);
    }
  }

  TEST_CASE("cells are equally likely and modes too") {
    constexpr int kSamples = 100000;
    for (const auto& manifold : test::AllManifolds()) {
      if (manifold->name().starts_with("file:")) continue;  // its cells: file_manifold_test.cpp
      CAPTURE(manifold->name());
      std::vector<int> cells(static_cast<std::size_t>(manifold->cell_count()), 0);
      std::vector<int> modes(static_cast<std::size_t>(std::max(1, manifold->mode_count())), 0);
      Rng rng(17);
      for (const glm::vec2 point : manifold->sample(kSamples, rng)) {
        ++cells.at(static_cast<std::size_t>(manifold->cell(point)));
        ++modes.at(static_cast<std::size_t>(std::max(0, manifold->mode(point))));
      }
      for (const auto* counts : {&cells, &modes}) {
        const double even = static_cast<double>(kSamples) / static_cast<double>(counts->size());
        const auto [fewest, most] = std::minmax_element(counts->begin(), counts->end());
        CHECK(*fewest > even - 5 * std::sqrt(even));
        CHECK(*most < even + 5 * std::sqrt(even));
      }
    }
  }

  TEST_CASE("modes are counted only where the support falls apart") {
    const auto modes = [](const char* name) { return make_manifold(name)->mode_count(); };
    CHECK(modes("lattice") == 9);
    CHECK(modes("nine-squares") == 9);
    CHECK(modes("ring8") == 8);
    CHECK(modes("grid25") == 25);
    CHECK(modes("two-moons") == 2);
    CHECK(modes("line-mixture") == 3);
    for (const char* name : {"spiral", "gaussian", "square", "circle", "interval"}) {
      CAPTURE(name);
      CHECK(modes(name) == 0);
      CHECK(make_manifold(name)->mode({0.3F, 0}) == -1);
    }
  }

  TEST_CASE("distance agrees with the nearest of many samples") {
    for (const char* name :
         {"lattice", "spiral", "square", "nine-squares", "two-moons", "circle", "interval"}) {
      CAPTURE(name);
      const auto manifold = make_manifold(name);
      Rng rng(23);
      const auto samples = manifold->sample(20000, rng);
      const float most_missed = manifold->intrinsic_dims() == 2 ? 0.05F : 0.006F;
      const Bounds bounds = manifold->bounds();
      for (int i = 0; i < 100; ++i) {
        const auto x = static_cast<float>(rng.uniform(bounds.min.x, bounds.max.x));
        const auto y = static_cast<float>(rng.uniform(bounds.min.y, bounds.max.y));
        const glm::vec2 point(x, y);
        float nearest = 1e9F;
        for (const glm::vec2 sample : samples) nearest = std::min(nearest, glm::distance(sample, point));
        REQUIRE(manifold->distance(point) <= nearest + 1e-5F);
        REQUIRE(manifold->distance(point) >= nearest - most_missed);
      }
    }
  }

  TEST_CASE("wild points get a cell and a mode in range") {
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    const glm::vec2 wild[] = {{kNan, 0}, {0, kNan}, {kInfinity, kInfinity}, {-kInfinity, 0}, {3e38F, -3e38F},
                              {0, 0},    {1e20F, 1}};
    for (const auto& manifold : test::AllManifolds()) {
      CAPTURE(manifold->name());
      for (const glm::vec2 point : wild) {
        const int cell = manifold->cell(point);
        CHECK(cell >= 0);
        CHECK(cell < manifold->cell_count());
        CHECK(manifold->mode(point) >= (manifold->mode_count() > 0 ? 0 : -1));
        CHECK(manifold->mode(point) < std::max(1, manifold->mode_count()));
      }
      CHECK(manifold->distance({3e38F, -3e38F}) > 1e30F);
    }
  }
}
