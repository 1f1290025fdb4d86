#include "exchange/image_options.hpp"

#include <doctest/doctest.h>

#include <set>

#include "core/error.hpp"
#include "core/text.hpp"

using namespace ganscope;

namespace {

const ImageOption& named(const std::string& name) {
  for (const ImageOption& option : image_options())
    if (option.name == name) return option;
  throw Error("no option " + name);
}

/// Every option at something else than its default.
ImageConfig unusual() {
  ImageConfig c;
  c.model = "my models/faces.pt";
  c.card = "card.json";
  c.tensor_prefix = "g.";
  c.device = "cpu";
  c.trust = true;
  c.anchors = "seed:1,mean(a.json#x, seed:3)";
  c.class_priors = "adapted.json";
  c.seed = 9;
  c.label = 3;
  c.typical = true;
  c.path = PathKind::smooth;
  c.seconds = 2.5;
  c.layout = TourLayout::strip;
  c.reach = 0.05;
  c.at = 0.375;
  c.explore = 12;
  c.latent = "seed:40";
  c.grid = GridKind::analogy;
  c.rows = 3;
  c.columns = 31;
  c.spread = 0.25;
  c.first = 2;
  c.moved = 0.125;
  c.magnification = Magnification::nearest;
  c.colours = GreyMap::ember;
  return c;
}

}  // namespace

TEST_CASE("every option of image mode reads back what it wrote") {
  const ImageConfig wanted = unusual();
  ImageConfig c;
  c.model = wanted.model;
  for (const ImageOption& option : image_options()) {
    CAPTURE(option.name);
    CHECK_FALSE(option.get(wanted) == option.get(ImageConfig()));
    option.set(c, option.get(wanted));
  }
  CHECK(c == wanted);
}

TEST_CASE("names are different, helped, and belong to a command") {
  std::set<std::string> names;
  for (const ImageOption& option : image_options()) {
    CHECK(names.insert(option.name).second);
    CHECK_FALSE(option.help.empty());
    CHECK_FALSE(option.expected.empty());
  }
  CHECK(named("layout").belongs_to("tour"));
  CHECK_FALSE(named("layout").belongs_to("sample"));
  CHECK(named("seed").belongs_to("sample"));
}

TEST_CASE("wrong values name the option and what was expected") {
  ImageConfig c;
  CHECK_THROWS_WITH_AS(named("path").set(c, "cirle"), doctest::Contains("did you mean 'circle'"), UsageError);
  CHECK_THROWS_WITH_AS(named("kind").set(c, "x"), doctest::Contains("plane, analogy, local"), UsageError);
  CHECK_THROWS_WITH_AS(named("rows").set(c, "33"), doctest::Contains("rows is 33; expected 1 to 32"),
                       UsageError);
  CHECK_THROWS_WITH_AS(named("seconds").set(c, "0"), doctest::Contains("0.1 to 3600"), UsageError);
  CHECK_THROWS_WITH_AS(named("colours").set(c, "ambr"), doctest::Contains("ember"), UsageError);
  CHECK_THROWS_AS(named("seed").set(c, "-1"), UsageError);
}

TEST_CASE("a command says only what differs and belongs to it") {
  ImageConfig c;
  c.model = "faces.pt";
  CHECK(to_command(ImageCommand::tour, c) == "ganscope tour faces.pt");
  c.path = PathKind::circle;
  c.trust = true;
  c.rows = 4;
  CHECK(to_command(ImageCommand::tour, c) == "ganscope tour faces.pt --trust --path circle --rows 4");
  CHECK(to_command(ImageCommand::sample, c) == "ganscope sample faces.pt --trust");
  CHECK(to_command(ImageCommand::image, unusual())
            .starts_with("ganscope image 'my models/faces.pt' --card card.json"));
}
