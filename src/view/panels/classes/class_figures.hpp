#pragma once
#include <array>
#include <string>
#include <vector>

#include "exchange/clustering.hpp"
#include "exchange/picture.hpp"
#include "exchange/square_matrix.hpp"
#include "view/panels/common/figure_painter.hpp"

namespace ganscope {

/// A tree to draw.
struct DrawnTree {
  std::string title;   ///< "average linkage"
  std::string detail;  ///< what is said of it
  std::vector<Merge> merges;
  std::vector<int> leaves;  ///< from one end to the other
};

/// What one class's bar of epsilon says.
struct EpsilonBar {
  double epsilon = 0;
  std::string detail;  ///< behind the number
  bool whole = false;  ///< all of the range keeps its class
};

// The figures of classes in latent space (MAGAN, Figures 7 to 10), each drawn into any place. `names` are the
// classes', in their order.

/// Distances between the classes' means as numbers and colours; each row's nearest in bold outline.
[[nodiscard]] FigureContent distance_figure(std::vector<std::string> names, SquareMatrix distances);
/// Dendrograms lying on their sides: names on the left, distances to the right; two columns of trees.
[[nodiscard]] FigureContent tree_figure(std::vector<std::string> names, std::vector<DrawnTree> trees);
/// Classes where a map puts them, each as the picture at its mean, with a line to the class that is nearest
/// in latent space.
[[nodiscard]] FigureContent map_figure(std::vector<std::string> names, PlaneMap map, std::vector<int> nearest,
                                       std::vector<PicturePtr> pictures);
/// Epsilons as bars.
[[nodiscard]] FigureContent epsilon_figure(std::vector<std::string> names, std::vector<EpsilonBar> bars);

/// Where the points of a map lie in `area`, the same scale both ways, with `margin` pixels around.
[[nodiscard]] std::vector<glm::vec2> map_places(const PlaneMap& map, const Rect& area, float margin);

}  // namespace ganscope
