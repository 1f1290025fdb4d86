#pragma once
#include <optional>

#include "engine/models/model_card.hpp"
#include "engine/models/tensor_file.hpp"

namespace ganscope {

/// A card for files whose names and shapes follow a family that many people use: pytorch/examples'
/// DCGAN (main.N.*, any latent, width, channels and number of stages), or a plain MLP of linear layers,
/// batch norms and activations whose output is a square picture. What the file cannot say is assumed
/// and told in `assumptions`. Empty when nothing fits.
[[nodiscard]] std::optional<ModelCard> recognise_family(const TensorFile& file);

}  // namespace ganscope
