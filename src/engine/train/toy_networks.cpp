#include "engine/train/toy_networks.hpp"

namespace ganscope {

std::unique_ptr<ToyNetworks> make_toy_networks(const ToyConfig& config, int latent_dims, int data_dims) {
  switch (config.engine) {
    case Engine::own:
      return make_own_networks(config, latent_dims, data_dims);
    case Engine::libtorch:
      return make_torch_networks(config, latent_dims, data_dims);
  }
  return {};
}

}  // namespace ganscope
