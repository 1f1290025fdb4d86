#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

namespace ganscope {

/// An IDX file of bytes, as MNIST's and Fashion-MNIST's are (yann.lecun.com/exdb/mnist).
struct IdxFile {
  std::vector<int> sizes;  ///< count, or count, rows, columns
  std::vector<std::uint8_t> values;
};

/// Reads a plain or gzipped IDX file. Throws Error naming the file, what is wrong with it and what was
/// expected: another magic number, a size that doesn't fit the header, a truncated or broken gzip.
[[nodiscard]] IdxFile read_idx(const std::filesystem::path& path);

}  // namespace ganscope
