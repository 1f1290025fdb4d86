#pragma once
#include "engine/inference/network.hpp"

namespace ganscope {

/// A network and how many images to give it at once.
struct TunedNetwork {
  std::unique_ptr<Network> network;
  std::int64_t chunk = 0;  ///< images at once; 0: all, since they matter to each other
  std::string kernels;     ///< "packed" or "torch", for a person
};

/// The folded network with the kernels and the chunk that a measurement of about a tenth of a second
/// finds fastest on this machine and thread count; without `measure`, packed kernels and 16 images, so
/// that two runs use the same. CPU only.
[[nodiscard]] TunedNetwork tune_network(const std::vector<NetworkLayer>& layers, const LatentSpace& latent,
                                        bool measure);

}  // namespace ganscope
