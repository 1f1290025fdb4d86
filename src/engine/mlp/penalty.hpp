#pragma once
#include <vector>

#include "engine/mlp/network.hpp"
#include "engine/mlp/product.hpp"
#include "engine/mlp/row_kernels.hpp"

namespace ganscope::mlp {

/// The gradient penalty of a critic without normalisation (Gulrajani 2017, equation 3): the mean over rows of
/// (|g| - 1)^2, where g is the gradient of the critic's one output at the row's point.
///
/// g is itself a way back through the network: delta = slope(z) * (W^T delta above). Its derivative goes
/// forward with a direction, the penalty's gradient at g, and on the way leaves at every z what the slope's
/// own slope makes of it; from there the usual way back follows. So it is four passes of the same products.
template <class T>
class Penalty {
 public:
  Penalty(Network<T>& network, Team& team) : network_(&network), team_(&team) {}
  /// Makes room for `rows` points.
  void shape(int rows);
  /// To be filled: rows x inputs.
  [[nodiscard]] std::span<T> input() { return input_; }
  /// Adds `weight` times the penalty's gradient to the network's gradients, and returns the penalty without
  /// the weight.
  double add(T weight);

 private:
  struct Tile {
    int row;
    int count;
  };
  struct Layer {
    Aligned<T> out;        ///< of the activation
    Aligned<T> above;      ///< first derivative at out
    Aligned<T> delta;      ///< first derivative at z
    Aligned<T> direction;  ///< the second derivative's way forward, at z and then at out
    Aligned<T> back;       ///< what it leaves at z, and its way back
  };
  struct Products {
    std::vector<Product<T>> forward;
    std::vector<Product<T>> backward;
  };
  [[nodiscard]] Rows rows_of(const Tile& tile, std::size_t layer) const;
  void first_derivative(const Tile& tile, const Products& made);
  void penalise(const Tile& tile, T weight, double& sum);
  void second_derivative(const Tile& tile, const Products& made, T* scratch);
  void weight_gradients(int member);

  Network<T>* network_;
  Team* team_;
  int rows_ = 0;
  int members_ = 0;
  std::vector<Tile> tiles_;
  Products products_[2];
  std::vector<Product<T>> gradients_;
  std::vector<Layer> layers_;
  Aligned<T> input_;
  Aligned<T> input_gradient_;  ///< then the direction
  Aligned<T> ones_;
  Aligned<T> scratch_;
  std::vector<double> sums_;  ///< of a tile
};

extern template class Penalty<float>;
extern template class Penalty<double>;

}  // namespace ganscope::mlp
