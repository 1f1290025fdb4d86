#include "app/image/sample_latents.hpp"

#include "core/error.hpp"
#include "engine/latent/image_plan.hpp"

namespace ganscope {

SampleLatents::SampleLatents(const ImageConfig& config, const LatentSpace& space, int count)
    : config_(config),
      space_(space),
      classes_(given_priors(config, space)),
      anchors_(given_anchors(config, space)),
      count_(count) {
  if (anchors_.empty()) return;
  const int given = static_cast<int>(anchors_.size());
  if (count > given)
    throw out_of_range("count", std::to_string(count),
                       "at most " + std::to_string(given) + ", as --anchors names so many latents");
  if (count == 0) count_ = given;
}

Anchor SampleLatents::at(int index) const {
  if (of_anchors()) return anchors_[static_cast<std::size_t>(index)];
  return numbered_anchor(config_, space_, classes_, static_cast<std::size_t>(index));
}

std::vector<Latent> SampleLatents::range(int begin, int end) const {
  std::vector<Latent> out;
  for (int i = begin; i < end; ++i) out.push_back(at(i).latent);
  return out;
}

}  // namespace ganscope
