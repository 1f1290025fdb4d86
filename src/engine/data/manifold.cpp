#include "engine/data/manifold.hpp"

#include <array>
#include <cstddef>

#include "core/error.hpp"
#include "engine/data/arc_manifold.hpp"
#include "engine/data/box_manifold.hpp"
#include "engine/data/file_manifold.hpp"
#include "engine/data/gaussian_manifold.hpp"
#include "engine/data/name_list.hpp"
#include "engine/data/spiral_manifold.hpp"

namespace ganscope {
namespace {

constexpr std::string_view kFilePrefix = "file:";

using Factory = std::shared_ptr<const Manifold> (*)();

std::shared_ptr<const Manifold> make_spiral() { return std::make_shared<SpiralManifold>(); }

/// The one list: a new manifold is a factory here. Most reach about 2 from the origin, twice the
/// size of the priors, for the sake of training: a step of RMSprop moves a weight by about the
/// learning rate however small the gradient, so that at the paper's 0.001 the samples of a generator
/// jitter by an amount that doesn't shrink with the data. Modes a unit apart are too close for it:
/// measured over several seeds, the paper's GAN keeps all nine modes of `nine-squares` with centres
/// at {-2, 0, 2}^2 and loses three at {-1, 0, 1}^2.
constexpr std::array<Factory, 11> kFactories{
    make_lattice, make_spiral,    make_gaussian, make_square,       make_nine_squares, make_ring8,
    make_grid25,  make_two_moons, make_circle,   make_line_mixture, make_interval,
};

std::vector<ManifoldInfo> checked_manifolds() {
  std::vector<ManifoldInfo> list;
  for (const Factory make : kFactories) {
    const auto manifold = make();
    list.push_back(
        {manifold->name(), manifold->description(), manifold->intrinsic_dims(), manifold->ambient_dims()});
  }
  static_cast<void>(unique_names(list, "data manifolds"));
  return list;
}

}  // namespace

int Manifold::mode(glm::vec2 /*point*/) const { return -1; }

const std::vector<ManifoldInfo>& manifold_list() {
  static const std::vector<ManifoldInfo> list = checked_manifolds();
  return list;
}

std::shared_ptr<const Manifold> make_manifold(const std::string& spec) {
  if (spec.starts_with(kFilePrefix)) {
    const std::string path = spec.substr(kFilePrefix.size());
    if (path.empty()) throw out_of_range("data manifold", "'" + spec + "'", "a path after 'file:'");
    return make_file_manifold(spec, path);
  }
  const std::vector<ManifoldInfo>& list = manifold_list();
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].name == spec) return kFactories[i]();
  std::vector<std::string> valid = unique_names(list, "data manifolds");
  valid.emplace_back("file:PATH");
  throw unknown_name("data manifold", spec, valid);
}

}  // namespace ganscope
