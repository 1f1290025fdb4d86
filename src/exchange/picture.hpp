#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace ganscope {

/// An 8-bit image as a generator made it: rows from the top, pixels from the left, channels together.
struct Picture {
  int width = 0;
  int height = 0;
  int channels = 0;  ///< 1 grey, 3 red, green, blue
  std::vector<std::uint8_t> values;

  bool operator==(const Picture&) const = default;
};
/// Shared between frames, which differ in few of their pictures.
using PicturePtr = std::shared_ptr<const Picture>;

/// Pictures in rows and columns, from the top left; nullptr where there is none yet.
struct PictureGrid {
  int rows = 0;
  int columns = 0;
  std::vector<PicturePtr> cells;

  [[nodiscard]] const PicturePtr& at(int row, int column) const {
    return cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                 static_cast<std::size_t>(column)];
  }
};

}  // namespace ganscope
