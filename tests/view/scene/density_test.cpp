#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "core/rng.hpp"
#include "view/scene/geometry.hpp"

using namespace ganscope;

namespace {

double gauss(double x, double deviation) {
  return std::exp(-x * x / (2 * deviation * deviation)) / (deviation * std::sqrt(2 * 3.14159265358979));
}

double integral(const std::vector<float>& values, double step) {
  return std::accumulate(values.begin(), values.end(), 0.0) * step;
}

std::vector<glm::vec2> at(const std::vector<float>& xs) {
  std::vector<glm::vec2> samples;
  for (const float x : xs) samples.emplace_back(x, 99.f);  // y doesn't count
  return samples;
}

}  // namespace

TEST_CASE("one sample is one Gaussian") {
  const std::vector<float> values = density(at({0.13f}), -2, 2, 81, 0.3f);
  REQUIRE(values.size() == 81);
  for (int i = 0; i <= 80; ++i) {
    const double x = -2 + 4. * i / 80;
    const double exact = std::abs(x - 0.13) > 1.8 ? 0 : gauss(x - 0.13f, 0.3f);
    CHECK(values[static_cast<std::size_t>(i)] == doctest::Approx(exact).epsilon(1e-4).scale(1));
  }
}

TEST_CASE("the fast sum equals the plain one") {
  Rng rng(7);
  std::vector<glm::vec2> samples;
  for (int i = 0; i < 300; ++i) samples.emplace_back(static_cast<float>(1.5 * rng.normal()), 0.f);
  constexpr int kCount = 201;
  const std::vector<float> values = density(samples, -3, 2, kCount, 0.07f);  // some lie outside
  for (int i = 0; i < kCount; ++i) {
    const double x = -3 + 5. * i / (kCount - 1);
    double sum = 0;
    for (const glm::vec2 s : samples) sum += gauss(x - s.x, 0.07f) / 300;
    CHECK(std::abs(values[static_cast<std::size_t>(i)] - sum) < 1e-6);
  }
}

TEST_CASE("densities integrate to one, whatever the number of samples") {
  CHECK(integral(density(at({0}), -5, 5, 1001, 0.5f), 0.01) == doctest::Approx(1).epsilon(1e-5));
  CHECK(integral(density(at({-1, 0.5f, 0.6f, 2}), -5, 5, 1001, 0.2f), 0.01) ==
        doctest::Approx(1).epsilon(1e-5));
  // Half of the mass beyond the border is not drawn, and not heaped up inside.
  CHECK(integral(density(at({-5}), -5, 5, 10001, 0.2f), 0.001) == doctest::Approx(0.5).epsilon(2e-3));
  // Values that aren't finite don't count as samples.
  CHECK(integral(density(at({0, std::nanf(""), INFINITY}), -5, 5, 1001, 0.5f), 0.01) ==
        doctest::Approx(1).epsilon(1e-5));
}

TEST_CASE("densities without samples, width or grid") {
  CHECK(density({}, 0, 1, 5, 0.1f) == std::vector<float>(5, 0.f));
  CHECK(density(at({0.5f}), 0, 1, 5, 0) == std::vector<float>(5, 0.f));
  CHECK(density(at({0.5f}), 0, 1, 5, std::nanf("")) == std::vector<float>(5, 0.f));
  CHECK(density(at({0.5f}), 0, std::nanf(""), 5, 0.1f) == std::vector<float>(5, 0.f));
  CHECK(density(at({0.5f}), 0, 1, 0, 0.1f).empty());
  CHECK(density(at({0.5f}), 0, 1, -3, 0.1f).empty());
  const std::vector<float> single = density(at({0}), 0, 1, 1, 0.1f);
  REQUIRE(single.size() == 1);
  CHECK(single[0] == doctest::Approx(gauss(0, 0.1)).epsilon(1e-4));
  const std::vector<float> far = density(at({1e30f, -1e30f}), 0, 1, 5, 0.1f);
  CHECK(far == std::vector<float>(5, 0.f));
}

TEST_CASE("bandwidth follows Silverman's rule") {
  // 0, 1, ..., 100: quartile distance 50, deviation 29.3.
  std::vector<float> xs(101);
  std::iota(xs.begin(), xs.end(), 0.f);
  const double deviation = std::sqrt(101 * 102 / 12.);
  CHECK(density_bandwidth(at(xs)) == doctest::Approx(0.9 * deviation * std::pow(101, -0.2)).epsilon(1e-5));
  // A narrow middle with wide tails: the quartiles rule. Their distance is 2.
  std::vector<float> tails;
  for (int i = 0; i < 40; ++i) tails.insert(tails.end(), {-1.f, 1.f});
  tails.insert(tails.end(), {-10.f, 10.f});
  CHECK(density_bandwidth(at(tails)) == doctest::Approx(0.9 * 2 / 1.34 * std::pow(82, -0.2)).epsilon(1e-5));
}

TEST_CASE("bandwidth has a floor and copes with too few samples") {
  // Nearly all at 0, two far out: no quartile distance; the rule falls back on the deviation.
  std::vector<float> xs(1000, 0.f);
  xs.front() = -50;
  xs.back() = 50;
  CHECK(density_bandwidth(at(xs)) == doctest::Approx(1.0));  // a hundredth of the range
  CHECK(density_bandwidth({}) > 0);
  CHECK(density_bandwidth(at({3})) > 0);
  CHECK(density_bandwidth(at({3, 3, 3})) > 0);
  CHECK(density_bandwidth(at({std::nanf(""), 3})) > 0);
}
