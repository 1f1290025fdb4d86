#include "engine/data/described_manifold.hpp"

#include <cstddef>

#include "core/error.hpp"

namespace ganscope {

Bounds square_bounds(float half, glm::vec2 centre) {
  return {.min = centre - glm::vec2(half), .max = centre + glm::vec2(half)};
}

std::vector<glm::vec2> DescribedManifold::sample(int n, Rng& rng) const {
  if (n < 0) throw out_of_range("number of samples of " + name(), std::to_string(n), "0 or more");
  std::vector<glm::vec2> samples(static_cast<std::size_t>(n));
  for (glm::vec2& point : samples) point = draw(rng);
  return samples;
}

}  // namespace ganscope
