#include "engine/latent/generated_pictures.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

namespace {

/// Gives the same numbers for every latent.
class Fixed final : public Generator {
 public:
  Fixed(ImageShape shape, std::vector<float> values) : shape_(shape), values_(std::move(values)) {}
  const ModelCard& card() const override { return card_; }
  LatentSpace latent_space() const override { return {.size = 1}; }
  ImageShape image_shape() const override { return shape_; }
  std::string device() const override { return "cpu"; }
  ImageBatch generate(std::span<const float>, std::span<const int>) override { return {1, shape_, values_}; }

 private:
  ModelCard card_;
  ImageShape shape_;
  std::vector<float> values_;
};

std::vector<std::uint8_t> drawn(const ImageShape& shape, const std::vector<float>& values) {
  Fixed generator(shape, values);
  return generated_pictures(generator, std::vector<Latent>{{0.0}}, 0, 1).front()->values;
}

}  // namespace

TEST_CASE("the last of two or four channels is opacity, over white") {
  // Two pixels: opaque, and one that lets half of the white through.
  CHECK(drawn({4, 1, 2}, {1, 0, 0, 0.2F, 0, 1, 1, 0.5F}) ==
        std::vector<std::uint8_t>{255, 0, 0, 128, 153, 255});
  CHECK(drawn({2, 1, 2}, {0.2F, 0.2F, 1, 0}) == std::vector<std::uint8_t>{51, 255});
  CHECK(drawn({3, 1, 1}, {1, 0.2F, 0}) == std::vector<std::uint8_t>{255, 51, 0});
  CHECK(drawn({1, 1, 1}, {0.2F}) == std::vector<std::uint8_t>{51});
}
