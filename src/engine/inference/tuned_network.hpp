#pragma once
#include "engine/inference/network.hpp"

namespace ganscope {

/// A network and how many images to give it at once.
struct TunedNetwork {
  std::unique_ptr<Network> network;
  std::int64_t chunk = 0;  ///< images at once; 0: all, since they matter to each other
  std::string kernels;     ///< "packed" or "torch", for a person
};

/// The folded network with the kernels that a measurement of about a tenth of a second finds faster on
/// this machine and thread count, and with as many images at once as keep a step's numbers near the
/// caches, unless fewer or more are measured to be clearly faster; without `measure`, packed kernels and
/// that number of images, so that two runs use the same. CPU only.
[[nodiscard]] TunedNetwork tune_network(const std::vector<NetworkLayer>& layers, const LatentSpace& latent,
                                        bool measure);

/// Whether images of a batch matter to each other, so that it must not be cut.
[[nodiscard]] bool uses_batch_statistics(const std::vector<NetworkLayer>& layers);

}  // namespace ganscope
