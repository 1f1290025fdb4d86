#include "engine/data/file_manifold.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <glm/geometric.hpp>
#include <limits>
#include <map>

#include "core/error.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

std::shared_ptr<const Manifold> manifold_of(const std::string& content) {
  const test::TempDir folder;
  const auto path = folder / "points.csv";
  std::ofstream(path) << content;
  return make_manifold("file:" + path.string());
}

std::vector<glm::vec2> cloud(int n, std::uint64_t seed) {
  Rng rng(seed, "cloud");
  std::vector<glm::vec2> points(static_cast<std::size_t>(n));
  for (glm::vec2& point : points) {
    point.x = static_cast<float>(rng.normal());
    point.y = static_cast<float>(rng.normal());
  }
  return points;
}

}  // namespace

TEST_SUITE("file manifold") {
  TEST_CASE("draws the rows of the file, repeated rows more often") {
    const auto manifold = manifold_of("x,y\n0,0\n1,0\n1,0\n1,0\n");
    Rng rng(2);
    int right = 0;
    for (const glm::vec2 point : manifold->sample(10000, rng)) {
      REQUIRE((point == glm::vec2(0, 0) || point == glm::vec2(1, 0)));
      right += point.x == 1 ? 1 : 0;
    }
    CHECK(right > 7500 - 5 * 44);  // a binomial's deviation is 43.3
    CHECK(right < 7500 + 5 * 44);
    CHECK(manifold->description() == "4 points of points.csv");
    CHECK(manifold->name().starts_with("file:"));
    CHECK(manifold->intrinsic_dims() == 2);
    CHECK(manifold->ambient_dims() == 2);
    CHECK(manifold->mode_count() == 0);
  }

  TEST_CASE("#1 or #2 behind the path says how many columns there are, where a file could have both") {
    const test::TempDir folder;
    const std::string spec = "file:" + (folder / "points.csv").string();
    std::ofstream(folder / "points.csv") << "1,5\n2,25\n";
    CHECK_THROWS_WITH_AS(static_cast<void>(make_manifold(spec)),
                         doctest::Contains((spec + "#2 for two").c_str()), Error);
    CHECK(make_manifold(spec + "#1")->ambient_dims() == 1);
    CHECK(make_manifold(spec + "#2")->ambient_dims() == 2);
    CHECK(make_manifold(spec + "#2")->name() == spec + "#2");
    CHECK(make_manifold(spec + "#2")->description() == "2 points of points.csv");
    std::ofstream(folder / "points.csv#2") << "1\n2\n3\n";  // a name of its own
    CHECK(make_manifold(spec + "#2")->ambient_dims() == 1);
  }

  TEST_CASE("one column is data on the line") {
    const auto manifold = manifold_of("3\n4\n5\n7\n");
    CHECK(manifold->ambient_dims() == 1);
    CHECK(manifold->distance({4.25F, 0}) == doctest::Approx(0.25));
    CHECK(manifold->distance({9, 0}) == doctest::Approx(2));
    CHECK(manifold->bounds().min.x == doctest::Approx(5 - 3.2));
    CHECK(manifold->bounds().max.x == doctest::Approx(5 + 3.2));
  }

  TEST_CASE("the tolerance follows the gaps between neighbours, within limits") {
    std::string line, pair = "x,y\n0,0\n10,0\n", twins;
    for (int i = 0; i < 1001; ++i) line += std::to_string(i * 0.01) + ",0\n";
    for (int i = 0; i < 10; ++i) twins += std::to_string(i) + "," + "0\n" + std::to_string(i) + ",0.00001\n";
    CHECK(manifold_of(line)->tolerance() == doctest::Approx(0.03).epsilon(1e-3));
    CHECK(manifold_of(pair)->tolerance() == doctest::Approx(0.5));     // at most 5 % of the extent
    CHECK(manifold_of(twins)->tolerance() == doctest::Approx(0.018));  // at least 0.2 %
    CHECK(manifold_of(line)->off_manifold_floor() == 0);
  }

  TEST_CASE("a bad file is refused by make_manifold") {
    CHECK_THROWS_WITH_AS(static_cast<void>(make_manifold("file:/no/such/points.csv")),
                         doctest::Contains("/no/such/points.csv"), Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(manifold_of("1,2\n3,x\n")), doctest::Contains("points.csv:2: 'x'"),
                         Error);
  }
}

TEST_SUITE("point tree") {
  TEST_CASE("the nearest site agrees with the brute force") {
    auto points = cloud(3000, 5);
    for (int i = 0; i < 200; ++i) points.push_back({0.5F, static_cast<float>(i % 20)});  // ties and doubles
    const PointTree tree(distinct_sites(points));
    for (const glm::vec2 query : cloud(500, 6)) {
      float nearest = 1e9F;
      for (const glm::vec2 point : points) nearest = std::min(nearest, glm::distance(2.0F * query, point));
      const glm::vec2 found = tree.sites()[tree.nearest(2.0F * query)].position;
      REQUIRE(glm::distance(2.0F * query, found) == doctest::Approx(nearest).epsilon(1e-5));
    }
    for (std::size_t i = 0; i < tree.sites().size(); ++i)
      REQUIRE(tree.nearest(tree.sites()[i].position) == i);
  }

  TEST_CASE("the gap is to the nearest other site") {
    const std::vector<glm::vec2> points{{0, 0}, {3, 4}, {3, 5}, {3, 5}};
    const PointTree tree(distinct_sites(points));
    REQUIRE(tree.sites().size() == 3);
    const auto gap_at = [&](glm::vec2 point) { return tree.gap(tree.nearest(point)); };
    CHECK(gap_at({0, 0}) == doctest::Approx(5));
    CHECK(gap_at({3, 4}) == doctest::Approx(1));
    CHECK(gap_at({3, 5}) == doctest::Approx(1));
    CHECK(std::isinf(PointTree(distinct_sites(std::vector<glm::vec2>{{1, 1}})).gap(0)));
  }

  TEST_CASE("distinct sites count their rows") {
    const auto sites = distinct_sites(std::vector<glm::vec2>{{1, 2}, {0, 0}, {1, 2}, {1, 3}, {1, 2}});
    REQUIRE(sites.size() == 3);
    CHECK(sites[1].position == glm::vec2(1, 2));
    CHECK(sites[1].rows == 3);
  }

  TEST_CASE("cells hold even shares of the rows") {
    auto sites = distinct_sites(cloud(6400, 8));
    CHECK(cut_into_cells(sites, 64) == 64);
    std::map<int, int> rows;
    for (const Site& site : sites) rows[site.cell] += static_cast<int>(site.rows);
    CHECK(rows.size() == 64);
    for (const auto& [cell, count] : rows) CHECK(count == 100);
  }

  TEST_CASE("no cell is too rare to be met, however uneven the rows") {
    auto points = cloud(40, 9);
    for (int i = 0; i < 5000; ++i) points.push_back({7, 7});
    for (int i = 0; i < 900; ++i) points.push_back({-7, static_cast<float>(i % 3)});
    auto sites = distinct_sites(points);
    const int cells = cut_into_cells(sites, 64);
    CHECK(cells >= 4);
    std::map<int, std::uint32_t> rows;
    for (const Site& site : sites) rows[site.cell] += site.rows;
    CHECK(static_cast<int>(rows.size()) == cells);
    for (const auto& [cell, count] : rows) CHECK(count >= points.size() / 256);
  }
}
