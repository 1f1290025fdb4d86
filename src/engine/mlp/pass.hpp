#pragma once
#include <array>
#include <span>
#include <vector>

#include "engine/mlp/network.hpp"
#include "engine/mlp/product.hpp"
#include "engine/mlp/row_kernels.hpp"

namespace ganscope::mlp {

/// Rows that one member works on at a time. The order of every sum hangs on it, and on nothing else.
inline constexpr int kTileRows = 64;

/// What a way back is for.
struct Backward {
  bool weights = true;   ///< fills the network's gradients
  int inputs_from = -1;  ///< fills input_gradients() from this row on; -1: not at all
};

/// The way of a batch through a network and back, with what it leaves in between. A batch is one or several
/// groups of equally many rows, each normalised by itself. Memory is asked for in shape() alone.
///
/// Every member of the team does its tiles of rows through as many layers as it can; where a normalisation
/// needs all rows, they meet. Weight gradients are shared out by columns, over all rows. So every number is
/// made by one member in one order, and any number of members gives the same bits.
template <class T>
class Pass {
 public:
  Pass(Network<T>& network, Team& team) : network_(&network), team_(&team) {}

  /// Makes room for groups * rows rows; nothing to do when that is what it has. One that isn't `kept` has no
  /// way back and needs far less.
  void shape(int rows, int groups = 1, bool kept = true);
  /// To be filled before forward(): groups * rows x inputs.
  [[nodiscard]] std::span<T> input() { return input_; }
  /// Batch statistics; `moves` the running ones, group by group. pack() of the network before.
  void forward(bool moves);
  /// groups * rows x outputs.
  [[nodiscard]] std::span<const T> output() const { return output_; }
  /// From the gradients at the output, as output() lies. Once for each forward().
  void backward(const T* output_gradients, const Backward& wanted);
  /// For measurements: the products of forward(), and of backward() where something is wanted of it, and
  /// nothing else. What a pass holds afterwards means nothing.
  void multiply_alone(const Backward& wanted);
  /// groups * rows x inputs; only the rows that were wanted.
  [[nodiscard]] std::span<const T> input_gradients() const { return input_gradients_; }

  /// Mean and biased variance of a normalised layer's outputs before the normalisation, in the last
  /// forward() and group 0; written to spans of that layer's width.
  void statistics(int layer, std::span<T> mean, std::span<T> variance) const;

 private:
  struct Tile {
    int row;
    int count;
    int group;
  };
  /// Products of a tile with as many rows as it has: whole ones, and the last one of a group.
  struct TileProducts {
    std::vector<Product<T>> forward;
    std::vector<Product<T>> backward;
  };
  /// A layer's weight gradients are made in blocks of outputs, each from blocks of rows.
  struct GradientProducts {
    std::array<std::array<Product<T>, 2>, 2> at;  ///< [last block of outputs][adds to what is there]
    std::array<Product<T>, 2> last_rows;          ///< the last, shorter block of rows
  };
  struct Layer {
    T* z = nullptr;       ///< before the normalisation, without the bias; `out` itself without normalisation
    T* out = nullptr;     ///< after the activation
    Aligned<T> gradient;  ///< at out, then at z; from the first backward() on
    Aligned<T> sums;      ///< of each tile, two numbers a column
  };
  /// A member's own copy of what a normalisation does.
  struct Constants {
    T* mean;
    T* variance;
    T* inverse;
    T* factor;
    T* sum;
    T* sum_hat;
    T* at_mean;
    T* at_deviation;
  };

  [[nodiscard]] Constants constants(int member, int layer, int group) const;
  [[nodiscard]] Share share(int member) const {
    return {static_cast<int>(tiles_.size()), member, team_->size()};
  }
  [[nodiscard]] const TileProducts& products(const Tile& tile) const {
    return products_[tile.count == tile_rows_[0] ? 0 : 1];
  }
  [[nodiscard]] const T* layer_input(int layer, int row) const;
  /// Of a row in z and out. What isn't kept is in two places that layers take in turns, each row in its own.
  [[nodiscard]] std::size_t offset(std::size_t layer, int row) const {
    return static_cast<std::size_t>(row) *
           static_cast<std::size_t>(kept_ ? network_->layers()[layer].stride : widest_);
  }
  void make_room();
  void make_products();
  void multiply_forward(int layer, const Tile& tile);
  void multiply_backward(int layer, const Tile& tile, const T* gradients);
  void finish_hidden(int layer, const Tile& tile, int member);
  void finish_output(const Tile& tile);
  void gather_statistics(int layer, int member, bool moves);
  void forward_normalised(int member, bool moves);
  void forward_plain(int member);
  void through_activation(int layer, const Tile& tile, int member);
  void gather_sums(int layer, int member, bool weights);
  void weight_gradients(int layer, int member, const T* output_gradients);
  void bias_gradients(int layer, const T* output_gradients);
  void input_gradient(const Tile& tile, const Backward& wanted);
  void make_gradient_room();
  void backward_normalised(int member, const T* output_gradients, const Backward& wanted);
  void backward_plain(int member, const T* output_gradients, const Backward& wanted);

  Network<T>* network_;
  Team* team_;
  int rows_ = 0;  ///< of a group
  int groups_ = 0;
  int members_ = 0;
  bool kept_ = true;
  std::vector<Tile> tiles_;
  std::array<int, 2> tile_rows_{};
  std::array<TileProducts, 2> products_;
  std::vector<GradientProducts> gradient_products_;
  std::vector<Layer> layers_;  ///< the hidden ones
  Aligned<T> room_;            ///< for z and out
  Aligned<T> input_;
  Aligned<T> output_;
  Aligned<T> input_gradients_;
  mutable Aligned<T> constants_;
  int widest_ = 0;
};

extern template class Pass<float>;
extern template class Pass<double>;

}  // namespace ganscope::mlp
