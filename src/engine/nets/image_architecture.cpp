#include "engine/nets/image_architecture.hpp"

#include <string>

#include "core/error.hpp"

namespace ganscope {
namespace {

using Kind = ImageLayerKind;

const std::vector<int> kDenseWidths{256, 512, 1024};

ImageLayer plain(Kind kind) { return {.kind = kind, .shape = {}}; }

class Builder {
 public:
  explicit Builder(std::vector<int> input) { description_.input = std::move(input); }

  void linear(int inputs, int outputs) {
    add({.kind = Kind::linear, .inputs = inputs, .outputs = outputs, .shape = {}});
  }
  /// Doubles rows and columns unless the geometry says otherwise.
  void up(int inputs, int outputs, int kernel = 4, int stride = 2, int padding = 1) {
    add({Kind::conv_transpose, inputs, outputs, kernel, stride, padding, 0, {}});
  }
  /// Halves rows and columns unless the geometry says otherwise.
  void conv(int inputs, int outputs, int kernel = 4, int stride = 2, int padding = 1) {
    add({Kind::conv, inputs, outputs, kernel, stride, padding, 0, {}});
  }
  void normalise(CriticNormalisation how, int channels) {
    if (how == CriticNormalisation::none) return;
    add({.kind = how == CriticNormalisation::batch ? Kind::batch_norm : Kind::layer_norm,
         .inputs = channels,
         .outputs = channels,
         .shape = {}});
  }
  void dropout(double share) {
    if (share > 0) add({.kind = Kind::dropout, .share = share, .shape = {}});
  }
  void reshape(std::vector<int> shape) { add({.kind = Kind::reshape, .shape = std::move(shape)}); }
  void then(Kind kind) { add(plain(kind)); }
  ImageNetworkDescription take() { return std::move(description_); }

 private:
  void add(ImageLayer layer) { description_.layers.push_back(std::move(layer)); }
  ImageNetworkDescription description_;
};

int numbers(const PictureSize& picture) { return picture.channels * picture.height * picture.width; }

ImageNetworkDescription dcgan_generator(const ImageTrainConfig& config, const PictureSize& picture) {
  const int ngf = config.generator_features;
  Builder net({config.latent_size, 1, 1});
  const auto hidden = [&](int channels) {
    net.normalise(CriticNormalisation::batch, channels);
    net.then(Kind::relu);
  };
  // A shuffle makes four channels one: where it stands alone, those before it are twice as many.
  const int wider = config.arch == Architecture::dcgan_pixel_shuffle ? 2 : 1;
  net.up(config.latent_size, wider * ngf * 8, 4, 1, 0);
  hidden(wider * ngf * 8);
  net.up(wider * ngf * 8, wider * ngf * 4);
  hidden(wider * ngf * 4);
  net.up(wider * ngf * 4, wider * ngf * 2);
  hidden(wider * ngf * 2);
  if (config.arch == Architecture::dcgan) net.up(ngf * 2, ngf);
  if (config.arch == Architecture::dcgan_sub_pixel) net.conv(ngf * 2, ngf * 4, 3, 1, 1);
  if (config.arch != Architecture::dcgan) net.then(Kind::pixel_shuffle);
  hidden(ngf);
  net.up(ngf, picture.channels);
  net.then(Kind::tanh);
  return net.take();
}

ImageNetworkDescription dcgan28_generator(const ImageTrainConfig& config, const PictureSize& picture) {
  const int ngf = config.generator_features;
  Builder net({config.latent_size, 1, 1});
  net.up(config.latent_size, ngf * 4, 7, 1, 0);
  net.normalise(CriticNormalisation::batch, ngf * 4);
  net.then(Kind::relu);
  net.up(ngf * 4, ngf * 2);
  net.normalise(CriticNormalisation::batch, ngf * 2);
  net.then(Kind::relu);
  net.up(ngf * 2, picture.channels);
  net.then(Kind::tanh);
  return net.take();
}

ImageNetworkDescription dense_generator(const ImageTrainConfig& config, const PictureSize& picture,
                                        const std::vector<int>& widths) {
  Builder net({config.latent_size});
  int inputs = config.latent_size;
  for (const int width : widths) {
    net.linear(inputs, width);
    net.then(Kind::leaky_relu);
    inputs = width;
  }
  net.linear(inputs, numbers(picture));
  net.then(Kind::tanh);
  net.reshape({picture.channels, picture.height, picture.width});
  return net.take();
}

/// Halves the picture `depth` times and ends on what is left of it.
ImageNetworkDescription conv_discriminator(const ImageTrainConfig& config, const PictureSize& picture,
                                           int depth) {
  Builder net({picture.channels, picture.height, picture.width});
  int channels = config.discriminator_features;
  net.conv(picture.channels, channels);
  net.then(Kind::leaky_relu);
  net.dropout(config.dropout);
  for (int i = 1; i < depth; ++i) {
    net.conv(channels, channels * 2);
    channels *= 2;
    net.normalise(config.normalisation, channels);
    net.then(Kind::leaky_relu);
    net.dropout(config.dropout);
  }
  net.conv(channels, 1, picture.height >> depth, 1, 0);
  net.reshape({1});
  return net.take();
}

ImageNetworkDescription dense_discriminator(const ImageTrainConfig& config, const PictureSize& picture,
                                            const std::vector<int>& widths) {
  Builder net({picture.channels, picture.height, picture.width});
  int inputs = numbers(picture);
  net.reshape({inputs});
  for (std::size_t i = 0; i < widths.size(); ++i) {
    net.linear(inputs, widths[i]);
    if (i > 0) net.normalise(config.normalisation, widths[i]);
    net.then(Kind::leaky_relu);
    net.dropout(config.dropout);
    inputs = widths[i];
  }
  net.linear(inputs, 1);
  return net.take();
}

}  // namespace

PictureSize picture_size(const ImageTrainConfig& config, const PictureSize& data) {
  switch (config.arch) {
    case Architecture::dcgan:
    case Architecture::dcgan_pixel_shuffle:
    case Architecture::dcgan_sub_pixel:
      return {data.channels, 64, 64};
    case Architecture::dcgan28:
      return {data.channels, 28, 28};
    case Architecture::dense:
      if (data.channels != 1)
        throw UsageError("arch dense with data " + config.data +
                         ": its 784 outputs are one grey image of 28 x "
                         "28; expected grey data, or arch mlp");
      return {1, 28, 28};
    case Architecture::mlp:
      return config.image_size == 0 ? data : PictureSize{data.channels, config.image_size, config.image_size};
  }
  return data;
}

ImageNetworkDescription generator_layers(const ImageTrainConfig& config, const PictureSize& picture) {
  switch (config.arch) {
    case Architecture::dcgan:
    case Architecture::dcgan_pixel_shuffle:
    case Architecture::dcgan_sub_pixel:
      return dcgan_generator(config, picture);
    case Architecture::dcgan28:
      return dcgan28_generator(config, picture);
    case Architecture::dense:
      return dense_generator(config, picture, kDenseWidths);
    case Architecture::mlp:
      return dense_generator(config, picture, config.generator_widths);
  }
  return {};
}

ImageNetworkDescription discriminator_layers(const ImageTrainConfig& config, const PictureSize& picture) {
  switch (config.arch) {
    case Architecture::dcgan:
    case Architecture::dcgan_pixel_shuffle:
    case Architecture::dcgan_sub_pixel:
      return conv_discriminator(config, picture, 4);
    case Architecture::dcgan28:
      return conv_discriminator(config, picture, 2);
    case Architecture::dense:
      return dense_discriminator(config, picture, {kDenseWidths.rbegin(), kDenseWidths.rend()});
    case Architecture::mlp:
      return dense_discriminator(config, picture, config.discriminator_widths);
  }
  return {};
}

}  // namespace ganscope
