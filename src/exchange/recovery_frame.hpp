#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exchange/latent.hpp"
#include "exchange/picture.hpp"
#include "exchange/recovery_config.hpp"

namespace ganscope {

/// A moment of a search that is kept, so that one can look back over its path.
struct RecoveryMoment {
  std::int64_t iteration = 0;
  std::vector<float> errors;  ///< mean squared pixel error of each restart
  int best = 0;               ///< the restart with the least
  Latent latent;              ///< its latent then
};

/// A search for one picture's latent at one moment: made by the engine, read by everyone, changed by nobody.
struct RecoveryFrame {
  std::uint64_t run = 0;  ///< counts searches
  RecoveryConfig config;  ///< in force
  std::string name;       ///< of the picture: "photo", "this image"
  std::string
      fitted;  ///< what was done to fit it: "640 x 480: its middle, scaled to 64 x 64"; "" for nothing
  PicturePtr target;
  PicturePtr current;     ///< of the best restart
  PicturePtr difference;  ///< grey where both agree
  Latent latent;          ///< of the best restart
  std::int64_t iteration = 0;
  std::shared_ptr<const std::vector<RecoveryMoment>> path;  ///< the first to the last kept moment
  int best = 0;                                             ///< restart, from 0
  double pixel_error = 0;                                   ///< mean squared, of the best restart
  std::optional<double> z_error;                            ///< relative; where the latent is known
  double length = 0;                                        ///< of the latent
  double typical_length = 0;                                ///< of the prior's latents
  std::vector<bool> resampled;  ///< components of the best restart that were drawn again at the last step
  std::int64_t resampled_total = 0;
  std::optional<double>
      median_singular;  ///< of the Jacobian at the latent, over its largest; once it has ended
  bool running = false;
  bool finished = false;
  bool dead = false;  ///< the gradient is exactly zero at the best restart: no descent leaves it
  std::string error;  ///< why there is no search, or none any more; "" for nothing
};

using RecoveryFramePtr = std::shared_ptr<const RecoveryFrame>;

}  // namespace ganscope
