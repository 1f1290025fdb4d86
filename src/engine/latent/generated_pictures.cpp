#include "engine/latent/generated_pictures.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "engine/latent/float_range.hpp"

namespace ganscope {
namespace {

std::uint8_t to_byte(float value) {
  // Written so that nan becomes black.
  if (!(value > 0)) return 0;
  return value >= 1 ? 255 : static_cast<std::uint8_t>(std::lround(255 * value));
}

/// Image `index` of the batch. What is transparent lets white through, as paper would.
PicturePtr to_picture(const ImageBatch& batch, int index) {
  const ImageShape& shape = batch.shape;
  auto picture = std::make_shared<Picture>();
  picture->width = shape.width;
  picture->height = shape.height;
  picture->channels = shape.channels >= 3 ? 3 : 1;
  const auto plane = static_cast<std::size_t>(shape.height) * static_cast<std::size_t>(shape.width);
  const auto channels = static_cast<std::size_t>(picture->channels);
  const float* values = batch.values.data() +
                        static_cast<std::size_t>(index) * static_cast<std::size_t>(shape.channels) * plane;
  // Two channels are grey and opacity, four colours and opacity.
  const float* opacity = shape.channels % 2 == 0 ? values + channels * plane : nullptr;
  picture->values.resize(plane * channels);
  for (std::size_t c = 0; c < channels; ++c)
    for (std::size_t i = 0; i < plane; ++i) {
      const float value = values[c * plane + i];
      picture->values[i * channels + c] = to_byte(opacity == nullptr ? value : 1 + opacity[i] * (value - 1));
    }
  return picture;
}

}  // namespace

ImageBatch generated_images(Generator& generator, std::span<const Latent> latents, int label) {
  std::vector<float> numbers;
  for (const Latent& latent : latents) {
    if (const auto number = beyond_f32(latent)) throw Error("a latent holds " + f32_refusal(*number));
    for (const double x : latent) numbers.push_back(static_cast<float>(x));
  }
  std::vector<int> labels;
  if (generator.latent_space().classes > 0) labels.assign(latents.size(), label);
  return generator.generate(numbers, labels);
}

std::vector<PicturePtr> generated_pictures(Generator& generator, std::span<const Latent> latents, int label,
                                           int batch) {
  std::vector<PicturePtr> out;
  for (std::size_t begin = 0; begin < latents.size(); begin += static_cast<std::size_t>(batch)) {
    const std::size_t count = std::min(latents.size() - begin, static_cast<std::size_t>(batch));
    const ImageBatch images = generated_images(generator, latents.subspan(begin, count), label);
    for (PicturePtr& picture : pictures_of(images, images.count)) out.push_back(std::move(picture));
  }
  return out;
}

PicturePtr picture_of(const std::vector<float>& values, const ImageShape& shape) {
  return pictures_of({1, shape, values}, 1).front();
}

std::vector<PicturePtr> pictures_of(const ImageBatch& images, int count) {
  std::vector<PicturePtr> out;
  for (int i = 0; i < std::min(count, images.count); ++i) out.push_back(to_picture(images, i));
  return out;
}

PicturePtr shrunk(const PicturePtr& picture, int factor) {
  if (factor <= 1) return picture;
  auto small = std::make_shared<Picture>();
  small->width = (picture->width + factor - 1) / factor;
  small->height = (picture->height + factor - 1) / factor;
  small->channels = picture->channels;
  for (int y = 0; y < small->height; ++y)
    for (int x = 0; x < small->width; ++x)
      for (int c = 0; c < small->channels; ++c) {
        int sum = 0;
        int count = 0;
        for (int v = y * factor; v < std::min((y + 1) * factor, picture->height); ++v)
          for (int u = x * factor; u < std::min((x + 1) * factor, picture->width); ++u, ++count)
            sum +=
                picture->values[static_cast<std::size_t>((v * picture->width + u) * picture->channels + c)];
        small->values.push_back(static_cast<std::uint8_t>((sum + count / 2) / count));
      }
  return small;
}

}  // namespace ganscope
