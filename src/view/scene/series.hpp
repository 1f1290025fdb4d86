#pragma once
#include <cstddef>
#include <limits>
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

/// What a curve that is drawn from point to point says at a place.
struct CurveValue {
  float value = std::numeric_limits<float>::quiet_NaN();  ///< NaN where nothing is drawn
  float from = 0;  ///< xs of the two points it lies between; equal at a point
  float to = 0;
};
/// At `x`; beyond an end that end's value, with its place in `from` and `to`. `log`: the line is straight in
/// the values' logarithms, and those that have none are missing. Nothing is drawn beside a missing value.
[[nodiscard]] CurveValue value_on_curve(std::span<const float> xs, std::span<const float> ys, float x,
                                        bool log);

/// Of each value the mean with those before it, `window` at most; values that aren't finite are left out
/// of it, and where there are no others the mean isn't finite either.
[[nodiscard]] std::vector<float> trailing_means(std::span<const float> ys, std::size_t window);

}  // namespace ganscope
