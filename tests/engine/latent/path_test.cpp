#include "engine/latent/path.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "engine/latent/interpolation.hpp"
#include "engine/latent/latent_spaces.hpp"
#include "engine/latent/vectors.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// Lengths of `count` equal steps of a lap.
std::vector<double> steps(const LatentPath& path, int count) {
  std::vector<double> out;
  for (int i = 0; i < count; ++i)
    out.push_back(distance(path.at(static_cast<double>(i) / count), path.at(static_cast<double>(i + 1) / count)));
  return out;
}

/// The greatest over the smallest, minus 1: 0 for constant speed.
double unevenness(const std::vector<double>& lengths) {
  return *std::max_element(lengths.begin(), lengths.end()) / *std::min_element(lengths.begin(), lengths.end()) - 1;
}

/// Of equal length, so that arcs between them are arcs of circles.
std::vector<Latent> on_sphere(int count) {
  std::vector<Latent> out = seeded_latents(normal_space(), count);
  for (Latent& z : out) z = at_typical_radius(normal_space(), z);
  return out;
}

Latent velocity(const LatentPath& path, double position, double step) {
  return scaled(combined(1, path.at(position + step), -1, path.at(position)), 1 / step);
}

const std::vector<PathKind> kTours{PathKind::arcs, PathKind::smooth, PathKind::straight};

}  // namespace

TEST_CASE("a great circle keeps its radius, turns at constant speed, closes and returns its start exactly") {
  const std::vector<Latent> z = seeded_latents(normal_space(), 2);
  const LatentPathPtr circle = make_path(PathKind::circle, z, normal_space());
  CHECK(circle->closed());
  CHECK(circle->at(0) == z[0]);
  CHECK(circle->at(1) == z[0]);
  CHECK(circle->at(-3) == z[0]);
  CHECK(circle->length() == doctest::Approx(2 * std::numbers::pi * norm(z[0])));
  for (const double position : {0.1, 0.25, 0.5, 0.77, 12.3, -0.4}) {
    CHECK(std::fabs(norm(circle->at(position)) - norm(z[0])) < 1e-12);
    CHECK(distance(circle->at(position), circle->at(position + 1)) < 1e-6);
    CHECK(distance(circle->at(position), scaled(circle->at(position + 0.5), -1)) < 1e-6);
  }
  CHECK(unevenness(steps(*circle, 480)) < 1e-9);
  CHECK(distance(circle->at(1 - 1e-9), z[0]) < 1e-6);
}

TEST_CASE("a great circle goes through both directions in the plane of the two") {
  const std::vector<Latent> z = seeded_latents(normal_space(), 2);
  const LatentPathPtr circle = make_path(PathKind::circle, z, normal_space());
  REQUIRE(circle->anchor_positions().size() == 2);
  CHECK(circle->anchor_positions()[0] == 0);
  CHECK(circle->anchor_positions()[1] == doctest::Approx(angle_between(z[0], z[1]) / (2 * std::numbers::pi)));
  CHECK(angle_between(circle->at(circle->anchor_positions()[1]), z[1]) < 1e-12);
  // A quarter of a lap on stands at a right angle, and everything between lies in the span of the two.
  CHECK(std::fabs(dot(circle->at(0.25), z[0])) < 1e-10);
  const std::vector<Latent> plane = orthonormal_basis(z);
  for (const double position : {0.13, 0.4, 0.9}) CHECK(norm(rejected(circle->at(position), plane)) < 1e-12);
}

TEST_CASE("circles through one latent, a parallel one or an opposite one are still circles") {
  const Latent start = seeded_latent(normal_space(), 1);
  for (const std::vector<Latent>& anchors :
       {std::vector<Latent>{start}, std::vector<Latent>{start, scaled(start, 2)},
        std::vector<Latent>{start, scaled(start, -0.5)}}) {
    const LatentPathPtr circle = make_path(PathKind::circle, anchors, normal_space());
    CHECK(circle->at(0) == start);
    CHECK(unevenness(steps(*circle, 60)) < 1e-9);
    for (std::size_t i = 0; i < anchors.size(); ++i)
      CHECK(angle_between(circle->at(circle->anchor_positions()[i]), anchors[i]) < 1e-7);
  }
}

TEST_CASE("every closed tour passes its anchors, in order, and closes") {
  for (const LatentSpace& space : {normal_space(), uniform_space(), uniform_space(12, 0, 1)})
    for (const PathKind kind : kTours)
      for (const int count : {1, 2, 3, 5, 9}) {
        CAPTURE(name_of(kind));
        CAPTURE(count);
        const std::vector<Latent> z = seeded_latents(space, count);
        const LatentPathPtr path = make_path(kind, z, space);
        REQUIRE(path->anchor_positions().size() == z.size());
        CHECK(path->at(0) == z[0]);
        CHECK(path->at(2) == z[0]);
        for (std::size_t i = 0; i < z.size(); ++i) {
          const double at = path->anchor_positions()[i];
          CHECK((at >= 0 && at < 1));
          if (i > 0) CHECK(at > path->anchor_positions()[i - 1]);
          CHECK(distance(path->at(at), z[i]) < 1e-6);
          // C0: nothing jumps there, or on the way back to the start.
          CHECK(distance(path->at(at - 1e-9), z[i]) < 1e-6);
          CHECK(distance(path->at(at + 1e-9), z[i]) < 1e-6);
        }
      }
}

TEST_CASE("arcs and lines have constant speed over all anchors") {
  for (const LatentSpace& space : {normal_space(), uniform_space()})
    for (const PathKind kind : {PathKind::arcs, PathKind::straight}) {
      CAPTURE(name_of(kind));
      const LatentPathPtr path = make_path(kind, seeded_latents(space, 5), space);
      // Steps across a corner are shorter as the crow flies; those within a leg are all alike.
      const double step = 1e-4;
      const double expected = path->length() * step;
      for (double at = 0.003; at < 1; at += 0.01) {
        const bool corner = std::any_of(path->anchor_positions().begin(), path->anchor_positions().end(),
                                        [&](double anchor) { return at < anchor && anchor < at + step; });
        if (!corner) CHECK(distance(path->at(at), path->at(at + step)) == doctest::Approx(expected).epsilon(1e-6));
      }
    }
}

TEST_CASE("arcs between anchors of one radius keep it and are slerps") {
  const std::vector<Latent> z = on_sphere(4);
  const LatentPathPtr path = make_path(PathKind::arcs, z, normal_space());
  for (double at = 0; at < 1; at += 0.0173) CHECK(std::fabs(norm(path->at(at)) - 10) < 1e-11);
  const double first = path->anchor_positions()[1];
  for (const double mu : {0.1, 0.5, 0.8}) CHECK(distance(path->at(mu * first), slerp(z[0], z[1], mu)) < 1e-11);
  double angles = 0;
  for (std::size_t i = 0; i < z.size(); ++i) angles += angle_between(z[i], z[(i + 1) % z.size()]);
  CHECK(path->length() == doctest::Approx(10 * angles));
}

TEST_CASE("between anchors of two radii the radius goes evenly from one to the other") {
  const LatentSpace space = normal_space(3);
  const std::vector<Latent> z{{1, 0, 0}, {0, 3, 0}};
  const LatentPathPtr path = make_path(PathKind::arcs, z, space);
  for (const double share : {0.1, 0.5, 0.9}) CHECK(norm(path->at(0.5 * share)) == doctest::Approx(1 + 2 * share));
  // The spiral's length: the chord sum converges to it from below.
  double sum = 0;
  for (int i = 0; i < 20000; ++i) sum += distance(path->at(i / 20000.0), path->at((i + 1) / 20000.0));
  CHECK(sum == doctest::Approx(path->length()).epsilon(1e-6));
}

TEST_CASE("smooth tours are continuous in velocity at every anchor, arcs are not") {
  for (const LatentSpace& space : {normal_space(), uniform_space()}) {
    const std::vector<Latent> z = seeded_latents(space, 5);
    const LatentPathPtr smooth = make_path(PathKind::smooth, z, space);
    const LatentPathPtr corners = make_path(PathKind::arcs, z, space);
    double worst = 0;
    for (const double at : smooth->anchor_positions()) {
      // Smaller steps bring the two sides together in proportion: they meet.
      double last = 1e9;
      for (const double step : {1e-3, 1e-4, 1e-5}) {
        const double gap = distance(velocity(*smooth, at, step), velocity(*smooth, at, -step));
        CHECK(gap < 0.2 * last);
        last = gap;
      }
      CHECK(last < 1e-2 * smooth->length());
    }
    for (const double at : corners->anchor_positions())
      worst = std::max(worst, distance(velocity(*corners, at, 1e-5), velocity(*corners, at, -1e-5)));
    CHECK(worst > 0.5 * corners->length());
  }
}

TEST_CASE("smooth tours of anchors on a sphere stay on it and never stand still") {
  const std::vector<Latent> z = on_sphere(6);
  const LatentPathPtr path = make_path(PathKind::smooth, z, normal_space());
  for (double at = 0; at < 1; at += 0.0137) CHECK(std::fabs(norm(path->at(at)) - 10) < 1e-10);
  const std::vector<double> lengths = steps(*path, 360);
  CHECK(*std::min_element(lengths.begin(), lengths.end()) > 0.3 * path->length() / 360);
  CHECK(*std::max_element(lengths.begin(), lengths.end()) < 2 * path->length() / 360);
}

TEST_CASE("smooth tours of opposite, repeated and equal anchors are finite and pass them") {
  const Latent a{1, 0, 0};
  const Latent b{0, 1, 0};
  const std::vector<std::vector<Latent>> hard{
      {a, scaled(a, -1)}, {a, a, b}, {a, b, b, a}, {a, a, a}, {a, scaled(a, -1), b, scaled(b, -1)}, {a, scaled(a, 2)}};
  for (const std::vector<Latent>& anchors : hard)
    for (const PathKind kind : kTours) {
      const LatentPathPtr path = make_path(kind, anchors, normal_space(3));
      for (double at = 0; at < 1; at += 0.01)
        for (const double x : path->at(at)) CHECK(std::isfinite(x));
      for (std::size_t i = 0; i < anchors.size(); ++i)
        CHECK(distance(path->at(path->anchor_positions()[i]), anchors[i]) < 1e-6);
    }
}

TEST_CASE("a uniform prior's paths never leave the box") {
  const LatentSpace space = uniform_space(40, -0.5f, 2);
  for (const PathKind kind : {PathKind::circle, PathKind::arcs, PathKind::smooth, PathKind::straight}) {
    const LatentPathPtr path = make_path(kind, seeded_latents(space, 2), space);
    for (double at = 0; at < 1; at += 0.003)
      for (const double x : path->at(at)) REQUIRE((x >= -0.5 && x <= 2));
  }
}

TEST_CASE("a uniform prior's circle is straight to the second, reflected at the bounds, and closes") {
  const LatentSpace space = uniform_space(30);
  const std::vector<Latent> z = seeded_latents(space, 2);
  const LatentPathPtr path = make_path(PathKind::circle, z, space);
  CHECK(path->at(0) == z[0]);
  const double second = path->anchor_positions()[1];
  CHECK(distance(path->at(second), z[1]) < 1e-6);
  CHECK(distance(path->at(0.5 * second), lerp(z[0], z[1], 0.5)) < 1e-12);
  CHECK(distance(path->at(1 - 1e-9), z[0]) < 1e-6);
  // Each coordinate goes once to either bound, so between the two it covers twice the width.
  for (std::size_t k = 0; k < 30; ++k) {
    double travelled = 0, least = 2, most = -2;
    for (int i = 0; i < 4000; ++i) {
      const double x = path->at(i / 4000.0)[k];
      travelled += std::fabs(path->at((i + 1) / 4000.0)[k] - x);
      least = std::min(least, x);
      most = std::max(most, x);
    }
    CHECK(travelled == doctest::Approx(4).epsilon(0.01));
    CHECK(least < -0.99);
    CHECK(most > 0.99);
  }
  // Constant speed, but where a coordinate turns within the step.
  std::vector<double> lengths = steps(*path, 5000);
  std::sort(lengths.begin(), lengths.end());
  CHECK(lengths.back() / lengths[lengths.size() / 10] < 1.001);
}

TEST_CASE("a circle through one latent of a uniform prior closes too") {
  const LatentSpace space = uniform_space(5);
  const std::vector<Latent> z = seeded_latents(space, 1);
  const LatentPathPtr path = make_path(PathKind::circle, z, space);
  CHECK(path->at(0) == z[0]);
  CHECK(distance(path->at(1 - 1e-9), z[0]) < 1e-6);
  CHECK(path->length() == doctest::Approx(4 * std::sqrt(5.0)));
}

TEST_CASE("latents of a single number go straight") {
  const LatentSpace space = normal_space(1);
  for (const PathKind kind : {PathKind::circle, PathKind::arcs, PathKind::smooth, PathKind::straight}) {
    const LatentPathPtr path = make_path(kind, std::vector<Latent>{{-1}, {2}}, space);
    CHECK(path->at(0) == Latent{-1});
    CHECK(distance(path->at(path->anchor_positions()[1]), {2}) < 1e-12);
  }
}

TEST_CASE("paths say what they cannot do") {
  const LatentSpace space = normal_space(4);
  const std::vector<Latent> z = seeded_latents(space, 3);
  const auto make = [&](PathKind kind, const std::vector<Latent>& anchors) {
    static_cast<void>(make_path(kind, anchors, space));
  };
  CHECK_THROWS_WITH_AS(make(PathKind::circle, z), doctest::Contains("3 anchors; expected 1 or 2"), Error);
  CHECK_THROWS_WITH_AS(make(PathKind::arcs, {}), doctest::Contains("no anchors"), Error);
  CHECK_THROWS_WITH_AS(make(PathKind::arcs, {z[0], {1, 2}}),
                       doctest::Contains("anchor 2 has 2 numbers; expected 4"), Error);
  CHECK_THROWS_WITH_AS(make(PathKind::smooth, {z[0], {0, 0, 0, 0}}), doctest::Contains("zero vector"), Error);
  CHECK_THROWS_WITH_AS(make(PathKind::arcs, {{1, 2, NAN, 4}}), doctest::Contains("not finite"), Error);
  CHECK_NOTHROW(make(PathKind::straight, {z[0], {0, 0, 0, 0}}));
}

TEST_CASE("a walk is continuous, even, endless and the same for the same seed") {
  for (const LatentSpace& space : {normal_space(), uniform_space(), normal_space(1)}) {
    const Latent start = seeded_latent(space, 1);
    const LatentPathPtr walk = make_walk(start, space, 5);
    CHECK_FALSE(walk->closed());
    CHECK(walk->at(0) == start);
    CHECK(walk->anchor_positions().empty());
    const LatentPathPtr again = make_walk(start, space, 5);
    CHECK(again->at(40.5) == walk->at(40.5));  // read there first, without what lies between
    CHECK(again->at(-3.25) == walk->at(-3.25));
    CHECK_FALSE(make_walk(start, space, 6)->at(1.5) == walk->at(1.5));
    for (double at = -4; at < 12; at += 0.37) {
      CHECK(distance(walk->at(at), walk->at(at + 1e-6)) <= 1.0001e-6 * walk->length());
      if (space.prior == LatentPrior::uniform)
        for (const double x : walk->at(at)) CHECK((x >= -1 && x <= 1));
    }
  }
}
