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

/// Reads one or two numbers a line, separated by comma, semicolon or white space. Blank lines and
/// everything after a # are skipped; the first line may name the columns; a byte order mark and
/// Windows line ends are fine. Throws Error naming the file, the line and the value when the file
/// can't be read or passes a limit, a value isn't a number within +-1e9, a row has another number
/// of columns than the first, or fewer than two different points remain.
[[nodiscard]] PointFile read_point_file(const std::filesystem::path& path, PointFileLimits limits = {});

}  // namespace ganscope
