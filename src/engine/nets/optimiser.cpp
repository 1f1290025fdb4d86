#include "engine/nets/optimiser.hpp"

#include <torch/optim/adam.h>
#include <torch/optim/rmsprop.h>
#include <torch/optim/sgd.h>

#include <string>
#include <tuple>

#include "core/error.hpp"

namespace ganscope {

std::unique_ptr<torch::optim::Optimizer> make_optimiser(const OptimiserConfig& config,
                                                        const at::Tensor& parameters) {
  namespace optim = torch::optim;
  const std::vector<at::Tensor> all{parameters};
  switch (config.kind) {
    case OptimiserKind::rmsprop:
      return std::make_unique<optim::RMSprop>(all, optim::RMSpropOptions(config.rate));
    case OptimiserKind::adam:
      return std::make_unique<optim::Adam>(
          all, optim::AdamOptions(config.rate).betas({config.momentum, config.beta2}));
    case OptimiserKind::sgd:
      return std::make_unique<optim::SGD>(all, optim::SGDOptions(config.rate).momentum(config.momentum));
  }
  throw Error("there is no optimiser of kind " + std::to_string(static_cast<int>(config.kind)) +
              "; expected rmsprop, adam or sgd");
}

std::unique_ptr<torch::optim::Optimizer> make_optimiser(const NetworkConfig& config,
                                                        const at::Tensor& parameters) {
  return make_optimiser(
      OptimiserConfig{.kind = config.optimiser, .rate = config.rate, .momentum = config.momentum},
      parameters);
}

void set_rate(torch::optim::Optimizer& optimiser, const NetworkConfig& config, double rate) {
  for (torch::optim::OptimizerParamGroup& group : optimiser.param_groups()) {
    torch::optim::OptimizerOptions& options = group.options();
    options.set_lr(rate);
    if (config.optimiser == OptimiserKind::adam) {
      auto& adam = static_cast<torch::optim::AdamOptions&>(options);
      adam.betas({config.momentum, std::get<1>(adam.betas())});
    }
    if (config.optimiser == OptimiserKind::sgd)
      static_cast<torch::optim::SGDOptions&>(options).momentum(config.momentum);
  }
}

}  // namespace ganscope
