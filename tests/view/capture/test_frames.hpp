#pragma once
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/rng.hpp"
#include "view/scene/image.hpp"

/// Pictures to record, and files to look into.
namespace ganscope::test {

inline Image solid(int width, int height, std::array<int, 3> color) {
  Image image{width, height, {}};
  for (int i = 0; i < width * height; ++i)
    for (const int value : color) image.rgb.push_back(static_cast<std::uint8_t>(value));
  return image;
}

/// Nothing an encoder could make small.
inline Image noise(int width, int height, std::uint64_t index) {
  Image image{width, height, {}};
  Rng rng(1, "noise", index);
  image.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  for (std::uint8_t& value : image.rgb) value = static_cast<std::uint8_t>(rng.below(256));
  return image;
}

inline void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

inline std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline int files_in(const std::filesystem::path& folder) {
  const std::filesystem::directory_iterator all(folder);
  return static_cast<int>(std::distance(begin(all), end(all)));
}

}  // namespace ganscope::test
