#pragma once
#include <span>
#include <vector>

#include "engine/models/generator.hpp"
#include "exchange/latent.hpp"
#include "exchange/picture.hpp"

namespace ganscope {

/// The generator's images of these latents, in batches of at most `batch`, as 8-bit pictures. Of two
/// channels the first is shown, of four and more the first three. `label` is for conditional generators.
/// Throws what Generator::generate throws.
[[nodiscard]] std::vector<PicturePtr> generated_pictures(Generator& generator,
                                                         std::span<const Latent> latents, int label = 0,
                                                         int batch = 16);

/// The first `count` images of a batch as such pictures.
[[nodiscard]] std::vector<PicturePtr> pictures_of(const ImageBatch& images, int count);

/// The one image of `values` (channels x height x width, 0 to 1) as such a picture.
[[nodiscard]] PicturePtr picture_of(const std::vector<float>& values, const ImageShape& shape);

/// The images themselves, 0 to 1.
[[nodiscard]] ImageBatch generated_images(Generator& generator, std::span<const Latent> latents,
                                          int label = 0);

/// Averages of blocks of `factor` x `factor` pixels; what is left at the right and bottom counts too.
[[nodiscard]] PicturePtr shrunk(const PicturePtr& picture, int factor);

}  // namespace ganscope
