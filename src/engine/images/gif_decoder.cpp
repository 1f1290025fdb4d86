#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "engine/images/decoded_pixels.hpp"
#include "engine/images/format_decoders.hpp"

namespace ganscope {
namespace {

struct Close {
  void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};

/// giflib's reader of a string_view.
int read_bytes(GifFileType* gif, GifByteType* to, int count) {
  auto* rest = static_cast<std::string_view*>(gif->UserData);
  const std::size_t got = std::min(rest->size(), static_cast<std::size_t>(count));
  std::memcpy(to, rest->data(), got);
  rest->remove_prefix(got);
  return static_cast<int>(got);
}

[[noreturn]] void fail(int code) {
  const char* reason = GifErrorString(code);
  throw Error(std::string("broken GIF: ") + (reason != nullptr ? reason : "it ends early"));
}

/// Reads up to the first frame and draws it.
class FirstFrame {
 public:
  explicit FirstFrame(GifFileType& gif) : gif_(gif) {}

  /// On a canvas that is transparent wherever the frame isn't.
  DecodedImage read(RgbColour background) {
    while (true) {
      GifRecordType record = UNDEFINED_RECORD_TYPE;
      check(DGifGetRecordType(&gif_, &record));
      if (record == TERMINATE_RECORD_TYPE) throw Error("broken GIF: it has no picture");
      if (record == EXTENSION_RECORD_TYPE) read_extension();
      if (record == IMAGE_DESC_RECORD_TYPE) break;
    }
    check(DGifGetImageDesc(&gif_));
    const GifImageDesc& frame = gif_.Image;
    // Some write no size of the canvas.
    const int width = gif_.SWidth > 0 ? gif_.SWidth : frame.Left + frame.Width;
    const int height = gif_.SHeight > 0 ? gif_.SHeight : frame.Top + frame.Height;
    require_size(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height));
    require_size(static_cast<std::uint64_t>(frame.Width), static_cast<std::uint64_t>(frame.Height));
    rgba_.assign(4 * pixels_of(width, height), 0);
    draw(frame, width, height);
    return on_background(width, height, rgba_, background);
  }

 private:
  void check(int result) const {
    if (result == GIF_ERROR) fail(gif_.Error);
  }

  void read_extension() {
    int code = 0;
    GifByteType* block = nullptr;
    check(DGifGetExtension(&gif_, &code, &block));
    while (block != nullptr) {
      GraphicsControlBlock control;
      if (code == GRAPHICS_EXT_FUNC_CODE && block[0] == 4 &&
          DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
        transparent_ = control.TransparentColor;
      check(DGifGetExtensionNext(&gif_, &block));
    }
  }

  void draw(const GifImageDesc& frame, int width, int height) {
    const ColorMapObject* colours = frame.ColorMap != nullptr ? frame.ColorMap : gif_.SColorMap;
    if (colours == nullptr) throw Error("broken GIF: it has no colours");
    std::vector<GifPixelType> line(static_cast<std::size_t>(frame.Width));
    for (const int row : rows_of(frame)) {
      check(DGifGetLine(&gif_, line.data(), frame.Width));
      const int y = frame.Top + row;
      if (y >= height) continue;
      for (int x = 0; x < frame.Width && frame.Left + x < width; ++x) {
        const int index = line[static_cast<std::size_t>(x)];
        if (index == transparent_ || index >= colours->ColorCount) continue;
        const GifColorType& colour = colours->Colors[index];
        std::uint8_t* pixel = &rgba_[4 * (pixels_of(width, y) + static_cast<std::size_t>(frame.Left + x))];
        pixel[0] = colour.Red;
        pixel[1] = colour.Green;
        pixel[2] = colour.Blue;
        pixel[3] = 255;
      }
    }
  }

  /// The frame's rows in the order of the file.
  static std::vector<int> rows_of(const GifImageDesc& frame) {
    struct Pass {
      int first;
      int step;
    };
    const std::vector<Pass> passes =
        frame.Interlace ? std::vector<Pass>{{0, 8}, {4, 8}, {2, 4}, {1, 2}} : std::vector<Pass>{{0, 1}};
    std::vector<int> rows;
    for (const Pass& pass : passes)
      for (int row = pass.first; row < frame.Height; row += pass.step) rows.push_back(row);
    return rows;
  }

  GifFileType& gif_;
  int transparent_ = NO_TRANSPARENT_COLOR;
  std::vector<std::uint8_t> rgba_;
};

}  // namespace

DecodedImage decode_gif(std::string_view bytes, const DecodeOptions& options) {
  int code = 0;
  const std::unique_ptr<GifFileType, Close> gif(DGifOpen(&bytes, read_bytes, &code));
  if (!gif) fail(code);
  return FirstFrame(*gif).read(options.background);
}

}  // namespace ganscope
