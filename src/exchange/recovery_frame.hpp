#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exchange/latent.hpp"
#include "exchange/latent_space.hpp"
#include "exchange/picture.hpp"
#include "exchange/recovery_config.hpp"

namespace ganscope {

/// A search for one picture's latent after so many of its steps: of the nearest restart what it shows, and of
/// all of them how near they are.
struct RecoveryMoment {
  std::int64_t iteration = 0;  ///< steps made
  std::vector<float> errors;   ///< mean squared pixel error of each restart
  int best = 0;                ///< the restart with the least, from 0; the rest is its own
  Latent latent;
  PicturePtr picture;                ///< what the generator makes of it; nullptr where that isn't drawn yet
  std::optional<double> z_error;     ///< relative; where the latent is known
  double length = 0;                 ///< of the latent
  std::vector<bool> resampled;       ///< components that were drawn again at the step that led here
  std::int64_t resampled_total = 0;  ///< of all restarts since the beginning
  bool dead = false;                 ///< the gradient is exactly zero here: no descent leaves it

  [[nodiscard]] double pixel_error() const {
    return errors.empty() ? 0 : static_cast<double>(errors[static_cast<std::size_t>(best)]);
  }
};
using RecoveryMomentPtr = std::shared_ptr<const RecoveryMoment>;

/// The moments that are kept of a search, the first to the last.
using RecoveryPath = std::vector<RecoveryMomentPtr>;

/// A search for one picture's latent: made by the engine, read by everyone, changed by nobody.
struct RecoveryFrame {
  std::uint64_t run = 0;  ///< counts searches
  RecoveryConfig config;  ///< in force
  std::string name;       ///< of the picture: "photo", "seed:3"
  std::string
      fitted;  ///< what was done to fit it: "640 x 480: its middle, scaled to 64 x 64"; "" for nothing
  LatentSpace space;
  PicturePtr target;                         ///< nullptr before the model is open and the picture read
  bool known = false;                        ///< the target's own latent is known
  RecoveryMomentPtr now;                     ///< the newest; nullptr before the first
  std::shared_ptr<const RecoveryPath> path;  ///< nullptr before the first moment
  double typical_length = 0;                 ///< of the prior's latents
  double steps_per_second = 0;               ///< 0: not known
  std::optional<double>
      median_singular;    ///< of the Jacobian at the latent, over its largest; once it has ended
  bool starting = false;  ///< the model is being opened, or starts are being chosen
  bool running = false;
  bool finished = false;
  std::string error;  ///< why there is no search, or none any more; "" for nothing
};

using RecoveryFramePtr = std::shared_ptr<const RecoveryFrame>;

}  // namespace ganscope
