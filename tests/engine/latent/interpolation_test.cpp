#include "engine/latent/interpolation.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "engine/latent/latent_spaces.hpp"
#include "engine/latent/vectors.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {
constexpr double kPi = std::numbers::pi;
}

TEST_CASE("lerp is the weighted mean, exact at its ends") {
  const Latent a{1, 2};
  const Latent b{3, -2};
  CHECK(lerp(a, b, 0) == a);
  CHECK(lerp(a, b, 1) == b);
  CHECK(lerp(a, b, 0.25) == Latent{1.5, 1});
  CHECK(lerp(a, b, 2) == Latent{5, -6});
}

TEST_CASE("slerp between axes is cosine and sine") {
  const Latent x{2, 0, 0};
  const Latent y{0, 2, 0};
  for (const double mu : {0.0, 0.1, 1.0 / 3, 0.5, 0.9, 1.0}) {
    const Latent at = slerp(x, y, mu);
    CHECK(at[0] == doctest::Approx(2 * std::cos(mu * kPi / 2)));
    CHECK(at[1] == doctest::Approx(2 * std::sin(mu * kPi / 2)));
    CHECK(at[2] == 0);
  }
  CHECK(slerp(x, y, 0) == x);
  CHECK(slerp(x, y, 1) == y);
}

TEST_CASE("slerp is the formula of latent recovery for latents of different length") {
  const std::vector<Latent> z = seeded_latents(normal_space(), 2);
  const double theta = std::acos(dot(z[0], z[1]) / norm(z[0]) / norm(z[1]));
  for (const double mu : {0.2, 0.7}) {
    const Latent expected = combined(std::sin((1 - mu) * theta) / std::sin(theta), z[0],
                                     std::sin(mu * theta) / std::sin(theta), z[1]);
    CHECK(distance(slerp(z[0], z[1], mu), expected) < 1e-12);
  }
}

TEST_CASE("slerp is guarded where the angle goes to 0") {
  const Latent a{3, 0, 4};
  for (const double apart : {0.0, 1e-300, 1e-16, 1e-12, 1e-9, 1e-8, 1e-6}) {
    CAPTURE(apart);
    const Latent b{3, apart, 4};
    const Latent middle = slerp(a, b, 0.5);
    CHECK(distance(middle, Latent{3, 0.5 * apart, 4}) < 1e-12);
  }
  CHECK(slerp(a, scaled(a, 3), 0.5) == scaled(a, 2));  // one direction, two lengths
}

TEST_CASE("slerp is guarded where the angle goes to pi: half a turn that keeps the radius") {
  const Latent a{3, 0, 4};
  for (const double apart : {0.0, 1e-12, 1e-8, 1e-7, 1e-5}) {
    CAPTURE(apart);
    Latent b{-3, apart, -4};
    b = scaled(direction(b), 5);
    for (const double mu : {0.25, 0.5, 0.75}) {
      const Latent at = slerp(a, b, mu);
      CHECK(norm(at) == doctest::Approx(5).epsilon(1e-6));
      CHECK(angle_between(a, at) == doctest::Approx(mu * kPi).epsilon(1e-4));
    }
    CHECK(slerp(a, b, 1) == b);
    CHECK(distance(slerp(a, b, 0.999999), b) < 1e-4);
  }
}

TEST_CASE("slerp refuses the zero vector, which has no direction") {
  CHECK_THROWS_WITH_AS(static_cast<void>(slerp({0, 0}, {1, 0}, 0.5)), doctest::Contains("no direction"), Error);
  CHECK_THROWS_AS(static_cast<void>(slerp({1, 0}, {0, 0}, 0)), Error);
}

TEST_CASE("angles are accurate at both ends") {
  const Latent a{1, 0};
  for (const double angle : {0.0, 1e-15, 1e-9, 1e-4, 1.0, kPi / 2, 3.0, kPi - 1e-4, kPi - 1e-9, kPi}) {
    CAPTURE(angle);
    CHECK(std::fabs(angle_between(a, {7 * std::cos(angle), 7 * std::sin(angle)}) - angle) < 1e-15 + 1e-15 * angle);
  }
}

TEST_CASE("sphere_log and sphere_exp undo each other") {
  const std::vector<Latent> z = seeded_latents(normal_space(7), 6);
  for (std::size_t i = 0; i + 1 < z.size(); ++i) {
    const Latent a = direction(z[i]);
    const Latent b = direction(z[i + 1]);
    const Latent tangent = sphere_log(a, b);
    CHECK(std::fabs(dot(tangent, a)) < 1e-14);
    CHECK(norm(tangent) == doctest::Approx(angle_between(a, b)));
    CHECK(distance(sphere_exp(a, tangent), b) < 1e-14);
  }
  const Latent a{1, 0, 0};
  CHECK(sphere_exp(a, sphere_log(a, a)) == a);
  CHECK(norm(sphere_log(a, {-1, 0, 0})) == doctest::Approx(kPi));
  CHECK(distance(sphere_exp(a, sphere_log(a, {-1, 0, 0})), {-1, 0, 0}) < 1e-15);
}

TEST_CASE("an orthonormal basis leaves out what it spans already") {
  const Latent a{1, 1, 0};
  const Latent b{1, -1, 1e-3};
  const std::vector<Latent> basis = orthonormal_basis(std::vector<Latent>{a, scaled(a, -3), b, combined(2, a, 5, b)});
  REQUIRE(basis.size() == 2);
  CHECK(norm(basis[0]) == doctest::Approx(1));
  CHECK(norm(basis[1]) == doctest::Approx(1));
  CHECK(std::fabs(dot(basis[0], basis[1])) < 1e-15);
  const Latent aside = any_orthogonal(basis);
  CHECK(norm(aside) == doctest::Approx(1));
  for (const Latent& one : basis) CHECK(std::fabs(dot(aside, one)) < 1e-15);
  CHECK_THROWS_AS(static_cast<void>(any_orthogonal(std::vector<Latent>{{1, 0}, {0, 1}})), Error);
}
