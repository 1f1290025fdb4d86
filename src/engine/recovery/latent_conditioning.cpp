#include "engine/recovery/latent_conditioning.hpp"

#include <ATen/ops/linalg_svdvals.h>

#include <algorithm>

#include "core/median.hpp"
#include "engine/libtorch.hpp"

namespace ganscope {

double LatentConditioning::median_share() const {
  if (singular_values.empty() || singular_values.front() <= 0) return 0;
  return median(singular_values) / singular_values.front();
}

LatentConditioning latent_conditioning(DifferentiableGenerator& generator, std::span<const float> latent,
                                       std::span<const int> label) {
  const auto size = static_cast<std::size_t>(generator.card().latent.size);
  std::vector<float> axes(size * size, 0);
  for (std::size_t i = 0; i < size; ++i) axes[i * size + i] = 1;
  std::vector<float> rows = generator.tangents(latent, label, axes);
  const at::Tensor jacobian = at::from_blob(
      rows.data(), {static_cast<std::int64_t>(size), generator.card().image.numbers()}, at::kFloat);
  const at::Tensor values = at::linalg_svdvals(jacobian.to(at::kDouble));
  LatentConditioning out;
  out.singular_values.assign(size, 0);  // fewer pixels than numbers leave directions that show nothing
  std::copy_n(values.data_ptr<double>(), values.numel(), out.singular_values.begin());
  return out;
}

}  // namespace ganscope
