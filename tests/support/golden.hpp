#pragma once
#include <cstddef>
#include <filesystem>
#include <string>

#include "view/scene/image.hpp"

namespace ganscope::test {

/// How far two pictures are apart, over all channels of all pixels, in levels of 0 to 255.
struct PictureDifference {
  int max = 0;
  double mean = 0;
  std::size_t count = 0;  ///< pixels that differ in any channel
};
/// Pictures of different sizes (or without pixels) differ everywhere by 255.
[[nodiscard]] PictureDifference picture_difference(const Image& a, const Image& b);
/// A pixel for each square of `block` pixels: their mean. Those at the right and lower edge may be smaller.
[[nodiscard]] Image in_blocks(const Image& image, int block);

/// The channel differences times `gain` on black, over what both pictures cover.
[[nodiscard]] Image difference_picture(const Image& a, const Image& b, int gain = 8);

/// What a golden may differ by. Both numbers must hold: the first catches a small thing that went
/// missing, the second a faint change of everything.
struct GoldenTolerance {
  int max = 0;
  double mean = 0;
  int block = 1;  ///< squares of so many pixels are compared by their means
};
/// Layers without text. Renderers round a blend by a level or two (llvmpipe against softpipe: 0.27 on
/// average), and where a triangle's edge passes a pixel's centre, that pixel falls to the other side
/// (37 at most). A sample that goes missing is 100 and more.
inline constexpr GoldenTolerance kPictureTolerance{48, 0.3};
/// Pictures with text: versions of FreeType shade the edges of letters a little differently.
inline constexpr GoldenTolerance kTextTolerance{64, 0.15};
/// What check_golden() takes instead under another ImGui than the goldens were made with (1.86, of Debian
/// 12): 1.90 with Debian 13's fonts sets words a pixel and tooltips ten aside, and nothing else (25 and 0.75
/// at most in all pictures). A button or a curve that went missing is still caught.
inline constexpr GoldenTolerance kOtherTextTolerance{32, 1.0, 32};

struct GoldenFolders {
  std::filesystem::path goldens;
  std::filesystem::path failures;
};
struct GoldenVerdict {
  bool passed = false;
  bool written = false;  ///< the golden was made anew
  std::string message;   ///< what to tell a person, empty when nothing happened
};
/// Compares `actual` with goldens/NAME.png. On failure writes NAME.actual.png and NAME.diff.png to
/// `failures`; with `update` writes the golden instead.
[[nodiscard]] GoldenVerdict judge_golden(const GoldenFolders& folders, const std::string& name,
                                         const Image& actual, GoldenTolerance tolerance, bool update);

/// Fails the running test when `actual` isn't tests/golden/NAME.png. GANSCOPE_UPDATE_GOLDENS=1 in
/// the environment writes the golden instead: look at it before you keep it.
void check_golden(const std::string& name, const Image& actual,
                  GoldenTolerance tolerance = kPictureTolerance);

}  // namespace ganscope::test
