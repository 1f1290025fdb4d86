#pragma once
#include <vector>

#include "view/panels/common/figure_painter.hpp"

namespace ganscope {

/// Variances of principal components in decades, falling, and the shares (0 to 1) that the first so many
/// explain, rising, over the components' numbers from 1 on; a line with its share at each of `marks`.
[[nodiscard]] FigureContent spectrum_figure(std::vector<double> variances, std::vector<double> cumulative,
                                            std::vector<int> marks);

}  // namespace ganscope
