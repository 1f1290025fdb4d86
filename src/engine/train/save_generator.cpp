#include "engine/train/save_generator.hpp"

#include <cstring>

#include "core/error.hpp"
#include "engine/models/safetensors.hpp"
#include "engine/nets/mlp.hpp"
#include "engine/nets/raw_tensors.hpp"
#include "exchange/layer_constants.hpp"

namespace ganscope {
namespace {

LayerCard with_tensors(LayerKind kind, std::size_t index) {
  return {.kind = kind, .tensors = "main." + std::to_string(index)};
}

LayerCard convolution(LayerKind kind, std::size_t index, const ImageLayer& layer) {
  LayerCard card = with_tensors(kind, index);
  card.stride = {layer.stride, layer.stride};
  card.padding = {layer.padding, layer.padding};
  card.bias = false;
  return card;
}

LayerCard card_of(const ImageLayer& layer, std::size_t index) {
  using From = ImageLayerKind;
  switch (layer.kind) {
    case From::linear:
      return with_tensors(LayerKind::linear, index);
    case From::conv:
      return convolution(LayerKind::conv2d, index, layer);
    case From::conv_transpose:
      return convolution(LayerKind::conv_transpose2d, index, layer);
    case From::batch_norm:
      return with_tensors(LayerKind::batch_norm, index);
    case From::relu:
      return {.kind = LayerKind::relu};
    case From::leaky_relu:
      return {.kind = LayerKind::leaky_relu, .slope = kLeakyReluSlope};
    case From::tanh:
      return {.kind = LayerKind::tanh};
    case From::pixel_shuffle:
      return {.kind = LayerKind::pixel_shuffle, .factor = 2};
    case From::reshape:
      return {.kind = LayerKind::reshape, .shape = layer.shape};
    case From::layer_norm:
    case From::dropout:
    case From::max_pool:
      break;
  }
  throw Error("layer " + std::to_string(index) + " of the generator has no place on a model card");
}

}  // namespace

ModelCard card_of(const ImageTrainer& trainer, const GeneratorAbout& about) {
  ModelCard card;
  card.name = about.name;
  card.data = about.data;
  card.licence = about.licence;
  card.notes = about.notes;
  card.latent.size = trainer.config().latent_size;
  const PictureSize picture = trainer.picture();
  card.image = {picture.channels, picture.height, picture.width};
  const std::vector<ImageLayer>& layers = trainer.generator_layers();
  if (layers.front().kind == ImageLayerKind::conv_transpose)
    card.layers.push_back({.kind = LayerKind::reshape, .shape = {card.latent.size, 1, 1}});
  for (std::size_t i = 0; i < layers.size(); ++i) card.layers.push_back(card_of(layers[i], i));
  return card;
}

void save_generator(ImageTrainer& trainer, const std::filesystem::path& path, const GeneratorAbout& about) {
  std::vector<RawTensor> tensors;
  for (const NamedArray& array : trainer.generator_tensors())
    tensors.push_back(raw_tensor(array.name, array.shape, array.values));
  write_safetensors(path, tensors, {{std::string(kCardKey), to_json_text(card_of(trainer, about), -1)}});
}

}  // namespace ganscope
