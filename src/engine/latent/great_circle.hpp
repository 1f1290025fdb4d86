#pragma once
#include <optional>

#include "engine/latent/path.hpp"

namespace ganscope {

/// cos(2 pi t) start + sin(2 pi t) across: the great circle of the start's radius (latent recovery, 5.2 and
/// Figure 8). `across` is orthogonal to the start and as long.
class GreatCircle : public LatentPath {
 public:
  /// Through the start and the direction of `through`, within half a turn of it. Throws Error for the zero
  /// vector and for latents of fewer than two numbers.
  explicit GreatCircle(Latent start, const std::optional<Latent>& through = std::nullopt);

  [[nodiscard]] Latent at(double position) const override;
  [[nodiscard]] bool closed() const override { return true; }
  [[nodiscard]] double length() const override;
  [[nodiscard]] const std::vector<double>& anchor_positions() const override { return positions_; }

 private:
  Latent start_;
  Latent across_;
  std::vector<double> positions_{0};
};

}  // namespace ganscope
