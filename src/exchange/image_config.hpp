#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "exchange/grid_kind.hpp"
#include "exchange/path_kind.hpp"

namespace ganscope {

/// How a small image is shown large. All three keep to the model's own pixels when it is shown smaller.
enum class Magnification { nearest, bilinear, bicubic };

/// What the grey of a one-channel image becomes.
enum class GreyMap { grey, inverted, ember, lagoon };

/// What a recorded tour shows.
enum class TourLayout {
  tour,   ///< the current image alone
  strip,  ///< with its neighbours along the path
  grid,   ///< the latent grid, moving along a circle orthogonal to it
};

/// A window's speed along the path, either way: laps in the time of one.
inline constexpr double kMostSpeed = 4;

/// Everything that decides the pictures of image mode. The same value gives the same pictures.
struct ImageConfig {
  std::string model;  ///< path of the generator's file
  std::string card;   ///< path of its card; empty: found by itself
  std::string tensor_prefix;
  std::string device = "auto";
  bool trust = false;

  std::string anchors;  ///< a list of latents; empty: seeds from `seed` on, as many as needed
  std::string class_priors;  ///< path of the priors of the model's classes; empty: none
  std::uint64_t seed = 1;
  int label = 0;                 ///< class of a conditional generator
  bool typical = false;          ///< anchors are brought to the prior's typical radius
  std::optional<PathKind> path;  ///< unset: a circle through two anchors, arcs through more
  double seconds = 8;            ///< one lap
  TourLayout layout = TourLayout::tour;
  double reach = 0.02;                   ///< strip: laps between two neighbours
  double at = 0;                         ///< where to begin on the path, in laps
  std::optional<std::uint64_t> explore;  ///< instead of the path the endless walk of this seed
  std::string latent;  ///< where that walk starts, else what a window shows first, off its path

  std::optional<GridKind> grid;  ///< unset: a plane, of one anchor a local one
  int rows = 8;
  int columns = 8;
  double spread = 1;  ///< see GridOptions
  int first = 1;
  double moved = 0;  ///< how far the grid has gone along its orthogonal circle, in laps

  Magnification magnification = Magnification::bicubic;
  GreyMap colours = GreyMap::grey;

  bool operator==(const ImageConfig&) const = default;
};

}  // namespace ganscope
