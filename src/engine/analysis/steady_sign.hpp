#pragma once
#include <algorithm>
#include <cmath>
#include <span>

namespace ganscope {

/// 1 or -1, so that an eigenvector times this is the same with every library: its number of greatest size is
/// positive, and of those as great (but for rounding, a millionth) the first.
[[nodiscard]] inline double steady_sign(std::span<const double> vector) {
  double greatest = 0;
  for (const double x : vector) greatest = std::max(greatest, std::abs(x));
  for (const double x : vector)
    if (std::abs(x) >= greatest * (1 - 1e-6)) return x < 0 ? -1 : 1;
  return 1;
}

}  // namespace ganscope
