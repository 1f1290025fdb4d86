#pragma once
#include <string>

#include "exchange/run_log.hpp"

namespace ganscope {

/// The curves as a table: a header line, then a line a step with the measurements of its iteration,
/// where there are any, in the same line. What isn't known is empty. Shares are 0 to 1.
[[nodiscard]] std::string curves_csv(const RunCurves& curves);

}  // namespace ganscope
