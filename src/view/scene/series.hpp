#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace ganscope {

/// Indices, ascending, of the points that draw the same picture as the whole curve when it is
/// `buckets` pixels wide: of every bucket of equal width in x the first, the least, the greatest and
/// the last value, so that no peak is lost. At most 4 a bucket, and all points when there are no more
/// than that.
///
/// A y that isn't finite means "missing here" and breaks the line: of each bucket's missing points
/// the first and the last are kept too (at most 6 a bucket then), so whoever draws the indices in
/// order breaks at them. Points whose x isn't finite are left out. `xs` must not descend; when the
/// spans differ in length the shorter counts.
[[nodiscard]] std::vector<std::size_t> decimate_min_max(std::span<const float> xs, std::span<const float> ys,
                                                        int buckets);

/// Of each value the mean with those before it, `window` at most; values that aren't finite are left out
/// of it, and where there are no others the mean isn't finite either.
[[nodiscard]] std::vector<float> trailing_means(std::span<const float> ys, std::size_t window);

}  // namespace ganscope
