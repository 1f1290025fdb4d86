#pragma once
#include <cstdint>
#include <vector>

#include "exchange/image_train_frame.hpp"

namespace ganscope {

/// Watches the reports of a training for what usually goes before a failed one: the rules of thumb of
/// ganhacks (a discriminator loss at 0, gradient norms over 100) and of the papers (images that are all
/// alike). A warning comes when its sign has held for kPatience iterations and goes when it has been
/// away as long.
class HealthMonitor {
 public:
  explicit HealthMonitor(Loss loss) : loss_(loss) {}

  /// The warnings that came with this report.
  std::vector<HealthWarning> add(const ImageTrainReport& report);
  /// Those that hold now.
  [[nodiscard]] std::vector<HealthWarning> current() const;

  static constexpr int kPatience = 50;            ///< iterations
  static constexpr double kLossNearZero = 0.02;   ///< of a discriminator that gives probabilities
  static constexpr double kLargeGradient = 100;   ///< Euclidean norm over all weights
  static constexpr double kSmallGradient = 1e-6;  ///< likewise
  static constexpr double kLittleVariety = 0.1;   ///< of the deviation between real images

 private:
  struct Sign {
    HealthWarning warning;
    int seen = 0;  ///< iterations in a row; negative: iterations away
    bool holds = false;
  };
  void observe(HealthWarning warning, bool seen, std::int64_t iteration, std::vector<HealthWarning>& news);

  Loss loss_;
  std::vector<Sign> signs_;
};

}  // namespace ganscope
