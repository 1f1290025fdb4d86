#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/models/model_card.hpp"
#include "engine/models/tensor_file.hpp"

namespace ganscope {

/// One way to read a file of a known family: weights say sizes, not what stands between the layers.
struct FamilyReading {
  std::string label;  ///< what tells it from the others: "relu, tanh", "leaky_relu 0.2, eps 0.8, label first"
  ModelCard card;     ///< what was assumed is told in `assumptions`
};

/// The plausible readings of a file whose names and shapes follow a family that many people use, likeliest
/// first: pytorch/examples' DCGAN (any latent, width, channels and number of stages; one Sequential under
/// whatever name, main.N.* or N.*, or blocks of them), or a plain MLP of linear layers, batch norms and
/// activations whose output is a square picture. They differ in the activation between the layers and its
/// slope, in the last one and with it the range of the output, in the eps of batch norms, and in whether some
/// of the inputs are a one-hot label. Empty when nothing fits.
[[nodiscard]] std::vector<FamilyReading> family_readings(const TensorFile& file);

/// The card of the likeliest reading:
/// - ReLU in an MLP without norms: of eight public files of this kind seven are so;
/// - where all hidden layers but the first have a batch norm, LeakyReLU(0.2) and eps 0.8, since that layout
///   comes from PyTorch-GAN and its copies, which give BatchNorm1d a second argument of 0.8;
/// - where all of them have one, ReLU and eps 1e-5;
/// - a label where the inputs are 10 (or another usual number of classes) more than a usual latent and are
///   no usual latent themselves: 110 is 100 + 10, 12 is 10 + 2.
[[nodiscard]] std::optional<ModelCard> recognise_family(const TensorFile& file);

}  // namespace ganscope
