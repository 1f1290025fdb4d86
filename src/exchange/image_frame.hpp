#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "exchange/latent.hpp"
#include "exchange/model_info.hpp"
#include "exchange/picture.hpp"

namespace ganscope {

/// What image mode shows at one moment: made by the engine, read by everyone, changed by nobody. Parts that
/// are still to come hold what they held before, so that nothing ever goes blank.
struct ImageFrame {
  ModelInfoPtr model;                  ///< nullptr before one is open
  std::uint64_t stamp = 0;             ///< of the request that `image` answers
  PicturePtr image;                    ///< nullptr before the first
  Latent latent;                       ///< that `image` shows
  std::vector<PicturePtr> strip;       ///< the current image's neighbours along the path and itself
  PictureGrid grid;                    ///< see PictureGrid
  int grid_waiting = 0;                ///< cells that still stand in for theirs
  std::vector<PicturePtr> thumbnails;  ///< of the anchors, in their order
  double seconds_per_image = 0;        ///< what the last one took
  bool opening = false;                ///< another model is being opened
  std::string error;  ///< what went wrong last with this model or in opening another; the rest is as before
  bool card_may_help = false;  ///< `error` is of a model that another card may open
  std::uint64_t failures = 0;  ///< so many times; frames may be skipped between two that are seen
};

using ImageFramePtr = std::shared_ptr<const ImageFrame>;

}  // namespace ganscope
