#pragma once
#include <vector>

#include "core/rng.hpp"
#include "engine/mlp/pass.hpp"

namespace ganscope::test {

/// A network whose parameters are all away from 0 and 1, so that a test sees each of them used.
template <class T>
mlp::Network<T> small_network(const NetworkConfig& config, int inputs, int outputs, std::uint64_t seed = 3) {
  mlp::Network<T> network(inputs, outputs, config);
  Rng rng(seed, "network");
  network.draw(rng);
  for (T& p : network.parameters()) p += static_cast<T>(0.2 * rng.normal());
  mlp::Team alone;
  network.pack(alone);
  return network;
}

template <class T>
std::vector<T> numbers(std::size_t count, std::uint64_t seed) {
  Rng rng(seed, "numbers");
  std::vector<T> out(count);
  for (T& x : out) x = static_cast<T>(rng.normal());
  return out;
}

inline NetworkConfig small_config(Activation activation, Normalisation normalisation,
                                  std::vector<int> widths = {7, 33, 5}) {
  NetworkConfig config;
  config.widths = std::move(widths);
  config.activation = activation;
  config.normalisation = normalisation;
  return config;
}

inline constexpr Activation kActivations[]{Activation::elu, Activation::relu, Activation::leaky_relu,
                                           Activation::tanh};
inline constexpr Normalisation kNormalisations[]{Normalisation::batch, Normalisation::none};

}  // namespace ganscope::test
