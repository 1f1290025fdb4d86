#include "engine/data/described_prior.hpp"

#include <cstddef>
#include <glm/common.hpp>

#include "core/error.hpp"

namespace ganscope {

std::vector<float> DescribedPrior::sample(int n, Rng& rng) const {
  if (n < 0) throw out_of_range("number of latents of " + name(), std::to_string(n), "0 or more");
  const auto width = static_cast<std::size_t>(dims());
  std::vector<float> latents(static_cast<std::size_t>(n) * width);
  for (std::size_t start = 0; start < latents.size(); start += width)
    draw(std::span(latents).subspan(start, width), rng);
  return latents;
}

glm::vec2 chart_within(Bounds extent, glm::vec2 point) {
  return glm::clamp((point - extent.min) / (extent.max - extent.min), 0.0F, 1.0F);
}

}  // namespace ganscope
