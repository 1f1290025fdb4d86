#include "engine/latent/latent_expression.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "core/error.hpp"
#include "engine/latent/anchor_file.hpp"
#include "engine/latent/interpolation.hpp"
#include "engine/latent/latent_spaces.hpp"
#include "engine/latent/vectors.hpp"
#include "support/temp_dir.hpp"
#include "support/working_folder.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

struct Names {
  LatentSpace space = normal_space(3);
  std::vector<Anchor> anchors{{"a", {1, 2, 3}}, {"b", {0, 1, -1}}, {"smile_2", {4, 0, 0}}};
  [[nodiscard]] LatentScope scope() const { return {space, anchors}; }
  [[nodiscard]] Latent value(const std::string& text) const { return parse_latent(text, scope()); }
};

}  // namespace

TEST_CASE("seeds, names and arithmetic") {
  const Names names;
  CHECK(names.value("seed:17") == seeded_latent(names.space, 17));
  CHECK(names.value(" seed: 17 ") == seeded_latent(names.space, 17));
  CHECK(names.value("a") == Latent{1, 2, 3});
  CHECK(names.value("a + b") == Latent{1, 3, 2});
  CHECK(names.value("a-b") == Latent{1, 1, 4});
  CHECK(names.value("a \xe2\x88\x92 b") == Latent{1, 1, 4});
  CHECK(names.value("a - b - b") == Latent{1, 0, 5});
  CHECK(names.value("a - (b - b)") == Latent{1, 2, 3});
  CHECK(names.value("-a + 2*b") == Latent{-1, 0, -5});
  CHECK(names.value("b*2/4") == Latent{0, 0.5, -0.5});
  CHECK(names.value("(1+1)*a") == Latent{2, 4, 6});
  CHECK(names.value("1e-1 * smile_2") == Latent{0.4, 0, 0});
  CHECK(names.value("a - -b") == Latent{1, 3, 2});
}

TEST_CASE("functions") {
  const Names names;
  CHECK(distance(names.value("mean(a, b, smile_2)"), {5.0 / 3, 1, 2.0 / 3}) < 1e-15);
  CHECK(names.value("mean(a)") == Latent{1, 2, 3});
  CHECK(names.value("lerp(a, b, 0.5)") == Latent{0.5, 1.5, 1});
  CHECK(names.value("slerp(a, b, 0.3)") == slerp({1, 2, 3}, {0, 1, -1}, 0.3));
  CHECK(names.value("e(2)") == Latent{0, 1, 0});
  CHECK(names.value("e(1) + e(3)") == Latent{1, 0, 1});
  CHECK(norm(names.value("typical(a - b)")) == doctest::Approx(std::sqrt(3.0)));
  CHECK(angle_between(names.value("typical(a - b)"), {1, 1, 4}) < 1e-12);
  CHECK(distance(names.value("a + typical(mean(b, 2 * b)) / 2"),
                 combined(1, {1, 2, 3}, 0.5, at_typical_radius(names.space, {0, 1, -1}))) < 1e-12);
}

TEST_CASE("latents of files") {
  const TempDir dir;
  const Names names;
  const std::string path = (dir / "my-faces.json").string();
  write_anchor_file(path, names.anchors, {"model.pt"});
  CHECK(names.value(path + "#smile_2") == Latent{4, 0, 0});
  CHECK(names.value("a - " + path + "#b") == Latent{1, 1, 4});
  CHECK(names.value("'" + path + "'#b + a") == Latent{1, 3, 2});
  CHECK_THROWS_WITH_AS(names.value(path), doctest::Contains("holds 3 latents"), UsageError);
  CHECK_THROWS_WITH_AS(names.value(path + "#smile"), doctest::Contains("did you mean 'smile_2'"), UsageError);
  CHECK_THROWS_WITH_AS(names.value("none.json"), doctest::Contains("none.json: no such file"), Error);
  const std::string one = (dir / "one face.json").string();
  write_anchor_file(one, {names.anchors.data(), 1}, {"model.pt"});
  CHECK(names.value("\"" + one + "\"") == Latent{1, 2, 3});
}

TEST_CASE("a file that is there goes before what its name would say otherwise") {
  const TempDir dir;
  const WorkingFolder inside(dir.path());
  const Names names;
  std::filesystem::create_directory("my.npy runs");
  for (const char* path :
       {"x y.json", "a - b.json", "seed:1,seed:2.json", "my.npy runs/z#1.json", "x=a.json"}) {
    CAPTURE(path);
    write_anchor_file(path, {names.anchors.data() + 2, 1}, {"m"});
    for (const std::string& way : {std::string(path), (dir / path).string(), "./" + std::string(path)}) {
      CHECK(names.value(way) == Latent{4, 0, 0});
      CHECK(names.value(way + "#smile_2") == Latent{4, 0, 0});
      const std::vector<Anchor> found = parse_latents(" " + way + " ", names.scope());
      REQUIRE(found.size() == 1);
      CHECK(found[0].name == "smile_2");
      CHECK(parse_latent(found[0].text, names.scope()) == Latent{4, 0, 0});  // as a command line has it
    }
  }
  CHECK(parse_latents("seed:1, x y.json, a", names.scope()).size() == 3);
  CHECK(parse_latents("big = x y.json, big + a", names.scope())[1].latent == Latent{5, 2, 3});
  CHECK(names.value("a - 'x y.json'") == Latent{-3, 2, 3});
  write_anchor_file("b.json", {names.anchors.data(), 1}, {"m"});
  CHECK(names.value("b - b.json") == Latent{-1, -1, -4});  // no file of that name: an expression
}

TEST_CASE("what says a latent of a file can stand inside another expression") {
  const TempDir dir;
  const WorkingFolder inside(dir.path());
  const Names names;
  for (const char* path : {"plain.json", "x y.json", "a - b.json", "-a.json", "a,b.json", "z#1.json",
                           "my 'own'.json", "f(1).json", "x=a.json", "\xe2\x88\x92 1.json"}) {
    CAPTURE(path);
    write_anchor_file(path, {names.anchors.data() + 2, 1}, {"m"});
    for (const std::string& way : {std::string(path), std::string(path) + "#smile_2"}) {
      CAPTURE(way);
      std::vector<Anchor> found = parse_latents(way, names.scope());
      found.push_back(parse_assignment("named = " + way, names.scope()));
      REQUIRE(found.size() == 2);
      for (const Anchor& anchor : found) {
        CAPTURE(anchor.text);
        CHECK(names.value(anchor.text) == Latent{4, 0, 0});
        CHECK(distance(names.value("typical(" + anchor.text + ")"), {std::sqrt(3.0), 0, 0}) < 1e-12);
        CHECK(names.value("lerp(" + anchor.text + ", a, 0.5)") == Latent{2.5, 1, 1.5});
        CHECK(parse_latents("seed:1, " + anchor.text, names.scope())[1].latent == Latent{4, 0, 0});
      }
    }
  }
  // No quotes hold both kinds of them: only numbers say it.
  const std::string both = "'a' \"b\".json";
  write_anchor_file(both, {names.anchors.data() + 2, 1}, {"m"});
  for (const std::string& way : {both, both + "#smile_2"}) {
    const std::vector<Anchor> found = parse_latents(way, names.scope());
    REQUIRE(found.size() == 1);
    CHECK(found[0].latent == Latent{4, 0, 0});
    CHECK(found[0].text.empty());
  }
}

TEST_CASE("lists: names, ranges of seeds, whole files") {
  const TempDir dir;
  const Names names;
  const std::vector<Anchor> found = parse_latents("seed:3, a, mid = mean(a, b), seed:7..9", names.scope());
  REQUIRE(found.size() == 6);
  CHECK(found[0] == Anchor{"seed:3", seeded_latent(names.space, 3), "seed:3"});
  CHECK(found[1] == Anchor{"a", {1, 2, 3}});  // only an anchor in scope says what it is
  CHECK(found[2] == Anchor{"mid", {0.5, 1.5, 1}});
  CHECK(found[5] == Anchor{"seed:9", seeded_latent(names.space, 9), "seed:9"});
  const std::string path = (dir / "f.json").string();
  write_anchor_file(path, names.anchors, {"m"});
  const std::vector<Anchor> all = parse_latents(path, names.scope());
  REQUIRE(all.size() == 3);
  CHECK(all[2] == Anchor{"smile_2", {4, 0, 0}, path + "#smile_2"});
  CHECK(parse_latent(all[2].text, names.scope()) == all[2].latent);
  CHECK(parse_latents(path + ",a", names.scope()).size() == 4);
  CHECK(parse_latents("x = seed:1, x + x", names.scope())[1].latent ==
        scaled(seeded_latent(names.space, 1), 2));
  CHECK(parse_latents("a = e(1), a", names.scope())[1].latent == Latent{1, 0, 0});
  CHECK_THROWS_AS(parse_latents("a,,b", names.scope()), UsageError);
  CHECK_THROWS_AS(parse_latents("", names.scope()), UsageError);
  CHECK_THROWS_WITH_AS(parse_latents("seed:9..3", names.scope()), doctest::Contains("seed:1..8"), UsageError);
  CHECK_THROWS_AS(parse_latents("seed:0..9999999", names.scope()), UsageError);
}

TEST_CASE("an assignment has a name that an expression can use") {
  const Names names;
  CHECK(parse_assignment("smile = a \xe2\x88\x92 b", names.scope()) == Anchor{"smile", {1, 1, 4}});
  CHECK(parse_assignment(" x1=e(1)", names.scope()) == Anchor{"x1", {1, 0, 0}, "e(1)"});
  CHECK_THROWS_WITH_AS(parse_assignment("a - b", names.scope()), doctest::Contains("'smile = a - b'"),
                       UsageError);
  CHECK_THROWS_WITH_AS(parse_assignment("seed = a", names.scope()), doctest::Contains("cannot be"),
                       UsageError);
  CHECK_THROWS_AS(parse_assignment("1x = a", names.scope()), UsageError);
  CHECK_THROWS_AS(parse_assignment(" = a", names.scope()), UsageError);
}

TEST_CASE("wrong expressions are named with what was expected where") {
  const Names names;
  const auto refused = [&](const std::string& text, const std::string& why) {
    CAPTURE(text);
    CHECK_THROWS_WITH_AS(names.value(text), doctest::Contains(why.c_str()), UsageError);
  };
  refused("", "expected a latent at the end");
  refused("a +", "expected a latent at the end");
  refused("a b", "expected an operator or the end at 'b'");
  refused("(a", "expected ')' at the end");
  refused("a)", "at ')'");
  refused("smil_2", "did you mean 'smile_2'");
  refused("seed:", "expected a latent at the end");
  refused("seed:x", "seed is 'x'");
  refused("seed:99999999999999999999", "seed is 99999999999999999999");
  refused("3", "3 is a number; expected a latent");
  refused("a + 1", "1 is a number");
  refused("a * b", "expected a number where a latent stands");
  refused("a / 0", "division by zero");
  refused("2a", "'2a' is no finite number");
  refused("1e999 * a", "no finite number");
  refused("1e308 * a * 10", "a number of it is inf, which f32 cannot hold");
  refused("1e39 * a", "a number of it is 1e+39, which f32 cannot hold; expected finite numbers from -3.4e38");
  refused("1e200 * a - 1e200 * 1e200 * a", "which f32 cannot hold");
  refused("no such face.json", "there is no such file, and as an expression: unknown latent 'no'");
  refused("men(a, b)", "did you mean 'mean'");
  refused("lerp(a, b)", "lerp has 2 arguments; expected 3");
  refused("e(0)", "expected a coordinate from 1 to 3");
  refused("e(4)", "from 1 to 3");
  refused("e(1.5)", "from 1 to 3");
  refused("mean()", "expected a latent");
  refused(std::string(100, '(') + "a", "nested");
  refused(std::string(10000, '(') + "a" + std::string(10000, ')'), "nested");
  refused(std::string(10000, '-') + "a", "too many signs");
  refused("#", "expected a latent at '#'");
  CHECK_THROWS_AS(names.value("typical(a - a)"), Error);
}

TEST_CASE("anchor files read back exactly") {
  const TempDir dir;
  const LatentSpace space = normal_space();
  std::vector<Anchor> anchors{{"a", seeded_latent(space, 1)}, {"b_2", seeded_latent(space, 2)}};
  write_anchor_file(dir / "a.json", anchors, {"a \"model\""});
  CHECK(read_anchor_file(dir / "a.json", space) == anchors);
}

TEST_CASE("anchors of another prior are refused, those that don't say theirs are taken") {
  const TempDir dir;
  const LatentSpace box{.size = 2, .prior = LatentPrior::uniform};
  write_anchor_file(dir / "a.json", std::vector<Anchor>{{"a", {0.5, 0.25}}}, {"digits", LatentPrior::normal});
  CHECK_THROWS_WITH_AS(static_cast<void>(read_anchor_file(dir / "a.json", box)),
                       doctest::Contains("prior \"normal\", of model \"digits\"; expected \"uniform\""),
                       Error);
  CHECK(read_anchor_file(dir / "a.json", normal_space(2)).size() == 1);
  std::ofstream(dir / "b.json") << R"({"anchors": [{"name": "a", "latent": [0.5, 0.25]}]})";
  CHECK(read_anchor_file(dir / "b.json", box).size() == 1);
}

TEST_CASE("other shapes of latent files are read too, and named after the file") {
  const TempDir dir;
  const LatentSpace space = normal_space(2);
  const auto read = [&](const std::string& text) {
    std::ofstream(dir / "my face-1.json") << text;
    return read_anchor_file(dir / "my face-1.json", space);
  };
  CHECK(read("[1, 2.5]") == std::vector<Anchor>{{"my_face_1", {1, 2.5}}});
  CHECK(read("[[1, 2], [3, 4]]") == std::vector<Anchor>{{"my_face_1", {1, 2}}, {"my_face_1_2", {3, 4}}});
  CHECK(read(R"({"latent": [1, 2]})") == std::vector<Anchor>{{"my_face_1", {1, 2}}});
  CHECK(read(R"({"name": "x", "latent": [1, 2]})") == std::vector<Anchor>{{"x", {1, 2}}});
  CHECK(read(R"({"smile": [1, 2], "frown": [3, 4]})") ==
        std::vector<Anchor>{{"frown", {3, 4}}, {"smile", {1, 2}}});
}

TEST_CASE("broken latent files are named with what is wrong") {
  const TempDir dir;
  const LatentSpace space = normal_space(2);
  const auto refused = [&](const std::string& text, const std::string& why) {
    CAPTURE(text);
    std::ofstream(dir / "x.json") << text;
    CHECK_THROWS_WITH_AS(static_cast<void>(read_anchor_file(dir / "x.json", space)),
                         doctest::Contains(why.c_str()), Error);
  };
  refused("", "not valid JSON");
  refused("[1, 2", "not valid JSON");
  refused("[1, 1e999]", "not valid JSON");
  refused("[1, 1e39]", "x.json: latent 1 holds 1e+39, which f32 cannot hold; expected finite numbers");
  refused("[[1, 2], [1, -4e38]]", "latent 2 holds -4e+38, which f32 cannot hold");
  refused("[1, NaN]", "it holds NaN; expected finite numbers");
  refused("[-Infinity, 1]", "it holds Infinity; expected finite numbers");
  refused(R"({"smile": [1, 2], "frown": [3]})", "latent 1 has 1 number; expected 2");
  refused("[1]", "latent 1 has 1 number; expected 2");
  refused("[]", "expected 2");
  refused("{}", "no \"latent\"");
  refused("[1, \"2\"]", "holds \"2\"; expected numbers");
  refused("[1, null]", "expected numbers");
  refused("17", "no list of numbers");
  refused(R"({"anchors": 3})", "no list");
  refused(R"({"anchors": []})", "no latents");
  refused(R"({"anchors": [{"name": "a", "latent": [1, 2]}, {"name": "a", "latent": [1, 2]}]})",
          "two latents");
  refused(R"({"anchors": [{"name": "a b", "latent": [1, 2]}]})", "called 'a b'");
  refused(R"({"anchors": [{"name": "mean", "latent": [1, 2]}]})", "called 'mean'");
  refused(R"({"anchors": [{"name": 3, "latent": [1, 2]}]})", "no text");
  refused(std::string(100000, '['), "not valid JSON");
  CHECK_THROWS_WITH_AS(static_cast<void>(read_anchor_file(dir.path(), space)), doctest::Contains("folder"),
                       Error);
}

TEST_CASE("anchors are written under names that an expression can use, each its own") {
  const TempDir dir;
  const LatentSpace space = normal_space(1);
  const std::vector<Anchor> anchors{
      {"seed:17", {1}}, {"seed_17", {2}}, {"17", {3}}, {"mean", {4}}, {"", {5}}};
  write_anchor_file(dir / "a.json", anchors, {"m"});
  std::vector<std::string> names;
  for (const Anchor& anchor : read_anchor_file(dir / "a.json", space)) names.push_back(anchor.name);
  CHECK(names == std::vector<std::string>{"seed_17", "seed_17_2", "z_17", "z_mean", "z_"});
}
