#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/models/model_card.hpp"
#include "engine/models/tensor_file.hpp"

namespace ganscope {

/// A layer whose tensors were found and whose sizes fit.
struct PlannedLayer {
  LayerCard card;
  int number = 0;  ///< from 1, as in messages
  /// Places in the file, by TensorRole.
  std::array<std::optional<std::size_t>, kTensorRoles> tensors;
  /// Which outputs come in: that of the layer before it or another that the card names, then those that an
  /// addition or concatenation takes. 0 is the latent, n what layer n gives.
  std::vector<int> inputs;
  TensorShape in;  ///< numbers, or channels, height, width, of one image
  TensorShape out;
  std::int64_t parameters = 0;     ///< trained numbers; running statistics are none
  std::int64_t multiply_adds = 0;  ///< for one image, of linear layers and convolutions

  [[nodiscard]] std::optional<std::size_t> tensor(TensorRole role) const {
    return tensors[static_cast<std::size_t>(role)];
  }
};

/// A card and a file that fit each other.
struct ModelPlan {
  ModelCard card;
  LatentSpace latent;  ///< the card's, with the number of classes that the embedding has
  std::vector<PlannedLayer> layers;
  std::int64_t parameters = 0;
  std::int64_t multiply_adds = 0;
  std::vector<std::string> unused;  ///< tensors of the file that no layer uses
};

/// Follows an image through the card's layers. Throws Error naming card, layer and its number: a tensor
/// that the file lacks (with the nearest name), a shape that doesn't fit (expected and found), sizes
/// that don't follow from each other, an image of another size than the card tells.
[[nodiscard]] ModelPlan plan_model(const ModelCard& card, const TensorFile& file);

}  // namespace ganscope
