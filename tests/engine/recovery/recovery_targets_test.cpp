#include "engine/recovery/recovery_targets.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "core/error.hpp"
#include "engine/latent/prior_latents.hpp"
#include "support/models.hpp"
#include "support/photographs.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using test::TempDir;

TEST_CASE("targets: seeds are read as ranges and lists") {
  CHECK(parse_seeds("3") == std::vector<std::uint64_t>{3});
  CHECK(parse_seeds("1..4") == std::vector<std::uint64_t>{1, 2, 3, 4});
  CHECK(parse_seeds("1,7..9,2") == std::vector<std::uint64_t>{1, 7, 8, 9, 2});
  for (const char* text : {"", "x", "4..1", "1..", "-1", "1...3", "0..99999999", "1,,2"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(static_cast<void>(parse_seeds(text)), UsageError);
  }
}

TEST_CASE("targets: a seed's picture is that of the latent that seed:N writes") {
  const auto generator = open_differentiable(test::model_data("family_dcgan.pt"), {.device = "cpu"});
  const std::vector<RecoveryTarget> targets = targets_of_seeds(*generator, {5, 2}, 0);
  REQUIRE(targets.size() == 2);
  CHECK(targets[0].name == "seed:5");
  CHECK(targets[1].known == seeded_latent(generator->card().latent, 2));
  const std::vector<float> z(targets[1].known.begin(), targets[1].known.end());
  CHECK(targets[1].values == generator->generate(z, {}).values);
  CHECK(targets[0].fitted.empty());
}

TEST_CASE("targets: a photo's middle is taken in the pictures' proportions, and what was done is said") {
  const TempDir dir;
  const auto photo = [&](int width, int height) {
    const auto path = dir / (std::to_string(width) + "x" + std::to_string(height) + ".png");
    test::write_png_file(path, test::quarters(width, height));
    return path;
  };
  const ImageShape colour{3, 8, 8};
  // Of the size that is wanted, nothing is done, and pixels are what they were.
  const RecoveryTarget same = target_of_file(photo(8, 8), colour);
  CHECK(same.name == "8x8");
  CHECK(same.known.empty());
  CHECK(same.fitted.empty());
  REQUIRE(same.values.size() == 192);
  CHECK(same.values[0] == 1);         // red
  CHECK(same.values[7] == 0);         // green, right
  CHECK(same.values[64 + 7] == 1);
  CHECK(same.values[128 + 63] == 1);  // white, below
  // A wide one loses its sides, evenly; the middle of the halves stays where it is.
  const RecoveryTarget wide = target_of_file(photo(32, 8), colour);
  CHECK(wide.fitted == "32 x 8: its middle of 8 x 8");
  CHECK(wide.values == same.values);
  const RecoveryTarget tall = target_of_file(photo(16, 48), colour);
  CHECK(tall.fitted == "16 x 48: its middle of 16 x 16, scaled to 8 x 8");
  CHECK(tall.values[0] == doctest::Approx(1));
  CHECK(target_of_file(photo(4, 4), colour).fitted == "4 x 4: scaled to 8 x 8");
  // A generator of another shape keeps its own proportions.
  const RecoveryTarget landscape = target_of_file(photo(20, 20), {3, 5, 10});
  CHECK(landscape.fitted == "20 x 20: its middle of 20 x 10, scaled to 10 x 5");
}

TEST_CASE("targets: a colour photo is made grey for a generator of grey ones") {
  const TempDir dir;
  test::write_png_file(dir / "a.png", test::quarters(4, 4));
  const RecoveryTarget grey = target_of_file(dir / "a.png", {1, 4, 4});
  CHECK(grey.fitted == "4 x 4: made grey");
  REQUIRE(grey.values.size() == 16);
  CHECK(grey.values[0] == doctest::Approx(0.299));
  CHECK(grey.values[3] == doctest::Approx(0.587));
  CHECK(grey.values[12] == doctest::Approx(0.114));
  CHECK(grey.values[15] == doctest::Approx(1));
  DecodedImage plain = test::quarters(4, 4);
  for (std::uint8_t& x : plain.rgb) x = 200;
  test::write_png_file(dir / "b.png", plain);
  CHECK(target_of_file(dir / "b.png", {1, 4, 4}).fitted.empty());
}

TEST_CASE("targets: what cannot be read is named, with why") {
  const TempDir dir;
  std::ofstream(dir / "notes.png") << "not a picture";
  for (const char* name : {"notes.png", "none.png"}) {
    CAPTURE(name);
    try {
      static_cast<void>(target_of_file(dir / name, {3, 8, 8}));
      FAIL("was read");
    } catch (const Error& e) {
      CHECK(std::string(e.what()).find((dir / name).string() + ": ") == 0);
    }
  }
}
