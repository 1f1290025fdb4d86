#pragma once
#include "exchange/image_train_config.hpp"
#include "support/photographs.hpp"

namespace ganscope::test {

/// A folder of small PNGs in many colours, and a training of a few hundred weights on it.
inline std::filesystem::path make_photo_folder(const std::filesystem::path& folder, int count = 24) {
  for (int i = 0; i < count; ++i) {
    DecodedImage image = quarters(12 + i % 5, 12);
    for (std::size_t k = 0; k < image.rgb.size(); ++k)
      image.rgb[k] = static_cast<std::uint8_t>(image.rgb[k] / 2 + static_cast<std::size_t>(i) * 5 + k % 7);
    write_png_file(folder / (std::to_string(i) + ".png"), image);
  }
  return folder;
}

inline ImageTrainConfig small_training(const std::filesystem::path& photos) {
  ImageTrainConfig config;
  config.data = "folder:" + photos.string();
  config.arch = Architecture::mlp;
  take_defaults(config);
  config.image_size = 8;
  config.generator_widths = config.discriminator_widths = {8};
  config.latent_size = 4;
  config.batch = 4;
  config.seed = 5;
  return config;
}

}  // namespace ganscope::test
