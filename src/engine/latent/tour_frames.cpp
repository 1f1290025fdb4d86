#include "engine/latent/tour_frames.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/image_plan.hpp"

namespace ganscope {
namespace {

/// Images generated at a time: few enough for a quick first frame, enough for the kernels.
constexpr int kBatch = 16;

}  // namespace

PictureGrid pictured(const LatentGrid& grid, Generator& generator, int label, int batch) {
  PictureGrid out{grid.rows, grid.columns, generated_pictures(generator, grid.cells, label, batch)};
  out.cells.resize(static_cast<std::size_t>(grid.rows) * static_cast<std::size_t>(grid.columns));
  return out;
}

TourFrames::TourFrames(const ImageConfig& config, const LatentSpace& space,
                       const std::vector<Anchor>& anchors, int count)
    : config_(config), count_(count) {
  check_label(config, space);
  if (config.explore && config.layout == TourLayout::grid)
    throw UsageError("--explore walks with one image; expected --layout tour or strip");
  if (!config.explore && !config.latent.empty())
    throw UsageError("--latent says where a walk starts; expected --explore SEED with it");
  if (config.layout == TourLayout::grid) {
    motion_.emplace(planned_grid(config, anchors, space), space, config.seed);
  } else if (config.explore) {
    path_ = planned_walk(config, anchors, space);
    length_ = config.seconds / kWalkSeconds;
    stride_ = std::max(1, static_cast<int>(std::lround(kWalkReach / length_ * count)));
  } else {
    path_ = planned_path(config, anchors, space);
    stride_ = std::max(1, static_cast<int>(std::lround(config.reach * count)));
  }
}

double TourFrames::position(int index) const {
  // Whole frames of the lap, so that the frame after the last is the first to the bit.
  const int frame = config_.explore ? index : (index % count_ + count_) % count_;
  return config_.at + length_ * frame / count_;
}

ImageFrame TourFrames::frame(int index, Generator& generator) {
  ImageFrame out;
  out.stamp = static_cast<std::uint64_t>(index) + 1;
  if (config_.layout == TourLayout::grid) {
    const double position = config_.moved + static_cast<double>(index) / count_;
    out.grid = pictured(motion_->at(position), generator, config_.label, 4 * kBatch);
    return out;
  }
  const int side = config_.layout == TourLayout::strip ? kStripCells / 2 : 0;
  forget_before(index - side * stride_);
  for (int i = -side; i <= side; ++i) {
    PicturePtr made = picture(index + i * stride_, generator);
    if (i == 0) out.image = made;
    if (side > 0) out.strip.push_back(std::move(made));
  }
  return out;
}

PicturePtr TourFrames::picture(int index, Generator& generator) {
  // What is made is one unbroken stretch, to which batches are added at its end.
  while (made_.empty() || made_.rbegin()->first < index) {
    const int begin = made_.empty() ? index : made_.rbegin()->first + 1;
    std::vector<Latent> latents;
    for (int i = begin; i < begin + kBatch; ++i) latents.push_back(path_->at(position(i)));
    std::vector<PicturePtr> pictures = generated_pictures(generator, latents, config_.label, kBatch);
    for (int i = 0; i < kBatch; ++i)
      made_.emplace(begin + i, std::move(pictures[static_cast<std::size_t>(i)]));
  }
  return made_.at(index);
}

void TourFrames::forget_before(int index) { made_.erase(made_.begin(), made_.lower_bound(index)); }

}  // namespace ganscope
