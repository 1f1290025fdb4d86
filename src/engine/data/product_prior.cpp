#include "engine/data/product_prior.hpp"

#include <algorithm>

#include "engine/data/mesh_builder.hpp"
#include "engine/data/normal_distribution.hpp"

namespace ganscope {
namespace {
constexpr double kCentral = 0.999;  // share of a normal coordinate that the mesh spans
}

ProductPrior::ProductPrior(const PriorInfo& info, Coordinate coordinate)
    : DescribedPrior(info, info.dims), coordinate_(coordinate) {}

void ProductPrior::draw(std::span<float> latent, Rng& rng) const {
  if (coordinate_ == Coordinate::normal)
    rng.fill_normal(latent);
  else
    rng.fill_uniform(latent, -1, 1);
}

float ProductPrior::chart_of(float value) const {
  if (coordinate_ == Coordinate::normal) return static_cast<float>(normal_cdf(value));
  return std::clamp(0.5F + 0.5F * value, 0.0F, 1.0F);
}

glm::vec2 ProductPrior::chart(std::span<const float> latent) const {
  return {chart_of(latent[0]), dims() > 1 ? chart_of(latent[1]) : 0.5F};
}

std::vector<float> ProductPrior::steps(int count) const {
  if (coordinate_ == Coordinate::uniform) return even_steps(-1, 1, count);
  constexpr double kTail = (1 - kCentral) / 2;
  std::vector<float> values;
  values.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    values.push_back(static_cast<float>(normal_quantile(kTail + kCentral * i / (count - 1))));
  return values;
}

PriorMesh ProductPrior::mesh(int resolution) const {
  const std::vector<float> values = steps(checked_resolution(resolution));
  MeshBuilder builder(*this);
  if (dims() > 1) {
    builder.add_patch({.x = values, .y = values, .line_intervals = kGridLines, .mass = 1});
  } else {
    std::vector<std::uint32_t> curve;
    curve.reserve(values.size());
    for (const float value : values) curve.push_back(builder.add_vertex(value, 0));
    builder.add_curve(curve, false, 1);
  }
  return builder.take();
}

}  // namespace ganscope
