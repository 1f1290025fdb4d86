#include "view/scene/series.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/rng.hpp"

using namespace ganscope;

namespace {

using Indices = std::vector<std::size_t>;

struct Curve {
  std::vector<float> xs;
  std::vector<float> ys;
};

Curve noise(int count, std::uint64_t seed) {
  Rng rng(seed);
  Curve curve;
  for (int i = 0; i < count; ++i) {
    curve.xs.push_back(static_cast<float>(i));
    curve.ys.push_back(static_cast<float>(rng.normal()));
  }
  return curve;
}

bool has(const Indices& kept, std::size_t index) {
  return std::binary_search(kept.begin(), kept.end(), index);
}

}  // namespace

TEST_CASE("every bucket keeps its first, least, greatest and last point") {
  constexpr int kBuckets = 37;
  const Curve curve = noise(20001, 5);
  const Indices kept = decimate_min_max(curve.xs, curve.ys, kBuckets);
  CHECK(kept.size() <= 4 * kBuckets);
  CHECK(kept.size() > 3 * kBuckets);
  CHECK(std::is_sorted(kept.begin(), kept.end()));
  CHECK(std::adjacent_find(kept.begin(), kept.end()) == kept.end());
  for (int bucket = 0; bucket < kBuckets; ++bucket) {
    const auto begin = static_cast<std::size_t>(std::ceil(20000. * bucket / kBuckets));
    const std::size_t end = bucket + 1 == kBuckets
                                ? curve.ys.size()
                                : static_cast<std::size_t>(std::ceil(20000. * (bucket + 1) / kBuckets));
    const auto from = curve.ys.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto to = curve.ys.begin() + static_cast<std::ptrdiff_t>(end);
    CAPTURE(bucket);
    CHECK(has(kept, begin));
    CHECK(has(kept, end - 1));
    CHECK(has(kept, static_cast<std::size_t>(std::min_element(from, to) - curve.ys.begin())));
    CHECK(has(kept, static_cast<std::size_t>(std::max_element(from, to) - curve.ys.begin())));
  }
}

TEST_CASE("a single peak among thousands survives") {
  Curve curve = noise(50000, 1);
  for (float& y : curve.ys) y = 0;
  curve.ys[31337] = 5;
  curve.ys[4242] = -5;
  const Indices kept = decimate_min_max(curve.xs, curve.ys, 100);
  CHECK(has(kept, 31337));
  CHECK(has(kept, 4242));
  CHECK(kept.size() <= 400);
}

TEST_CASE("buckets are equal in x, not in count") {
  // 1000 points crowd in [0, 1), five spread over [1, 100].
  Curve curve;
  for (int i = 0; i < 1000; ++i) {
    curve.xs.push_back(static_cast<float>(i) / 1000);
    curve.ys.push_back(static_cast<float>(i % 7));
  }
  for (const float x : {20.f, 40.f, 60.f, 80.f, 100.f}) {
    curve.xs.push_back(x);
    curve.ys.push_back(3);
  }
  const Indices kept = decimate_min_max(curve.xs, curve.ys, 10);
  for (std::size_t i = 1000; i < 1005; ++i) CHECK(has(kept, i));
  CHECK(kept.size() <= 4 + 5);
}

TEST_CASE("short curves are kept whole") {
  const Curve curve = noise(40, 2);
  const Indices kept = decimate_min_max(curve.xs, curve.ys, 10);
  REQUIRE(kept.size() == 40);
  for (std::size_t i = 0; i < 40; ++i) CHECK(kept[i] == i);
  CHECK(decimate_min_max({}, {}, 10).empty());
  CHECK(decimate_min_max(std::vector<float>{1}, std::vector<float>{2}, 10) == Indices{0});
}

TEST_CASE("missing values break the line exactly where they are") {
  constexpr int kBuckets = 50;
  Curve curve = noise(10000, 3);
  for (std::size_t i = 4000; i < 4700; ++i) curve.ys[i] = std::nanf("");  // several buckets
  curve.ys[1000] = curve.ys[1199] = std::nanf("");                        // both ends of a bucket
  curve.ys[8123] = INFINITY;                                              // one point
  const Indices kept = decimate_min_max(curve.xs, curve.ys, kBuckets);
  CHECK(kept.size() <= 6 * kBuckets);
  CHECK(has(kept, 8123));
  // Between any two kept neighbours that would be joined nothing is missing.
  for (std::size_t k = 0; k + 1 < kept.size(); ++k) {
    if (!std::isfinite(curve.ys[kept[k]]) || !std::isfinite(curve.ys[kept[k + 1]])) continue;
    for (std::size_t i = kept[k]; i < kept[k + 1]; ++i) CHECK(std::isfinite(curve.ys[i]));
  }
  std::fill(curve.ys.begin(), curve.ys.end(), std::nanf(""));
  CHECK(decimate_min_max(curve.xs, curve.ys, kBuckets).size() <= 2 * kBuckets);
}

TEST_CASE("the count stays bounded for odd input") {
  Curve curve = noise(5000, 4);
  CHECK(decimate_min_max(curve.xs, curve.ys, 0).size() <= 4);
  CHECK(decimate_min_max(curve.xs, curve.ys, -7).size() <= 4);
  CHECK(decimate_min_max(std::span(curve.xs).first(3000), curve.ys, 10).back() == 2999);
  std::fill(curve.xs.begin(), curve.xs.end(), 2.f);  // all at one place
  CHECK(decimate_min_max(curve.xs, curve.ys, 10).size() <= 4);
  curve = noise(5000, 4);
  for (std::size_t i = 1; i + 1 < 5000; i += 2) curve.xs[i] = 5000 - curve.xs[i];  // against the rules
  CHECK(decimate_min_max(curve.xs, curve.ys, 10).size() <= 40);
  curve = noise(5000, 4);
  for (std::size_t i = 0; i < 5000; i += 2) curve.xs[i] = std::nanf("");
  const Indices kept = decimate_min_max(curve.xs, curve.ys, 10);
  CHECK(kept.size() <= 40);
  for (const std::size_t i : kept) CHECK(i % 2 == 1);
}

TEST_CASE("trailing means: over at most so many values, gaps left out") {
  const std::vector<float> ys{1, 3, 5, 7};
  CHECK(trailing_means(ys, 2) == std::vector<float>{1, 2, 4, 6});
  CHECK(trailing_means(ys, 100) == std::vector<float>{1, 2, 3, 4});
  CHECK(trailing_means(ys, 1) == ys);
  CHECK(trailing_means({}, 3).empty());
  const float gap = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> gaps = trailing_means(std::vector<float>{gap, 2, gap, gap, 4}, 2);
  CHECK(std::isnan(gaps[0]));
  CHECK(gaps[1] == 2);
  CHECK(gaps[2] == 2);
  CHECK(std::isnan(gaps[3]));
  CHECK(gaps[4] == 4);
}

TEST_CASE("a drawn curve's value lies on the line between its points, of logarithms on a logarithmic axis") {
  const std::vector<float> xs{0, 100, 200, 300};
  const std::vector<float> ys{11.1f, 85, 0, 1000};
  const CurveValue between = value_on_curve(xs, ys, 66, false);
  CHECK(between.value == doctest::Approx(11.1 + 0.66 * (85 - 11.1)));
  CHECK(between.from == 0);
  CHECK(between.to == 100);
  CHECK(value_on_curve(xs, ys, 100, false).value == 85);
  CHECK(value_on_curve(xs, ys, 100, false).to == 100);
  CHECK(value_on_curve(xs, ys, 50, true).value == doctest::Approx(std::sqrt(11.1 * 85)));
  CHECK(std::isnan(value_on_curve(xs, ys, 150, true).value));  // 0 has no place there
}

TEST_CASE("beyond its ends a curve's value is its end's and says so; beside a gap there is none") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> xs{10, 20, 30, 40};
  const std::vector<float> ys{1, 2, nan, 4};
  CHECK(value_on_curve(xs, ys, 0, false).value == 1);
  CHECK(value_on_curve(xs, ys, 0, false).from == 10);
  CHECK(value_on_curve(xs, ys, 99, false).value == 4);
  CHECK(value_on_curve(xs, ys, 99, false).to == 40);
  CHECK(std::isnan(value_on_curve(xs, ys, 25, false).value));
  CHECK(std::isnan(value_on_curve(xs, ys, 30, false).value));
  CHECK(std::isnan(value_on_curve({}, {}, 1, false).value));
}
