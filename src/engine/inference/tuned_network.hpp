#pragma once
#include "engine/inference/folded_network.hpp"

namespace ganscope {

/// A network that goes through a batch in the way found fastest for its size.
class TunedNetwork {
 public:
  /// The plain reference: LibTorch's operators, `chunk` images at once.
  TunedNetwork(std::unique_ptr<Network> network, std::int64_t chunk);
  /// A folded network on the CPU. With `measure`, a few passes of about a tenth of a second choose
  /// kernels, threads and images at once, for one image, for few and for many: what is usual gives way only
  /// to what is clearly faster, but at once to the plain reference where that is. Without, the usual kernels
  /// and numbers that follow from the layers, so that two runs use the same.
  TunedNetwork(const std::vector<NetworkLayer>& layers, const LatentSpace& latent, bool measure);

  /// As Network::forward, for at most chunk() images where that is not 0.
  [[nodiscard]] at::Tensor forward(const at::Tensor& latents, const at::Tensor& labels);
  /// Images at once; 0: all, since they matter to each other.
  [[nodiscard]] std::int64_t chunk() const { return chunk_; }

 private:
  /// A way through a batch.
  struct Way {
    Network* network = nullptr;
    bool one_thread = false;  ///< waking another costs more than it does
    double seconds = 0;       ///< of a batch, where it was measured
  };

  [[nodiscard]] Way faster_way(std::int64_t count, Way usual, const LatentSpace& latent);
  void choose_chunk(const LatentSpace& latent);
  void drop_unused();

  std::unique_ptr<Network> usual_;
  std::vector<std::unique_ptr<Network>> others_;  ///< folded, by oneDNN's kernels and by LibTorch's operators
  std::unique_ptr<Network> plain_;                ///< the reference
  Way single_;                                    ///< for one image
  Way few_;                                       ///< for fewer than kMany
  Way batch_;
  std::int64_t chunk_;
};

/// Whether images of a batch matter to each other, so that it must not be cut.
[[nodiscard]] bool uses_batch_statistics(const std::vector<NetworkLayer>& layers);

}  // namespace ganscope
