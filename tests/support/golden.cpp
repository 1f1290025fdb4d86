#include "support/golden.hpp"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "view/capture/png.hpp"

namespace ganscope::test {
namespace {

bool comparable(const Image& a, const Image& b) {
  return !a.empty() && a.width == b.width && a.height == b.height && a.rgb.size() == b.rgb.size();
}

std::string describe(const PictureDifference& difference, GoldenTolerance tolerance) {
  char text[160];
  std::snprintf(text, sizeof text,
                "differs by at most %d (tolerated: %d), %.4f on average (tolerated: %.4f), in %zu %s",
                difference.max, tolerance.max, difference.mean, tolerance.mean, difference.count,
                tolerance.block > 1 ? "blocks" : "pixels");
  return text;
}

void write_picture(const std::filesystem::path& path, const Image& image) {
  std::filesystem::create_directories(path.parent_path());
  write_png(path, image);
}

bool update_wanted() {
  const char* value = std::getenv("GANSCOPE_UPDATE_GOLDENS");
  return value != nullptr && std::string(value) == "1";
}

}  // namespace

PictureDifference picture_difference(const Image& a, const Image& b) {
  if (!comparable(a, b)) return {255, 255, std::max(a.rgb.size(), b.rgb.size()) / 3};
  PictureDifference out;
  double sum = 0;
  for (std::size_t pixel = 0; pixel < a.rgb.size(); pixel += 3) {
    int most = 0;
    for (std::size_t i = pixel; i < pixel + 3; ++i) {
      const int channel = std::abs(static_cast<int>(a.rgb[i]) - static_cast<int>(b.rgb[i]));
      most = std::max(most, channel);
      sum += channel;
    }
    out.max = std::max(out.max, most);
    if (most > 0) ++out.count;
  }
  out.mean = sum / static_cast<double>(a.rgb.size());
  return out;
}

Image in_blocks(const Image& image, int block) {
  if (block <= 1 || image.empty()) return image;
  Image out{(image.width + block - 1) / block, (image.height + block - 1) / block, {}};
  for (int y = 0; y < image.height; y += block)
    for (int x = 0; x < image.width; x += block)
      for (int channel = 0; channel < 3; ++channel) {
        int sum = 0;
        int count = 0;
        for (int row = y; row < std::min(y + block, image.height); ++row)
          for (int column = x; column < std::min(x + block, image.width); ++column, ++count)
            sum += image.rgb[static_cast<std::size_t>(3 * (row * image.width + column) + channel)];
        out.rgb.push_back(static_cast<std::uint8_t>((sum + count / 2) / count));
      }
  return out;
}

Image difference_picture(const Image& a, const Image& b, int gain) {
  Image out{std::min(a.width, b.width), std::min(a.height, b.height), {}};
  const auto offset = [](const Image& image, int x, int y) {
    return 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                static_cast<std::size_t>(x));
  };
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x)
      for (std::size_t channel = 0; channel < 3; ++channel) {
        const int difference = std::abs(static_cast<int>(a.rgb[offset(a, x, y) + channel]) -
                                        static_cast<int>(b.rgb[offset(b, x, y) + channel]));
        out.rgb.push_back(static_cast<std::uint8_t>(std::min(255, gain * difference)));
      }
  return out;
}

GoldenVerdict judge_golden(const GoldenFolders& folders, const std::string& name, const Image& actual,
                           GoldenTolerance tolerance, bool update) {
  const std::filesystem::path path = folders.goldens / (name + ".png");
  const std::filesystem::path actual_path = folders.failures / (name + ".actual.png");
  const std::filesystem::path diff_path = folders.failures / (name + ".diff.png");
  // What an earlier run left there would be taken for this one's.
  std::filesystem::remove(actual_path);
  std::filesystem::remove(diff_path);
  if (update) {
    write_picture(path, actual);
    return {true, true, "wrote the golden " + path.string() + "; look at it before you keep it"};
  }
  if (!std::filesystem::exists(path)) {
    write_picture(actual_path, actual);
    return {false, false,
            "there is no golden " + path.string() + "; look at " + actual_path.string() +
                " and, if it is right, run this test with GANSCOPE_UPDATE_GOLDENS=1"};
  }
  const Image golden = read_png(path);
  const PictureDifference difference =
      picture_difference(in_blocks(golden, tolerance.block), in_blocks(actual, tolerance.block));
  if (difference.max <= tolerance.max && difference.mean <= tolerance.mean) return {true, false, {}};
  write_picture(actual_path, actual);
  std::string message = name + ".png " + describe(difference, tolerance) + "; see " + actual_path.string();
  if (comparable(golden, actual)) {
    write_picture(diff_path, difference_picture(golden, actual));
    message += " and " + diff_path.string();
  } else {
    message += ", which is " + std::to_string(actual.width) + "x" + std::to_string(actual.height) +
               " instead of " + std::to_string(golden.width) + "x" + std::to_string(golden.height);
  }
  return {false, false, message};
}

void check_golden(const std::string& name, const Image& actual, GoldenTolerance tolerance) {
  const GoldenFolders folders{std::filesystem::path(GANSCOPE_SOURCE_DIR) / "tests" / "golden",
                              std::filesystem::path(GANSCOPE_BINARY_DIR) / "golden-failures"};
  constexpr int kGoldenImGui = 186;  // hundredths of its number
  const bool text = tolerance.max == kTextTolerance.max && tolerance.mean == kTextTolerance.mean;
  if (text && IMGUI_VERSION_NUM / 100 != kGoldenImGui) tolerance = kOtherTextTolerance;
  const GoldenVerdict verdict = judge_golden(folders, name, actual, tolerance, update_wanted());
  if (verdict.written) MESSAGE(verdict.message);
  CHECK_MESSAGE(verdict.passed, verdict.message);
}

}  // namespace ganscope::test
