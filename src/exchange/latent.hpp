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

  bool operator==(const Anchor&) const = default;
};

}  // namespace ganscope
