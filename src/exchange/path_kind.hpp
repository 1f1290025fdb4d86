#pragma once
#include <string>
#include <vector>

namespace ganscope {

/// How a tour goes through its anchors. A uniform prior's box has no great circles: its circle goes
/// straight and is reflected at the bounds, and its arcs are straight lines.
enum class PathKind {
  circle,    ///< the closed great circle through two latents
  arcs,      ///< great-circle arcs from anchor to anchor at constant speed
  smooth,    ///< without corners: a spherical cubic, continuous in velocity
  straight,  ///< straight lines at constant speed
};

/// In the order of the enumerators, as on the command line.
[[nodiscard]] const std::vector<std::string>& path_kind_names();
[[nodiscard]] const std::string& name_of(PathKind kind);

}  // namespace ganscope
