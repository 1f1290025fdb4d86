#include "support/test_generator.hpp"

#include <chrono>
#include <cmath>
#include <thread>

#include "core/error.hpp"

namespace ganscope::test {

TestGenerator::TestGenerator(const Options& options) : options_(options) {
  card_.name = "test pattern";
  card_.data = "a formula";
  card_.latent = options.space;
  card_.image = options.shape;
}

ImageBatch TestGenerator::generate(std::span<const float> latents, std::span<const int> labels) {
  if (!failure_.empty()) throw Error(failure_);
  const auto size = static_cast<std::size_t>(options_.space.size);
  ImageBatch batch{static_cast<int>(latents.size() / size), options_.shape, {}};
  if (options_.seconds_per_image > 0)
    std::this_thread::sleep_for(std::chrono::duration<double>(options_.seconds_per_image * batch.count));
  labels_.assign(labels.begin(), labels.end());
  for (int image = 0; image < batch.count; ++image) {
    const float* z = latents.data() + static_cast<std::size_t>(image) * size;
    for (int c = 0; c < options_.shape.channels; ++c)
      for (int y = 0; y < options_.shape.height; ++y)
        for (int x = 0; x < options_.shape.width; ++x) {
          const float u = 2.f * static_cast<float>(x) / static_cast<float>(options_.shape.width) - 1;
          const float v = 2.f * static_cast<float>(y) / static_cast<float>(options_.shape.height) - 1;
          // A soft disc that the first numbers move, in a colour that the next ones choose.
          const float away = std::hypot(u - 0.4f * std::tanh(z[0]), v - 0.4f * std::tanh(z[1 % size]));
          const float disc = 1 / (1 + std::exp(8 * (away - 0.55f - 0.2f * std::tanh(z[2 % size]))));
          const float tint = 0.5f + 0.45f * std::sin(z[(3 + static_cast<std::size_t>(c)) % size] + u);
          batch.values.push_back(disc * tint + (1 - disc) * 0.1f * (1 + v));
        }
  }
  images_ += batch.count;
  return batch;
}

}  // namespace ganscope::test
