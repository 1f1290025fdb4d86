#pragma once
#include <vector>

#include "engine/latent/leg.hpp"
#include "engine/latent/path.hpp"

namespace ganscope {

/// Legs one after the other, each given time in proportion to its length.
class LegPath : public LatentPath {
 public:
  /// At least one leg; each begins where the one before ends, the first where the last ends. The first
  /// `anchors` legs begin at anchors.
  LegPath(std::vector<Leg> legs, std::size_t anchors);

  [[nodiscard]] Latent at(double position) const override;
  [[nodiscard]] bool closed() const override { return true; }
  [[nodiscard]] double length() const override { return ends_.back(); }
  [[nodiscard]] const std::vector<double>& anchor_positions() const override { return positions_; }

 private:
  std::vector<Leg> legs_;
  std::vector<double> ends_;  ///< length travelled at the end of each leg
  std::vector<double> positions_;
};

/// The share of a lap, in [0, 1), for any finite position.
[[nodiscard]] double lap_share(double position);

}  // namespace ganscope
