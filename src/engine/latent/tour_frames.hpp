#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/latent/grid_motion.hpp"
#include "engine/latent/path.hpp"
#include "engine/models/generator.hpp"
#include "exchange/image_config.hpp"
#include "exchange/image_frame.hpp"

namespace ganscope {

/// The grid's images, `batch` at a time; nothing in places that are empty.
[[nodiscard]] PictureGrid pictured(const LatentGrid& grid, Generator& generator, int label, int batch);

/// Makes the frames of one lap, or of config.seconds of a walk, in order, each at its exact position. Images
/// are generated in batches a little ahead, and each only once however many frames' strips it stands in.
class TourFrames {
 public:
  /// `anchors` are the tour's, or the grid's where the layout is a grid. Throws Error when they don't fit,
  /// UsageError when the configuration contradicts itself.
  TourFrames(const ImageConfig& config, const LatentSpace& space, const std::vector<Anchor>& anchors,
             int count);

  [[nodiscard]] int count() const { return count_; }
  /// Frame `index`, 0 to count() - 1, ascending.
  [[nodiscard]] ImageFrame frame(int index, Generator& generator);

 private:
  [[nodiscard]] PicturePtr picture(int index, Generator& generator);
  [[nodiscard]] double position(int index) const;
  void forget_before(int index);

  ImageConfig config_;
  int count_;
  int stride_ = 1;                    ///< frames between neighbours of the strip
  LatentPathPtr path_;                ///< nullptr for a grid
  double length_ = 1;                 ///< laps, or latents of a walk, from the first frame to behind the last
  std::optional<GridMotion> motion_;  ///< of a grid
  std::map<int, PicturePtr> made_;    ///< by frame; negative ones and those beyond a lap wrap round
};

/// Neighbours in a walk's strip are this share of the way between two of its latents apart.
inline constexpr double kWalkReach = 0.1;

/// Neighbours in a strip, the current one in the middle.
inline constexpr int kStripCells = 9;

}  // namespace ganscope
