#pragma once
#include <vector>

namespace ganscope {

/// The middle one, of an even number the mean of the middle two; 0 of none.
[[nodiscard]] double median(std::vector<double> values);

}  // namespace ganscope
