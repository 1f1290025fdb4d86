#pragma once
#include "exchange/toy_config.hpp"

namespace ganscope {

/// Trains the networks of `config` as one would write it with LibTorch's modules and optimisers (Linear,
/// BatchNorm1d, ELU or ReLU; the non-saturating loss) and nothing of ours but the samples. The yardstick of
/// `ganscope bench toy`. Returns seconds for `iterations` iterations after `warm_up` untimed ones.
[[nodiscard]] double plain_toy_loop_seconds(const ToyConfig& config, int warm_up, int iterations);

}  // namespace ganscope
