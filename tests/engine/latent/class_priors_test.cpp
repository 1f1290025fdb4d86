#include <doctest/doctest.h>

#include <cmath>
#include <fstream>

#include "core/error.hpp"
#include "engine/latent/class_priors_file.hpp"
#include "engine/latent/image_plan.hpp"
#include "engine/latent/image_tour.hpp"
#include "engine/latent/latent_expression.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using test::TempDir;

namespace {

const LatentSpace kPlane{.size = 2};

ClassPriors clothes() {
  return {"shirts.pt",
          "fashion-mnist",
          {{"T-shirt/top", {1, 2}, {0.5, 1}}, {"ankle boot", {-3, 0}, {2, 0}}, {"7", {9, 9}, {1, 1}}}};
}

Latent latent(const std::string& text) {
  const ClassPriors priors = clothes();
  return parse_latent(text, {kPlane, {}, &priors});
}

struct PriorsFile {
  PriorsFile() { std::ofstream(path()) << class_priors_json(clothes()); }
  [[nodiscard]] std::string path() const { return (dir.path() / "p.json").string(); }
  TempDir dir;
};

}  // namespace

TEST_CASE("class priors: what is written is read again to all digits") {
  const TempDir dir;
  ClassPriors priors = clothes();
  priors.classes[0].mean = {1.0 / 3, -1e-17};
  std::ofstream(dir.path() / "p.json") << class_priors_json(priors);
  CHECK(read_class_priors(dir.path() / "p.json", kPlane) == priors);
}

TEST_CASE("class priors: a bad file is refused with its name, the class and what was expected") {
  const TempDir dir;
  const auto refused = [&](const std::string& content, const std::string& why) {
    std::ofstream(dir.path() / "p.json") << content;
    CHECK_THROWS_WITH_AS(static_cast<void>(read_class_priors(dir.path() / "p.json", kPlane)),
                         doctest::Contains(why.c_str()), Error);
  };
  refused("{", "p.json holds no class priors");
  refused(R"({"kind": "oracle"})", "expected what ganscope classes or adapt writes");
  refused(R"({"kind": "class priors", "classes": []})", "expected one at least");
  const auto one = [](const std::string& mean, const std::string& deviation) {
    return R"({"kind": "class priors", "classes": [{"name": "7", "mean": )" + mean + R"(, "deviation": )" +
           deviation + "}]}";
  };
  refused(one("[1]", "[1, 1]"), "class '7': its mean has 1 numbers; expected the model's 2");
  refused(one("[1, 2]", "[1, -1]"), "class '7': its deviation holds -1");
  refused(one("[1, null]", "[1, 1]"), "p.json");
  const std::string twice = R"({"name": "7", "mean": [1, 2], "deviation": [1, 2]})";
  refused(R"({"kind": "class priors", "classes": [)" + twice + "," + twice + "]}",
          "class '7' stands there twice");
  CHECK_THROWS_WITH_AS(static_cast<void>(read_class_priors(dir.path() / "none.json", kPlane)),
                       doctest::Contains("none.json"), Error);
}

TEST_CASE("class priors: expressions say means, deviations and draws, by name or place") {
  CHECK(latent("class:7") == Latent{9, 9});
  CHECK(latent("class:T_shirt_top") == Latent{1, 2});
  CHECK(latent("class:1") == Latent{-3, 0});  // no class is called 1
  CHECK(latent("class:T_shirt_top+0.5s") == Latent{1.25, 2.5});
  CHECK(latent("class:ankle_boot - 2s") == Latent{-7, 0});
  CHECK(latent("mean(class:7, class:1-1s)") == Latent{2, 4.5});
  CHECK(latent("class:7 + class:1") == Latent{6, 9});
  CHECK(latent("class:7 + 2 * class:1") == Latent{3, 9});
  CHECK(latent("class:7~3") == latent("class:7~3"));
  CHECK(latent("class:7~3") != latent("class:7~4"));
  CHECK(latent("class:ankle_boot~3")[1] == 0);  // no deviation there
  CHECK_THROWS_WITH_AS(static_cast<void>(latent("class:8")), doctest::Contains("unknown class '8'"),
                       UsageError);
  CHECK_THROWS_AS(static_cast<void>(latent("class:")), UsageError);
  CHECK_THROWS_AS(static_cast<void>(latent("class:7 + 0.5x")), UsageError);
  CHECK_THROWS_WITH_AS(static_cast<void>(parse_latent("class:7", {kPlane})),
                       doctest::Contains("expected --class-priors FILE.json"), UsageError);
  const ClassPriors priors = clothes();
  const std::vector<Anchor> list = parse_latents("class:7~2..4, class:1", {kPlane, {}, &priors});
  REQUIRE(list.size() == 4);
  CHECK(list[1].text == "class:7~3");
  CHECK(list[1].latent == latent("class:7~3"));
  CHECK(list[3].text == "class:1");
}

TEST_CASE("class priors: draws have the class's mean and deviation") {
  const ClassPrior prior = clothes().classes[0];
  double sum = 0;
  double squares = 0;
  constexpr int kDraws = 4000;
  for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
    const double x = drawn_class_latent(prior, seed)[1];
    sum += x;
    squares += (x - 2) * (x - 2);
  }
  CHECK(sum / kDraws == doctest::Approx(2).epsilon(0.03));
  CHECK(std::sqrt(squares / kDraws) == doctest::Approx(1).epsilon(0.05));
}

TEST_CASE("class priors: without anchors samples, tours and the window's draws go round the classes") {
  const PriorsFile file;
  ImageConfig config;
  config.class_priors = file.path();
  config.seed = 5;
  const std::vector<Anchor> anchors = tour_anchors(config, kPlane);
  REQUIRE(anchors.size() == 2);
  CHECK(anchors[0].text == "class:T_shirt_top~5");
  CHECK(anchors[0].latent == latent("class:T_shirt_top~5"));
  CHECK(anchors[1].text == "class:ankle_boot~6");
  ImageTour tour(config, kPlane);
  std::vector<std::string> classes;
  for (int i = 0; i < 4; ++i) {
    tour.generate();
    classes.push_back(tour.current_text().substr(0, tour.current_text().find('~')));
    CHECK(tour.current() == latent(tour.current_text()));
  }
  CHECK(classes ==
        std::vector<std::string>{"class:T_shirt_top", "class:ankle_boot", "class:7", "class:T_shirt_top"});
  tour.add("class:7+1s");
  CHECK(tour.anchors().back().latent == Latent{10, 10});
}
