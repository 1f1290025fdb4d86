#pragma once
#include <span>
#include <vector>

namespace ganscope {

/// Sorts numbers upwards in linear time (radix sort), several times faster than std::sort on ten
/// thousand of them; sliced_wasserstein sorts 128 such sets. No NaN. `scratch` is resized and
/// overwritten, so that many sorts share one allocation.
void sort_floats(std::span<float> values, std::vector<float>& scratch);

}  // namespace ganscope
