#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <glm/vec2.hpp>
#include <vector>

namespace ganscope {

/// The rows of a text file of points.
struct PointFile {
  int columns = 0;                ///< 1 or 2
  std::vector<glm::vec2> points;  ///< in the order of the file; y is 0 for one column
};

/// What is read at most, so that a wrong file can't fill the memory.
struct PointFileLimits {
  std::uintmax_t bytes = 64ULL << 20;
  std::size_t points = 1'000'000;
};

/// Reads one or two numbers a line, separated by comma, semicolon or white space, with decimal points, or
/// with decimal commas where those separate nothing (0,5;1,25 or "0,5","1,25"). Blank lines and everything
/// after a # are skipped; the first line may name the columns; numbers may stand in quotes; a byte order mark
/// and Windows line ends are fine. `columns` is how many there shall be, 1 or 2; 0 leaves it to the file.
/// Throws Error naming the file, the line and the value when the file can't be read, is of another format or
/// passes a limit, a value isn't a number within +-1e9, a row has another number of columns than the first or
/// than `columns`, decimal points stand beside decimal commas, lines like 1,25 can be two columns of whole
/// numbers or one with decimal commas and nothing says which, or fewer than two different points remain.
[[nodiscard]] PointFile read_point_file(const std::filesystem::path& path, PointFileLimits limits = {},
                                        int columns = 0);

}  // namespace ganscope
