#pragma once

namespace ganscope {

/// Cumulative distribution of the standard normal, 0 to 1.
[[nodiscard]] double normal_cdf(double x);

/// The x with normal_cdf(x) = share, for share in (0, 1); -infinity and infinity at the ends.
[[nodiscard]] double normal_quantile(double share);

}  // namespace ganscope
