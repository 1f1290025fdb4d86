#pragma once
#include <png.h>
#include <turbojpeg.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine/images/image_decoder.hpp"

namespace ganscope::test {

/// Four quarters: red, green over blue, white.
inline DecodedImage quarters(int width, int height) {
  DecodedImage image{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const bool right = x >= width / 2;
      const bool low = y >= height / 2;
      image.rgb.push_back(!low == !right ? 255 : 0);
      image.rgb.push_back(right ? 255 : 0);
      image.rgb.push_back(low ? 255 : 0);
    }
  // red (255,0,0), green (0,255,0), blue (0,0,255), white (255,255,255)
  return image;
}

/// APP1 with nothing but an orientation, big-endian TIFF.
inline std::string exif_segment(int orientation) {
  const std::string tiff = std::string("MM\0\x2a\0\0\0\x08", 8) + std::string("\0\x01", 2) +
                           std::string("\x01\x12\0\x03\0\0\0\x01\0", 9) + static_cast<char>(orientation) +
                           std::string("\0\0", 2) + std::string("\0\0\0\0", 4);
  const std::string body = std::string("Exif\0\0", 6) + tiff;
  const std::size_t length = body.size() + 2;
  return std::string("\xff\xe1") + static_cast<char>(length >> 8) + static_cast<char>(length & 255) + body;
}

inline std::string jpeg_bytes(const DecodedImage& image, int orientation = 0, bool grey = false) {
  const tjhandle handle = tjInitCompress();
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  tjCompress2(handle, image.rgb.data(), image.width, 0, image.height, TJPF_RGB, &buffer, &size,
              grey ? TJSAMP_GRAY : TJSAMP_444, 95, 0);
  std::string bytes(reinterpret_cast<char*>(buffer), size);
  tjFree(buffer);
  tjDestroy(handle);
  if (orientation > 0) bytes.insert(2, exif_segment(orientation));
  return bytes;
}

inline void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

inline void write_png_file(const std::filesystem::path& path, const DecodedImage& image) {
  std::filesystem::create_directories(path.parent_path());
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  png.width = static_cast<png_uint_32>(image.width);
  png.height = static_cast<png_uint_32>(image.height);
  png.format = PNG_FORMAT_RGB;
  png_image_write_to_file(&png, path.c_str(), 0, image.rgb.data(), 0, nullptr);
}

}  // namespace ganscope::test
