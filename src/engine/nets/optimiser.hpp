#pragma once
#include <torch/optim/optimizer.h>

#include <memory>

#include "engine/libtorch.hpp"
#include "exchange/image_train_config.hpp"
#include "exchange/toy_config.hpp"

namespace ganscope {

/// LibTorch's optimiser of this kind over one flat tensor with its gradient. Throws Error for a kind that is
/// none.
[[nodiscard]] std::unique_ptr<torch::optim::Optimizer> make_optimiser(const OptimiserConfig& config,
                                                                      const at::Tensor& parameters);

/// LibTorch's optimiser of this kind over `parameters` (one flat tensor with its gradient), with
/// PyTorch's defaults for everything the configuration doesn't say.
[[nodiscard]] std::unique_ptr<torch::optim::Optimizer> make_optimiser(const NetworkConfig& config,
                                                                      const at::Tensor& parameters);

/// Changes the learning rate and momentum of the next steps; what the configuration doesn't say, such as
/// Adam's beta2, stays as the optimiser was made with it.
void set_rate(torch::optim::Optimizer& optimiser, const NetworkConfig& config, double rate);

}  // namespace ganscope
