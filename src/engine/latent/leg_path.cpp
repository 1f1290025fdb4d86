#include "engine/latent/leg_path.hpp"

#include <algorithm>
#include <cmath>

namespace ganscope {

double lap_share(double position) {
  const double share = position - std::floor(position);
  return share < 1 ? share : 0;  // a tiny negative position rounds up to a whole lap
}

LegPath::LegPath(std::vector<Leg> legs, std::size_t anchors) : legs_(std::move(legs)) {
  double travelled = 0;
  for (const Leg& leg : legs_) ends_.push_back(travelled += leg.length);
  for (std::size_t i = 0; i < anchors; ++i)
    positions_.push_back(i == 0 || travelled == 0 ? 0 : ends_[i - 1] / travelled);
}

Latent LegPath::at(double position) const {
  const double share = lap_share(position);
  if (share == 0 || length() == 0) return legs_.front().from;
  const double travelled = share * length();
  const auto found = std::upper_bound(ends_.begin(), ends_.end(), travelled);
  const auto i = static_cast<std::size_t>(found - ends_.begin());
  if (i >= legs_.size()) return legs_.back().to;
  const double begin = i == 0 ? 0 : ends_[i - 1];
  return legs_[i].at((travelled - begin) / legs_[i].length);
}

}  // namespace ganscope
