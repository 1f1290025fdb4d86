#pragma once
#include <vector>

#include "exchange/option.hpp"
#include "exchange/recovery_config.hpp"

namespace ganscope {

/// All options of RecoveryConfig. Criterion, rate, settle and iterations may change while a search goes on.
[[nodiscard]] const std::vector<Option<RecoveryConfig>>& recovery_options();

}  // namespace ganscope
