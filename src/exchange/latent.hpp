#pragma once
#include <string>
#include <vector>

namespace ganscope {

/// A point of latent space. Geometry is done in double, so that a tour closes to rounding; generators
/// take it as float.
using Latent = std::vector<double>;

/// A latent that a person has given a name: a stop of tours, a corner of grids.
struct Anchor {
  std::string name;
  Latent latent;
  /// How a command line writes it, such as seed:17; empty when only the numbers themselves say it.
  std::string text{};

  bool operator==(const Anchor&) const = default;
};

}  // namespace ganscope
