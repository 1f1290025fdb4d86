#include "app/image/picture_sheet.hpp"

#include <algorithm>
#include <string>

#include "app/window/egl_context.hpp"
#include "core/error.hpp"
#include "view/layers/image_picture.hpp"

namespace ganscope {
namespace {

constexpr int kUsualCell = 64;  ///< pixels each way at least, of a sheet whose size nobody chose
constexpr int kGap = 2;
constexpr int kMostPixels = 16384;

}  // namespace

Image picture_sheet(const PictureGrid& grid, const ImageRunOptions& options) {
  int width = options.width;
  int height = options.height;
  if (width == 0) {
    const Picture& like = *grid.cells.front();
    const int factor = std::max(1, (kUsualCell + like.width - 1) / like.width);
    width = grid.columns * (factor * like.width + kGap) - kGap;
    height = grid.rows * (factor * like.height + kGap) - kGap;
    if (std::max(width, height) > kMostPixels)
      throw Error("the grid would have " + std::to_string(width) + "x" + std::to_string(height) +
                  " pixels; expected at most " + std::to_string(kMostPixels) + " each way: choose a --size");
  }
  const EglContext context;
  ImagePicture picture;
  const RenderTarget target(width, height);
  ImageFrame frame;
  frame.grid = grid;
  picture.draw(frame, TourLayout::grid,
               {options.config.magnification, options.config.colours, options.theme, options.scale}, target);
  return target.read();
}

}  // namespace ganscope
