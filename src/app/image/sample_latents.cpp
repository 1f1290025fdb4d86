#include "app/image/sample_latents.hpp"

#include <utility>

#include "core/error.hpp"
#include "engine/latent/image_plan.hpp"
#include "engine/latent/prior_latents.hpp"

namespace ganscope {

SampleLatents::SampleLatents(const ImageConfig& config, const LatentSpace& space, int count)
    : config_(config), space_(space), anchors_(given_anchors(config, space)), count_(count) {
  if (anchors_.empty()) return;
  const int given = static_cast<int>(anchors_.size());
  if (count > given)
    throw out_of_range("count", std::to_string(count),
                       "at most " + std::to_string(given) + ", as --anchors names so many latents");
  if (count == 0) count_ = given;
}

Anchor SampleLatents::at(int index) const {
  if (of_anchors()) return anchors_[static_cast<std::size_t>(index)];
  const std::uint64_t seed = config_.seed + static_cast<std::uint64_t>(index);
  std::string name = "seed:" + std::to_string(seed);
  Latent latent = seeded_latent(space_, seed);
  if (!config_.typical) return {name, std::move(latent), name};
  return {name, at_typical_radius(space_, latent), "typical(" + name + ")"};
}

std::vector<Latent> SampleLatents::range(int begin, int end) const {
  std::vector<Latent> out;
  for (int i = begin; i < end; ++i) out.push_back(at(i).latent);
  return out;
}

}  // namespace ganscope
