#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "exchange/latent.hpp"

namespace ganscope {

/// What the view wants to see now; a newer one replaces an older one, whatever became of it.
struct ImageRequest {
  std::uint64_t stamp = 0;
  std::uint64_t generation = 0;  ///< of the model it is meant for; for another one it is dropped
  int label = 0;
  Latent latent;                   ///< the current image's
  std::vector<Latent> strip;       ///< odd number, the current one's place in the middle
  std::vector<Latent> thumbnails;  ///< of the anchors
  int rows = 0;
  int columns = 0;
  std::shared_ptr<const std::vector<Latent>> grid;  ///< rows x columns; shared as it seldom changes
};

}  // namespace ganscope
