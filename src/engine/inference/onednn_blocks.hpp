#pragma once
#include <cstdint>
#include <vector>

namespace ganscope {

/// How oneDNN lays numbers out in blocks: a dimension is cut into blocks, and what lies in one is inner.
struct BlockedLayout {
  std::vector<std::int64_t> dims;
  std::vector<std::int64_t> padded;        ///< dims, up to whole blocks
  std::vector<std::int64_t> strides;       ///< numbers from one block of a dimension to the next
  std::vector<std::int64_t> inner_size;    ///< outermost first
  std::vector<std::size_t> inner_dim;      ///< of which dimension each of them is a part
  [[nodiscard]] std::size_t size() const;  ///< numbers with the padding
};

/// Numbers in the order of their indices, the last one fastest, laid out so; zeros where a block isn't full.
/// `out` has layout.size() numbers. What a reorder of oneDNN does, for where those cannot be trusted.
void lay_out_in_blocks(const float* plain, const BlockedLayout& layout, float* out);

}  // namespace ganscope
