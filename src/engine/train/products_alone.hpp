#pragma once
#include "exchange/toy_config.hpp"

namespace ganscope {

/// Seconds that the matrix products of this many iterations take by themselves: those of engine/mlp, in its
/// shapes and on as many threads as use_threads() gave. What an iteration could take at best.
[[nodiscard]] double products_alone_seconds(const ToyConfig& config, int warm_up, int iterations);

}  // namespace ganscope
