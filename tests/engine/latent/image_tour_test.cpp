#include "engine/latent/image_tour.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "core/error.hpp"
#include "engine/latent/anchor_file.hpp"
#include "engine/latent/latent_spaces.hpp"
#include "engine/latent/vectors.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

ImageTour tour(const std::string& anchors = "", const LatentSpace& space = normal_space(16)) {
  ImageConfig config;
  config.anchors = anchors;
  config.rows = config.columns = 3;
  return {config, space};
}

std::vector<std::string> names(const ImageTour& t) {
  std::vector<std::string> out;
  for (const Anchor& anchor : t.anchors()) out.push_back(anchor.name);
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a tour begins at its first anchor, on a circle through two") {
  const ImageTour t = tour();
  CHECK(names(t) == Names{"seed:1", "seed:2"});
  CHECK(t.path() == PathKind::circle);
  CHECK(t.current() == seeded_latent(t.space(), 1));
  CHECK(t.current_text() == "seed:1");
  CHECK_FALSE(t.off_path());
  CHECK(t.rows() == 3);
  CHECK(t.grid()->size() == 9);
}

TEST_CASE("moving wraps round the lap; snapping finds the nearest, the next and the previous anchor") {
  ImageTour t = tour("seed:1..4");
  REQUIRE(t.path() == PathKind::arcs);
  const std::vector<double> at = t.anchor_positions();
  t.move_to(2.25);
  CHECK(t.position() == doctest::Approx(0.25));
  t.move_by(-0.5);
  CHECK(t.position() == doctest::Approx(0.75));
  t.move_to(at[2] + 0.01);
  t.snap(0);
  CHECK(t.position() == at[2]);
  t.snap(1);
  CHECK(t.position() == at[3]);
  t.snap(1);
  CHECK(t.position() == at[0]);
  t.snap(-1);
  CHECK(t.position() == at[3]);
  t.move_to(0.999);
  t.snap(0);
  CHECK(t.position() == at[0]);
}

TEST_CASE("a generated sample is off the path, has a seed, and is another one each time") {
  ImageTour t = tour();
  t.generate();
  CHECK(t.off_path());
  const std::string text = t.current_text();
  REQUIRE(text.starts_with("seed:"));
  CHECK(t.current() == seeded_latent(t.space(), std::stoull(text.substr(5))));
  t.generate();
  CHECK_FALSE(t.current_text() == text);
  t.return_to_path();
  CHECK(t.current_text() == "seed:1");
}

TEST_CASE("exploring walks on from where one is and leaves one there") {
  ImageTour t = tour();
  t.move_to(0.3);
  const Latent before = t.current();
  const double left = t.position();
  t.toggle_explore();
  CHECK(t.exploring());
  CHECK(distance(t.current(), before) < 1e-12);
  CHECK(t.anchor_positions().empty());
  t.move_by(3.7);
  const Latent far = t.current();
  CHECK(distance(far, before) > 1);
  t.toggle_explore();
  CHECK_FALSE(t.exploring());
  CHECK(t.off_path());
  CHECK(t.current() == far);
  CHECK(t.position() == left);  // where the path was left
  t.toggle_explore();
  t.return_to_path();
  CHECK(t.position() == left);
  CHECK(distance(t.current(), before) < 1e-12);
}

TEST_CASE("without anchors nothing moves and the picture stays") {
  ImageTour t = tour("seed:1");
  const Latent shown = t.current();
  t.erase(0);
  t.move_by(0.3);
  t.move_to(0.5);
  t.return_to_path();
  CHECK(t.current() == shown);
  t.toggle_explore();
  t.move_by(2.5);
  const Latent far = t.current();
  t.return_to_path();
  CHECK(t.current() == far);
}

TEST_CASE("a grid of anchors has empty places, which are nothing to point at or click") {
  ImageTour t = tour("seed:1..3");
  ImageConfig config = t.config();
  config.grid = GridKind::anchors;
  t.configure(config);
  CHECK(t.cell_text(0, 2) != "");
  CHECK(t.cell_text(1, 0) == "");
  t.add_cell(1, 0);
  CHECK(t.anchors().size() == 3);
  t.add_cell(0, 2);
  CHECK(t.anchors().size() == 4);
}

TEST_CASE("the strip's places are the same for nearby positions, and cross the seam") {
  ImageTour t = tour();
  t.move_to(0.5);
  const ImageTour::Strip one = t.strip(9);
  t.move_to(0.504);
  const ImageTour::Strip two = t.strip(9);
  REQUIRE(one.latents.size() == 9);
  CHECK(one.latents == two.latents);
  CHECK(one.positions[4] == doctest::Approx(0.5));
  t.move_to(0);
  const ImageTour::Strip seam = t.strip(9);
  CHECK(seam.positions[0] < 0);
  CHECK(seam.latents[4] == t.current());
}

TEST_CASE("anchors are added, named, moved and deleted; the path follows") {
  ImageTour t = tour();
  t.generate();
  const Latent drawn = t.current();
  const std::string text = t.current_text();
  t.add_current();
  CHECK(names(t) == Names{"seed:1", "seed:2", text});
  CHECK(t.path() == PathKind::arcs);
  CHECK(distance(t.current(), drawn) < 1e-9);
  t.rename(2, "smile");
  t.move_anchor(2, 0);
  CHECK(names(t) == Names{"smile", "seed:1", "seed:2"});
  CHECK_THROWS_AS(t.rename(1, "smile"), UsageError);
  CHECK_THROWS_AS(t.rename(1, "no good"), UsageError);
  CHECK(names(t)[1] == "seed:1");
  t.erase(1);
  CHECK(names(t) == Names{"smile", "seed:2"});
  CHECK(t.path() == PathKind::circle);
  t.erase(0);
  t.erase(0);
  CHECK(t.anchors().empty());
  CHECK(t.off_path());
  CHECK(norm(t.current()) > 0);  // the picture stays
  CHECK(t.strip(9).latents.empty());
  t.snap(1);
  t.add_current();
  CHECK(t.anchors().size() == 1);
}

TEST_CASE("arithmetic makes anchors of others, and a wrong line changes nothing") {
  ImageTour t = tour("a = seed:1, b = seed:2");
  t.add("smile = a - b");
  CHECK(names(t) == Names{"a", "b", "smile"});
  CHECK(t.anchors()[2].latent == combined(1, t.anchors()[0].latent, -1, t.anchors()[1].latent));
  CHECK(t.anchors()[2].text.empty());  // it means nothing without a and b
  t.add("mean(seed:1, seed:2)");
  CHECK(t.anchors()[3].text == "mean(seed:1, seed:2)");
  CHECK(is_anchor_name(t.anchors()[3].name));
  CHECK_THROWS_AS(t.add("c = a - nobody"), UsageError);
  CHECK(t.anchors().size() == 4);
  t.add("smile = a");
  CHECK(t.anchors()[4].name == "smile_2");
}

TEST_CASE("a circle's second anchor is shown as it is, though it may not lie on the circle") {
  ImageTour t = tour();
  t.go_to(1);
  CHECK(t.current() == seeded_latent(t.space(), 2));
  CHECK(t.current_text() == "seed:2");
}

TEST_CASE("dragging moves along two directions at a right angle, and a click moves nothing") {
  ImageTour t = tour();
  const Latent from = t.current();
  t.drag({0, 0}, true);
  CHECK_FALSE(t.off_path());
  t.drag({0.2f, 0}, false);
  CHECK(angle_between(from, t.current()) == doctest::Approx(0.2).epsilon(1e-6));
  CHECK(norm(t.current()) == doctest::Approx(norm(from)));
  const Latent right = t.current();
  t.drag({-0.2f, 0.3f}, false);
  CHECK(angle_between(from, t.current()) == doctest::Approx(0.3).epsilon(1e-6));
  CHECK(std::fabs(dot(combined(1, right, -std::cos(0.2), from),
                      combined(1, t.current(), -std::cos(0.3), from))) < 1e-5);
  const Latent second = t.current();
  t.drag({0.1f, 0}, true);  // a new stroke begins where the last one ended
  CHECK(angle_between(second, t.current()) == doctest::Approx(0.1).epsilon(1e-6));
}

TEST_CASE("numbers can be set one by one") {
  ImageTour t = tour();
  t.set_number(3, 1.25);
  CHECK(t.off_path());
  CHECK(t.current()[3] == 1.25);
  t.set_number(400, 1);
  CHECK(t.current().size() == 16);
}

TEST_CASE("cells become anchors, also while the grid has moved") {
  ImageTour t = tour();
  t.move_grid_to(0.3);
  const Latent cell = (*t.grid())[5];
  t.add_cell(1, 2);
  CHECK(t.anchors().back().latent == cell);
  CHECK(t.anchors().back().name == "cell_2_3");
  t.add_cell(9, 9);
  CHECK(t.anchors().size() == 3);
}

TEST_CASE("choices that don't fit are refused and leave everything as it was") {
  ImageTour t = tour("seed:1..3");
  ImageConfig config = t.config();
  config.grid = GridKind::coordinates;
  config.rows = 30;
  CHECK_THROWS_AS(t.configure(config), Error);
  CHECK(t.config().rows == 3);
  config.grid.reset();
  config.rows = 5;
  config.path = PathKind::circle;
  t.configure(config);
  CHECK(t.path() == PathKind::arcs);  // three anchors
  CHECK(t.rows() == 5);
  config.label = 2;
  CHECK_THROWS_AS(t.configure(config), UsageError);
}

TEST_CASE("anchors of a file join those that are there, and theirs win") {
  const TempDir dir;
  ImageTour t = tour("a = seed:1, b = seed:2");
  const std::vector<Anchor> saved{{"b", seeded_latent(t.space(), 7)}, {"c", seeded_latent(t.space(), 8)}};
  write_anchor_file(dir / "more.json", saved, {"m"});
  const ImageTour::Loaded loaded = t.load((dir / "more.json").string());
  CHECK(loaded.count == 2);
  CHECK(loaded.model == "m");
  CHECK(names(t) == Names{"a", "b", "c"});
  CHECK(t.anchors()[1].latent == saved[0].latent);
  CHECK(t.anchors()[2].text == (dir / "more.json").string() + "#c");
  CHECK_THROWS_AS(static_cast<void>(t.load((dir / "none.json").string())), Error);
}

TEST_CASE(
    "an anchor beyond a uniform prior's bounds is one latent: as path and grid use it, and it says so") {
  const LatentSpace space = uniform_space(16);
  ImageTour t = tour("", space);
  CHECK(t.take_brought_inside().empty());
  t.add("far = seed:1 - seed:2");
  t.add("near = 0.5 * seed:1");
  CHECK(t.take_brought_inside() == Names{"far"});
  CHECK(t.take_brought_inside().empty());  // told once
  const Latent far = t.anchors()[2].latent;
  CHECK(far == reflected(space, far));
  CHECK_FALSE(far == combined(1, seeded_latent(space, 1), -1, seeded_latent(space, 2)));
  CHECK(t.brought_inside(2));
  CHECK_FALSE(t.brought_inside(3));
  t.go_to(2);
  CHECK(t.current() == far);
  CHECK(distance(t.strip(1).latents[0], far) < 0.5);
  t.rename(2, "away");
  CHECK(t.brought_inside(2));
  t.erase(0);
  CHECK(t.brought_inside(1));
  // The text that a command says begins with the same latent.
  CHECK(tour("seed:1 - seed:2,seed:3", space).anchors()[0].latent == far);
  // Within the bounds, and in a prior without any, nothing is moved.
  ImageTour open = tour("a = seed:1, b = seed:2");
  open.add("far = a - b");
  CHECK(open.take_brought_inside().empty());
}

TEST_CASE("anchors of another tour come in the place of these, or behind them under free names") {
  const ImageTour other = tour("a = seed:5, b = seed:6, c = seed:7");
  ImageTour t = tour("a = seed:1, b = seed:6");
  t.move_to(0.4);
  t.take(other.anchors(), PathKind::smooth, false);
  CHECK(names(t) == Names{"a", "b", "a_2", "c"});
  CHECK(t.path() == PathKind::smooth);
  CHECK(t.position() == 0);
  t.take(other.anchors(), std::nullopt, true);
  CHECK(t.anchors() == other.anchors());
  CHECK(t.path() == PathKind::arcs);
}
