#include "support/golden.hpp"

#include <doctest/doctest.h>

#include "support/temp_dir.hpp"
#include "view/capture/png.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

/// 10 x 10 pixels in which every value occurs at most once a row.
Image ramp() {
  Image image{10, 10, {}};
  for (int i = 0; i < 300; ++i) image.rgb.push_back(static_cast<std::uint8_t>(i % 200 + 20));
  return image;
}

constexpr GoldenTolerance kTolerance{10, 0.1};

/// The folders of one test, with `golden` in place.
struct Case {
  TempDir folder;
  GoldenFolders folders{folder / "golden", folder / "failures"};

  explicit Case(const Image& golden) {
    std::filesystem::create_directories(folders.goldens);
    write_png(folders.goldens / "ramp.png", golden);
  }
  [[nodiscard]] GoldenVerdict judge(const Image& actual, bool update = false) const {
    return judge_golden(folders, "ramp", actual, kTolerance, update);
  }
  [[nodiscard]] bool left(const std::string& name) const {
    return std::filesystem::exists(folders.failures / name);
  }
};

}  // namespace

TEST_CASE("golden: blocks hide what moves by a pixel, and nothing that is missing") {
  Image stripes{96, 64, std::vector<std::uint8_t>(3 * 96 * 64, 20)};
  const auto draw = [](Image& image, int x, int width) {
    for (int y = 10; y < 50; ++y)
      for (int column = x; column < x + width; ++column)
        for (int channel = 0; channel < 3; ++channel)
          image.rgb[static_cast<std::size_t>(3 * (y * image.width + column) + channel)] = 220;
  };
  Image moved = stripes;
  const Image missing = stripes;
  draw(stripes, 40, 2);
  draw(moved, 41, 2);
  CHECK(picture_difference(stripes, moved).max == 200);
  CHECK(picture_difference(in_blocks(stripes, 32), in_blocks(moved, 32)).max == 0);
  draw(stripes, 4, 24);
  CHECK(picture_difference(in_blocks(stripes, 32), in_blocks(missing, 32)).max > 32);
  const Image edges = in_blocks(stripes, 50);
  CHECK(edges.width == 2);
  CHECK(edges.height == 2);
}

TEST_CASE("the difference of two pictures: greatest, mean over channels, and changed pixels") {
  const Image a = ramp();
  Image b = a;
  CHECK(picture_difference(a, b).max == 0);
  CHECK(picture_difference(a, b).count == 0);
  b.rgb[0] = static_cast<std::uint8_t>(a.rgb[0] + 30);
  b.rgb[2] = static_cast<std::uint8_t>(a.rgb[2] - 9);
  b.rgb[299] = static_cast<std::uint8_t>(a.rgb[299] - 21);
  const PictureDifference difference = picture_difference(a, b);
  CHECK(difference.max == 30);
  CHECK(difference.mean == doctest::Approx(60.0 / 300));
  CHECK(difference.count == 2);
  CHECK(picture_difference(b, a).max == 30);
}

TEST_CASE("pictures of other sizes differ everywhere") {
  const Image turned{20, 5, ramp().rgb};
  CHECK(picture_difference(ramp(), turned).max == 255);
  CHECK(picture_difference(ramp(), turned).mean == 255);
  CHECK(picture_difference(ramp(), turned).count == 100);
  CHECK(picture_difference(ramp(), {}).max == 255);
  CHECK(picture_difference({}, {}).max == 255);  // nothing drawn is never right
}

TEST_CASE("the diff picture shows where, amplified and saturated") {
  Image b = ramp();
  b.rgb[0] += 3;
  b.rgb[5] -= 100;
  const Image diff = difference_picture(ramp(), b, 8);
  REQUIRE(diff.rgb.size() == 300);
  CHECK(diff.rgb[0] == 24);
  CHECK(diff.rgb[5] == 255);
  CHECK(diff.rgb[1] == 0);
}

TEST_CASE("a picture within both tolerances passes and leaves nothing behind") {
  const Case here(ramp());
  Image actual = ramp();
  actual.rgb[7] += 10;
  const GoldenVerdict verdict = here.judge(actual);
  CHECK(verdict.passed);
  CHECK(verdict.message.empty());
  CHECK_FALSE(std::filesystem::exists(here.folders.failures));
}

TEST_CASE("one pixel too far off fails and is shown") {
  const Case here(ramp());
  Image actual = ramp();
  actual.rgb[7] += 11;
  const GoldenVerdict verdict = here.judge(actual);
  CHECK_FALSE(verdict.passed);
  CHECK(verdict.message.find("at most 11 (tolerated: 10)") != std::string::npos);
  CHECK(verdict.message.find("ramp.diff.png") != std::string::npos);
  CHECK(read_png(here.folders.failures / "ramp.actual.png").rgb == actual.rgb);
  CHECK(read_png(here.folders.failures / "ramp.diff.png").rgb[7] == 88);
  CHECK(here.judge(ramp()).passed);
  CHECK_FALSE(here.left("ramp.actual.png"));  // an old failure doesn't outlive its cause
  CHECK_FALSE(here.left("ramp.diff.png"));
}

TEST_CASE("a faint change of everything fails") {
  const Case here(ramp());
  Image actual = ramp();
  for (std::uint8_t& value : actual.rgb) value += 1;
  CHECK_FALSE(here.judge(actual).passed);
}

TEST_CASE("a picture of another size fails and says so") {
  const Case here(ramp());
  const GoldenVerdict verdict = here.judge({20, 5, ramp().rgb});
  CHECK_FALSE(verdict.passed);
  CHECK(verdict.message.find("20x5 instead of 10x10") != std::string::npos);
  CHECK(here.left("ramp.actual.png"));
}

TEST_CASE("a missing golden fails and says how to make it") {
  const TempDir folder;
  const GoldenFolders folders{folder / "golden", folder / "failures"};
  const GoldenVerdict missing = judge_golden(folders, "inside/new", ramp(), kTolerance, false);
  CHECK_FALSE(missing.passed);
  CHECK(missing.message.find("GANSCOPE_UPDATE_GOLDENS=1") != std::string::npos);
  CHECK(std::filesystem::exists(folders.failures / "inside/new.actual.png"));
  const GoldenVerdict made = judge_golden(folders, "inside/new", ramp(), kTolerance, true);
  CHECK(made.passed);
  CHECK(made.written);
  CHECK(read_png(folders.goldens / "inside/new.png").rgb == ramp().rgb);
  CHECK(judge_golden(folders, "inside/new", ramp(), kTolerance, false).passed);
}

TEST_CASE("updating replaces a golden that differs") {
  const Case here(ramp());
  Image actual = ramp();
  actual.rgb[0] = 255;
  CHECK(here.judge(actual, true).written);
  CHECK(here.judge(actual).passed);
  CHECK_FALSE(here.judge(ramp()).passed);
}
