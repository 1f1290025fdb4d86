#include "engine/data/prior.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <numeric>
#include <set>

#include "core/error.hpp"

using namespace ganscope;

namespace {

const std::vector<std::string> kAll{"interval",     "gaussian1d", "square",    "gaussian2d",
                                    "nine-squares", "lattice",    "circle",    "normal:1",
                                    "normal:7",     "uniform:1",  "uniform:64"};

std::span<const float> latent_of(const std::vector<float>& latents, std::size_t index, int dims) {
  return std::span(latents).subspan(index * static_cast<std::size_t>(dims), static_cast<std::size_t>(dims));
}

glm::vec2 chart(const char* prior, std::vector<float> latent) { return make_prior(prior)->chart(latent); }

bool near(glm::vec2 a, glm::vec2 b, float by = 1e-5F) { return glm::distance(a, b) < by; }

double sum(const std::vector<float>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

}  // namespace

TEST_SUITE("prior") {
  TEST_CASE("the list and what make_prior makes") {
    std::vector<std::string> names;
    for (const PriorInfo& info : prior_list()) {
      CAPTURE(info.name);
      names.push_back(info.name);
      CHECK_FALSE(info.description.empty());
      if (info.dims == 0) continue;  // a family
      const auto prior = make_prior(info.name);
      CHECK(prior->name() == info.name);
      CHECK(prior->description() == info.description);
      CHECK(prior->dims() == info.dims);
    }
    CHECK(names == std::vector<std::string>{"interval", "gaussian1d", "square", "gaussian2d", "nine-squares",
                                            "lattice", "circle", "normal:N", "uniform:N"});
    CHECK(make_prior("normal:100")->name() == "normal:100");
    CHECK(make_prior("normal:100")->description() == "standard normal of dimension 100");
    CHECK(make_prior("uniform:1024")->dims() == 1024);
    CHECK(make_prior("uniform:1024")->description() == "uniform on [-1, 1]^1024");
  }

  TEST_CASE("intrinsic dimensions") {
    const auto dims = [](const char* name) { return make_prior(name)->intrinsic_dims(); };
    CHECK(dims("lattice") == 0);
    CHECK(dims("interval") == 1);
    CHECK(dims("gaussian1d") == 1);
    CHECK(dims("circle") == 1);
    CHECK(dims("square") == 2);
    CHECK(dims("nine-squares") == 2);
    CHECK(dims("normal:100") == 100);
  }

  TEST_CASE("unknown names and sizes are refused with what is valid") {
    CHECK_THROWS_WITH_AS(make_prior("sqare"), doctest::Contains("did you mean 'square'?"), UsageError);
    CHECK_THROWS_WITH_AS(make_prior("x"), doctest::Contains("normal:N, uniform:N"), UsageError);
    CHECK_THROWS_WITH_AS(make_prior("normal:0"), doctest::Contains("is 0; expected 1 to 1024"), UsageError);
    CHECK_THROWS_WITH_AS(make_prior("uniform:1025"), doctest::Contains("is 1025; expected 1 to 1024"),
                         UsageError);
    for (const char* name : {"normal:", "normal:N", "normal:2.5", "uniform:-3", "uniform:1e2", "normal",
                             "normal:2x", "normal:99999999999999999999", "Square"})
      CHECK_THROWS_AS(make_prior(name), UsageError);
  }

  TEST_CASE("latents repeat by seed and lie in the chart") {
    for (const std::string& name : kAll) {
      CAPTURE(name);
      const auto prior = make_prior(name);
      Rng one(9, "latent"), same(9, "latent"), other(10, "latent");
      const auto latents = prior->sample(2000, one);
      CHECK(latents.size() == 2000U * static_cast<std::size_t>(prior->dims()));
      CHECK(latents == prior->sample(2000, same));
      CHECK(latents != prior->sample(2000, other));
      CHECK_THROWS_AS(static_cast<void>(prior->sample(-1, one)), UsageError);
      glm::vec2 low(1), high(0);
      for (std::size_t i = 0; i < 2000; ++i) {
        const glm::vec2 at = prior->chart(latent_of(latents, i, prior->dims()));
        low = glm::min(low, at);
        high = glm::max(high, at);
      }
      CHECK(low.x >= 0);
      CHECK(low.x < 0.01F);
      CHECK(high.x <= 1);
      CHECK(high.x > 0.99F);
      CHECK(low.y == doctest::Approx(prior->dims() == 1 ? 0.5 : 0).epsilon(0.01));
      CHECK(high.y == doctest::Approx(prior->dims() == 1 ? 0.5 : 1).epsilon(0.01));
    }
  }

  TEST_CASE("golden latents: a run is the same on every machine") {
    struct Golden {
      const char* name;
      std::vector<float> latents;
    };
    const Golden goldens[] = {
        {"interval", {-0.9837082F, -0.8140572F}},
        {"gaussian1d", {0.1066916F, 0.07053654F}},
        {"square", {-0.9837082F, -0.8140572F, 0.694806F, -0.1565622F}},
        {"gaussian2d", {0.1066916F, 0.07053654F, -1.709191F, 0.915738F}},
        {"nine-squares", {-1.162811F, 0.1389612F, 1.148542F, -1.092995F}},
        {"lattice", {-1, 0, -1, 0}},
        {"circle", {0.9986905F, 0.05115981F, 0.8341775F, 0.551496F}},
        {"normal:3", {0.1066916F, 0.07053654F, -1.709191F, 0.915738F, -0.2223818F, 2.01294F}},
        {"uniform:3", {-0.9837082F, -0.8140572F, 0.694806F, -0.1565622F, 0.7427081F, -0.4649764F}},
    };
    for (const Golden& golden : goldens) {
      CAPTURE(golden.name);
      Rng rng(7, "golden");
      const auto latents = make_prior(golden.name)->sample(2, rng);
      REQUIRE(latents.size() == golden.latents.size());
      for (std::size_t i = 0; i < latents.size(); ++i)
        CHECK(latents[i] == doctest::Approx(golden.latents[i]).epsilon(1e-5));
    }
  }

  TEST_CASE("charts by hand") {
    CHECK(near(chart("interval", {0.5F}), {0.75F, 0.5F}));
    CHECK(near(chart("gaussian1d", {1.959964F}), {0.975F, 0.5F}));
    CHECK(near(chart("square", {-1, 0.2F}), {0, 0.6F}));
    CHECK(near(chart("gaussian2d", {0, -1.959964F}), {0.5F, 0.025F}));
    CHECK(near(chart("nine-squares", {-1.2F, 0.6F}), {0, 0.75F}));
    CHECK(near(chart("lattice", {0, 1}), {0.5F, 1}));
    CHECK(near(chart("circle", {0, -1}), {0.5F, 0}));
    CHECK(near(chart("uniform:3", {-0.5F, 0.5F, 0.9F}), {0.25F, 0.75F}));
    CHECK(near(chart("normal:4", {0, 0, 3, 3}), {0.5F, 0.5F}));
    CHECK(near(chart("square", {-7, 9}), {0, 1}));  // a latent moved out of the prior stays in the chart
  }
}

TEST_SUITE("prior mesh") {
  TEST_CASE("what holds of every mesh") {
    for (const std::string& name : kAll) {
      for (const int resolution : {2, 3, 21, 64}) {
        CAPTURE(name);
        CAPTURE(resolution);
        const auto prior = make_prior(name);
        const PriorMesh mesh = prior->mesh(resolution);
        const std::size_t vertices = mesh.mesh.chart.size();
        REQUIRE(vertices > 0);
        CHECK(mesh.mesh.position.empty());
        REQUIRE(mesh.latents.size() == vertices * static_cast<std::size_t>(prior->dims()));
        for (std::size_t i = 0; i < vertices; ++i) {
          const auto latent = latent_of(mesh.latents, i, prior->dims());
          REQUIRE(
              std::all_of(latent.begin(), latent.end(), [](float value) { return std::isfinite(value); }));
          REQUIRE(prior->chart(latent) == mesh.mesh.chart[i]);
        }
        std::set<std::uint32_t> used;
        for (const auto* indices : {&mesh.mesh.triangles, &mesh.mesh.lines, &mesh.mesh.points})
          used.insert(indices->begin(), indices->end());
        CHECK(used.size() == vertices);  // none beyond the end and none idle
        CHECK(*used.rbegin() == vertices - 1);
        CHECK(mesh.mesh.triangles.size() == 3 * mesh.mesh.triangle_mass.size());
        if (prior->intrinsic_dims() >= 2) {
          CHECK(sum(mesh.mesh.triangle_mass) == doctest::Approx(1).epsilon(1e-5));
          CHECK(mesh.mesh.line_mass.empty());
          CHECK_FALSE(mesh.mesh.lines.empty());
        } else if (prior->intrinsic_dims() == 1) {
          CHECK(mesh.mesh.triangles.empty());
          CHECK(mesh.mesh.lines.size() == 2 * mesh.mesh.line_mass.size());
          CHECK(sum(mesh.mesh.line_mass) == doctest::Approx(1).epsilon(1e-5));
        } else {
          CHECK(mesh.mesh.triangles.empty());
          CHECK(mesh.mesh.lines.empty());
          CHECK(mesh.mesh.points.size() == vertices);
        }
      }
    }
  }

  TEST_CASE("a square of three by three vertices, by hand") {
    const PriorMesh mesh = make_prior("square")->mesh(3);
    CHECK(mesh.latents == std::vector<float>{-1, -1, 0, -1, 1, -1, -1, 0, 0, 0, 1, 0, -1, 1, 0, 1, 1, 1});
    CHECK(mesh.mesh.chart[5] == glm::vec2(1, 0.5F));
    CHECK(mesh.mesh.triangles.size() == 4 * 6);
    CHECK(std::vector(mesh.mesh.triangles.begin(), mesh.mesh.triangles.begin() + 6) ==
          std::vector<std::uint32_t>{0, 1, 4, 0, 4, 3});
    CHECK(mesh.mesh.triangle_mass[0] == doctest::Approx(1.0 / 8));
    CHECK(mesh.mesh.lines.size() == 2 * 12);  // every row and column
  }

  TEST_CASE("triangles face one way and tile the chart") {
    for (const char* name : {"square", "gaussian2d", "nine-squares", "uniform:5"}) {
      CAPTURE(name);
      const LatentMesh mesh = make_prior(name)->mesh(30).mesh;
      double area = 0;
      for (std::size_t i = 0; i < mesh.triangles.size(); i += 3) {
        const glm::vec2 a = mesh.chart[mesh.triangles[i]];
        const glm::vec2 ab = mesh.chart[mesh.triangles[i + 1]] - a;
        const glm::vec2 ac = mesh.chart[mesh.triangles[i + 2]] - a;
        const float twice = ab.x * ac.y - ab.y * ac.x;
        REQUIRE(twice > 0);
        area += 0.5 * twice;
      }
      const std::string prior = name;
      const double expected = prior == "gaussian2d" ? 0.999 * 0.999 : prior == "nine-squares" ? 0.25 : 1;
      CHECK(area == doctest::Approx(expected).epsilon(1e-4));
    }
  }

  TEST_CASE("grid lines stand a twentieth of the chart apart at every resolution") {
    for (const int resolution : {41, 64, 200}) {
      CAPTURE(resolution);
      const LatentMesh mesh = make_prior("gaussian2d")->mesh(resolution).mesh;
      std::set<float> heights;
      for (std::size_t i = 0; i < mesh.lines.size(); i += 2) {
        const glm::vec2 a = mesh.chart[mesh.lines[i]];
        const glm::vec2 b = mesh.chart[mesh.lines[i + 1]];
        if (std::fabs(a.y - b.y) < 1e-6F) heights.insert(std::round(a.y * 1e5F));
      }
      CHECK(heights.size() == 21);
      CHECK(*heights.begin() == doctest::Approx(50).epsilon(0.05));  // 0.0005 of the chart
      CHECK(*heights.rbegin() == doctest::Approx(99950).epsilon(1e-4));
    }
    CHECK(make_prior("square")->mesh(10).mesh.lines.size() == 2 * 2 * 10 * 9);  // fewer cells than lines
  }

  TEST_CASE("gaussian grids are regular in quantiles and stay finite") {
    const PriorMesh mesh = make_prior("gaussian1d")->mesh(5);
    const std::vector<float> expected{-3.290527F, -0.673703F, 0, 0.673703F, 3.290527F};
    REQUIRE(mesh.latents.size() == 5);
    for (std::size_t i = 0; i < 5; ++i) {
      CHECK(mesh.latents[i] == doctest::Approx(expected[i]).epsilon(1e-4));
      CHECK(mesh.mesh.chart[i].x ==
            doctest::Approx(0.0005 + 0.999 * static_cast<double>(i) / 4).epsilon(1e-4));
    }
    CHECK(mesh.mesh.lines == std::vector<std::uint32_t>{0, 1, 1, 2, 2, 3, 3, 4});
    CHECK(mesh.mesh.line_mass[0] == doctest::Approx(0.25));
  }

  TEST_CASE("nine squares are nine patches") {
    const PriorMesh mesh = make_prior("nine-squares")->mesh(30);
    CHECK(mesh.mesh.chart.size() == 9 * 10 * 10);
    CHECK(mesh.mesh.triangle_mass.size() == 9 * 2 * 9 * 9);
    for (std::size_t i = 0; i < mesh.mesh.triangles.size(); i += 3)  // a patch has 100 vertices
      REQUIRE(mesh.mesh.triangles[i] / 100 == mesh.mesh.triangles[i + 2] / 100);
    for (std::size_t i = 0; i < mesh.mesh.lines.size(); i += 2)
      REQUIRE(mesh.mesh.lines[i] / 100 == mesh.mesh.lines[i + 1] / 100);
    CHECK(near({mesh.latents[0], mesh.latents[1]}, {-1.2F, -1.2F}));
    CHECK(near({mesh.latents[2 * 899], mesh.latents[2 * 899 + 1]}, {1.2F, 1.2F}));
  }

  TEST_CASE("the circle closes and the lattice is nine points") {
    const LatentMesh circle = make_prior("circle")->mesh(4).mesh;
    CHECK(circle.chart.size() == 12);
    CHECK(circle.lines.size() == 24);
    CHECK(circle.lines[22] == 11);
    CHECK(circle.lines[23] == 0);
    for (const glm::vec2 at : circle.chart) CHECK(glm::distance(at, {0.5F, 0.5F}) == doctest::Approx(0.5));

    const LatentMesh lattice = make_prior("lattice")->mesh(64).mesh;
    CHECK(lattice.points == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8});
    CHECK(lattice.chart[5] == glm::vec2(1, 0.5F));
  }

  TEST_CASE("more than two dimensions: the first two span the mesh, the others stay at 0") {
    const PriorMesh mesh = make_prior("uniform:4")->mesh(2);
    CHECK(mesh.latents == std::vector<float>{-1, -1, 0, 0, 1, -1, 0, 0, -1, 1, 0, 0, 1, 1, 0, 0});
  }

  TEST_CASE("a resolution out of range is refused") {
    for (const std::string& name : kAll)
      for (const int resolution : {-1, 0, 1, 1025})
        CHECK_THROWS_WITH_AS(static_cast<void>(make_prior(name)->mesh(resolution)),
                             doctest::Contains("expected 2 to 1024"), UsageError);
  }
}
