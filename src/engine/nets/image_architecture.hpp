#pragma once
#include "engine/nets/image_layer.hpp"
#include "exchange/image_train_config.hpp"

namespace ganscope {

/// Size of the images a network works on.
struct PictureSize {
  int channels = 0;
  int height = 0;
  int width = 0;
  bool operator==(const PictureSize&) const = default;
};

/// What the networks of `config` work on when the data's images have this size: dcgan 64 x 64, dcgan28
/// and dense 28 x 28, mlp its image_size. Throws UsageError where the architecture has no room for the
/// data's channels (dense: one).
[[nodiscard]] PictureSize picture_size(const ImageTrainConfig& config, const PictureSize& data);

/// Latents to images in [-1, 1].
///  - dcgan: latent recovery 4.1.2, which is pytorch/examples' DCGAN
///  - dcgan-pixel-shuffle: latent recovery 4.1.3; a shuffle by 2 is put in the place of hidden layer 4's
///    transposed convolution, and hidden layers 1 to 3 have twice the channels: 1024 x 4 x 4, 512 x 8 x 8 and
///    256 x 16 x 16, of which it makes 64 x 32 x 32
///  - dcgan-sub-pixel: hidden layer 4 is a convolution to four times the channels, which the shuffle lays out
///  as
///    2 x 2 pixels (Shi 2016's sub-pixel convolution); the layers before it are dcgan's
///  - dcgan28: two doublings from 7 x 7
///  - dense: 100-256-512-1024-784, web latent explorer 7.1
///  - mlp: generator_widths
/// The dense networks have leaky ReLUs, the others ReLUs and batch normalisation.
[[nodiscard]] ImageNetworkDescription generator_layers(const ImageTrainConfig& config,
                                                       const PictureSize& picture);

/// Images in [-1, 1] to one raw number: a logit, or a critic's value. The mirror of the generator, with
/// leaky ReLUs, normalised as the configuration says but in its first and last layer.
[[nodiscard]] ImageNetworkDescription discriminator_layers(const ImageTrainConfig& config,
                                                           const PictureSize& picture);

}  // namespace ganscope
