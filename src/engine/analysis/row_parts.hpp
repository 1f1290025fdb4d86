#pragma once
#include <algorithm>

#include "engine/libtorch.hpp"

namespace ganscope {

/// Calls `work` with `at_once` rows of a matrix after the other, so that what it makes of them fits into
/// memory.
template <class Work>
void in_parts(const at::Tensor& rows, std::int64_t at_once, Work work) {
  for (std::int64_t from = 0; from < rows.size(0); from += at_once)
    work(rows.narrow(0, from, std::min(at_once, rows.size(0) - from)));
}

}  // namespace ganscope
