#pragma once
#include <avif/avif.h>
#include <tiffio.h>
#include <webp/encode.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/photographs.hpp"

/// Writers of the formats beside JPEG and PNG, for tests: each as plain as its format allows.
namespace ganscope::test {

/// Pixels with an alpha.
struct RgbaImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};

inline RgbaImage opaque(const DecodedImage& image) {
  RgbaImage out{image.width, image.height, {}};
  for (std::size_t i = 0; i < image.rgb.size(); i += 3)
    out.rgba.insert(out.rgba.end(), {image.rgb[i], image.rgb[i + 1], image.rgb[i + 2], 255});
  return out;
}

/// `count` bytes of `value`, the lowest first.
inline std::string little(std::uint64_t value, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += static_cast<char>(value >> 8 * i & 255U);
  return out;
}

inline std::string webp_bytes(const RgbaImage& image) {
  std::uint8_t* data = nullptr;
  const std::size_t size =
      WebPEncodeLosslessRGBA(image.rgba.data(), image.width, image.height, 4 * image.width, &data);
  std::string bytes(reinterpret_cast<char*>(data), size);
  WebPFree(data);
  return bytes;
}

inline std::string riff_chunk(const std::string& name, const std::string& data) {
  return name + little(data.size(), 4) + data + std::string(data.size() % 2, '\0');
}

inline std::string webp_file(const std::string& chunks) {
  return "RIFF" + little(chunks.size() + 4, 4) + "WEBP" + chunks;
}

/// The picture's chunk (VP8L) of a lossless WebP.
inline std::string webp_picture_chunk(const RgbaImage& image) { return webp_bytes(image).substr(12); }

inline std::string webp_canvas(int flags, int width, int height) {
  return riff_chunk("VP8X", little(static_cast<std::uint64_t>(flags), 4) +
                                little(static_cast<std::uint64_t>(width - 1), 3) +
                                little(static_cast<std::uint64_t>(height - 1), 3));
}

/// A WebP whose EXIF says an orientation.
inline std::string webp_with_orientation(const DecodedImage& image, int orientation) {
  const std::string exif = exif_segment(orientation).substr(4 + 6);  // the block alone, as WebP has it
  return webp_file(webp_canvas(0x08, image.width, image.height) + webp_picture_chunk(opaque(image)) +
                   riff_chunk("EXIF", exif));
}

/// Frames at (0, 0), all as large as the first.
inline std::string webp_animation(const std::vector<RgbaImage>& frames) {
  const int width = frames[0].width;
  const int height = frames[0].height;
  std::string chunks = webp_canvas(0x12, width, height) + riff_chunk("ANIM", std::string(6, '\0'));
  for (const RgbaImage& frame : frames)
    chunks += riff_chunk("ANMF", little(0, 6) + little(static_cast<std::uint64_t>(width - 1), 3) +
                                     little(static_cast<std::uint64_t>(height - 1), 3) + little(100, 3) +
                                     std::string(1, '\0') + webp_picture_chunk(frame));
  return webp_file(chunks);
}

/// Where a GIF's frame lies and how it is written.
struct GifFrame {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
  bool interlaced = false;
  int transparent = -1;           ///< index
  std::vector<int> indices = {};  ///< row by row, 0 to 3
};

/// LZW without compression: a clear code before the table would need more bits.
inline std::string gif_picture(const GifFrame& frame) {
  std::vector<int> rows;
  if (frame.interlaced) {
    for (const auto& [first, step] : std::vector<std::pair<int, int>>{{0, 8}, {4, 8}, {2, 4}, {1, 2}})
      for (int y = first; y < frame.height; y += step) rows.push_back(y);
  } else {
    for (int y = 0; y < frame.height; ++y) rows.push_back(y);
  }
  std::string codes;
  int bits = 0;
  int held = 0;
  const auto put = [&](int code) {  // three bits each
    held |= code << bits;
    for (bits += 3; bits >= 8; bits -= 8, held >>= 8) codes += static_cast<char>(held & 255);
  };
  int since = 0;
  put(4);  // clear
  for (const int y : rows)
    for (int x = 0; x < frame.width; ++x) {
      if (since == 2) {
        put(4);
        since = 0;
      }
      put(frame.indices[static_cast<std::size_t>(y * frame.width + x)]);
      ++since;
    }
  put(5);  // end
  if (bits > 0) codes += static_cast<char>(held & 255);
  std::string out(1, 2);
  for (std::size_t at = 0; at < codes.size(); at += 255) {
    const std::string block = codes.substr(at, 255);
    out += static_cast<char>(block.size()) + block;
  }
  return out + std::string(1, '\0');
}

/// Colours 0 red, 1 green, 2 blue, 3 white.
inline std::string gif_bytes(int width, int height, const std::vector<GifFrame>& frames) {
  std::string out = "GIF89a" + little(static_cast<std::uint64_t>(width), 2) +
                    little(static_cast<std::uint64_t>(height), 2) + std::string("\x81\0\0", 3) +
                    std::string("\xff\0\0\0\xff\0\0\0\xff\xff\xff\xff", 12);
  for (const GifFrame& frame : frames) {
    if (frame.transparent >= 0)
      out += std::string("\x21\xf9\x04\x01\0\0", 6) + static_cast<char>(frame.transparent) +
             std::string(1, '\0');
    out += "," + little(static_cast<std::uint64_t>(frame.left), 2) +
           little(static_cast<std::uint64_t>(frame.top), 2) +
           little(static_cast<std::uint64_t>(frame.width), 2) +
           little(static_cast<std::uint64_t>(frame.height), 2) +
           static_cast<char>(frame.interlaced ? 0x40 : 0) + gif_picture(frame);
  }
  return out + ";";
}

/// test::quarters() as indices of gif_bytes().
inline std::vector<int> quarter_indices(int width, int height) {
  std::vector<int> out;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) out.push_back((x >= width / 2 ? 1 : 0) + (y >= height / 2 ? 2 : 0));
  return out;
}

/// 24 or 32 bits a pixel, bottom to top or, with a negative height in the header, top to bottom.
inline std::string bmp_bytes(const RgbaImage& image, int bits = 24, bool top_down = false) {
  std::string rows;
  for (int row = 0; row < image.height; ++row) {
    const int y = top_down ? row : image.height - 1 - row;
    for (int x = 0; x < image.width; ++x) {
      const std::uint8_t* p = &image.rgba[4 * static_cast<std::size_t>(y * image.width + x)];
      for (const int c : {2, 1, 0}) rows += static_cast<char>(p[c]);
      if (bits == 32) rows += static_cast<char>(p[3]);
    }
    rows.append((4 - rows.size() % 4) % 4, '\0');
  }
  // BITMAPV4HEADER with masks for 32 bits, so that the alpha counts.
  const std::size_t header = bits == 32 ? 108 : 40;
  std::string info = little(header, 4) + little(static_cast<std::uint64_t>(image.width), 4) +
                     little(static_cast<std::uint64_t>(top_down ? -image.height : image.height), 4) +
                     little(1, 2) + little(static_cast<std::uint64_t>(bits), 2) +
                     little(bits == 32 ? 3 : 0, 4) + little(rows.size(), 4) + little(2835, 4) +
                     little(2835, 4) + little(0, 8);
  if (bits == 32) info += little(0xff0000, 4) + little(0xff00, 4) + little(0xff, 4) + little(0xff000000, 4);
  info.resize(header, '\0');
  return "BM" + little(14 + header + rows.size(), 4) + little(0, 4) + little(14 + header, 4) + info + rows;
}

/// How a TIFF is written.
struct TiffForm {
  int bits = 8;
  int photometric = PHOTOMETRIC_RGB;
  int orientation = ORIENTATION_TOPLEFT;
  int compression = COMPRESSION_LZW;
  int extra = -1;  ///< EXTRASAMPLE_..., -1: none
  int tile = 0;    ///< pixels each way, a multiple of 16; 0: strips
};

/// Samples of `channels` a pixel, 8 bits each; widened for more.
inline void write_tiff(const std::filesystem::path& path, int width, int height, int channels,
                       const std::vector<std::uint8_t>& samples, const TiffForm& form) {
  TIFF* tiff = TIFFOpen(path.c_str(), "w");
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, channels);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, form.bits);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, form.photometric);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, form.orientation);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, form.compression);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  if (form.extra >= 0) {
    const std::uint16_t kind = static_cast<std::uint16_t>(form.extra);
    TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
  }
  // `count` pixels of row y from x on; 7s beyond the picture, as a tile has them.
  const auto pixels = [&](int x, int y, int count) {
    std::string out;
    for (int i = x * channels; i < (x + count) * channels; ++i) {
      const bool inside = i < width * channels && y < height;
      const std::uint8_t value = inside ? samples[static_cast<std::size_t>(y * width * channels + i)] : 7;
      out.append(static_cast<std::size_t>(form.bits / 8), static_cast<char>(value));
    }
    return out;
  };
  if (form.tile > 0) {
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, form.tile);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, form.tile);
    for (int top = 0; top < height; top += form.tile)
      for (int left = 0; left < width; left += form.tile) {
        std::string tile;
        for (int y = top; y < top + form.tile; ++y) tile += pixels(left, y, form.tile);
        TIFFWriteTile(tiff, tile.data(), static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(top), 0,
                      0);
      }
  } else {
    for (int y = 0; y < height; ++y)
      TIFFWriteScanline(tiff, pixels(0, y, width).data(), static_cast<std::uint32_t>(y), 0);
  }
  TIFFClose(tiff);
}

/// How an AVIF is written: turns of 90 degrees anticlockwise, then perhaps mirrored.
struct AvifForm {
  int quarters = 0;
  int mirror = -1;  ///< 0 top to bottom, 1 left to right, -1 none
  int depth = 8;
};

inline std::string avif_bytes(const RgbaImage& image, const AvifForm& form = {}) {
  avifImage* coded = avifImageCreate(image.width, image.height, form.depth, AVIF_PIXEL_FORMAT_YUV444);
  coded->matrixCoefficients = AVIF_MATRIX_COEFFICIENTS_BT601;
  if (form.quarters > 0) {
    coded->transformFlags |= AVIF_TRANSFORM_IROT;
    coded->irot.angle = static_cast<std::uint8_t>(form.quarters);
  }
  if (form.mirror >= 0) {
    coded->transformFlags |= AVIF_TRANSFORM_IMIR;
#if AVIF_VERSION_MAJOR >= 1
    coded->imir.axis = static_cast<std::uint8_t>(form.mirror);
#else
    coded->imir.mode = static_cast<std::uint8_t>(form.mirror);
#endif
  }
  std::vector<std::uint8_t> copy = image.rgba;
  avifRGBImage pixels;
  avifRGBImageSetDefaults(&pixels, coded);
  pixels.format = AVIF_RGB_FORMAT_RGBA;
  pixels.depth = 8;
  pixels.pixels = copy.data();
  pixels.rowBytes = static_cast<std::uint32_t>(4 * image.width);
  std::string bytes;
  avifEncoder* encoder = avifEncoderCreate();
  encoder->speed = 10;
  encoder->minQuantizer = encoder->maxQuantizer = 0;
  encoder->minQuantizerAlpha = encoder->maxQuantizerAlpha = 0;
  avifRWData data = AVIF_DATA_EMPTY;
  if (avifImageRGBToYUV(coded, &pixels) == AVIF_RESULT_OK &&
      avifEncoderWrite(encoder, coded, &data) == AVIF_RESULT_OK)
    bytes.assign(reinterpret_cast<char*>(data.data), data.size);
  avifRWDataFree(&data);
  avifEncoderDestroy(encoder);
  avifImageDestroy(coded);
  return bytes;
}

}  // namespace ganscope::test
