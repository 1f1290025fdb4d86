#pragma once
#include <string>
#include <vector>

namespace ganscope {

/// What a layer of an image network can be.
enum class ImageLayerKind {
  linear,          ///< with bias
  conv,            ///< without bias, as pytorch/examples' DCGAN
  conv_transpose,  ///< likewise
  batch_norm,
  layer_norm,  ///< over channels, rows and columns of one image; a scale and a shift a channel
  relu,
  leaky_relu,  ///< slope kLeakyReluSlope
  tanh,
  dropout,
  pixel_shuffle,  ///< factor 2
  max_pool,       ///< 2 x 2
  reshape,
};

/// One layer, numbered as in PyTorch's Sequential; its tensors are called main.N.weight and so on.
struct ImageLayer {
  ImageLayerKind kind = ImageLayerKind::relu;
  int inputs = 0;   ///< numbers, or channels
  int outputs = 0;  ///< likewise
  int kernel = 4;
  int stride = 2;
  int padding = 1;
  double share = 0;        ///< dropout: values put out
  std::vector<int> shape;  ///< reshape: numbers, or channels, rows, columns
};

/// A network from its input to its output, and what these are.
struct ImageNetworkDescription {
  std::vector<ImageLayer> layers;
  std::vector<int> input;  ///< numbers, or channels, rows, columns
};

}  // namespace ganscope
