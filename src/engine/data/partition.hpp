#pragma once

namespace ganscope {

/// Which of `count` equal pieces of [0, 1] holds `share`, 0 to count - 1. Anything outside goes to
/// the nearest end and NaN to 0, so that no sample, however wild, can index past a table.
[[nodiscard]] inline int piece_of(double share, int count) {
  if (!(share > 0)) return 0;
  if (share >= 1) return count - 1;
  const int piece = static_cast<int>(share * count);
  return piece < count ? piece : count - 1;
}

}  // namespace ganscope
