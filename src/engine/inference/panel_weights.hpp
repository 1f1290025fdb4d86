#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "engine/inference/huge_buffer.hpp"
#include "engine/inference/tile_kernels.hpp"

namespace ganscope {

/// How many matrices there are, and how large each is. Those of one set belong together.
struct PanelShape {
  std::int64_t depth = 0;  ///< rows of a matrix: what a sum is over
  std::int64_t columns = 0;
  std::int64_t sets = 1;
  std::int64_t parts = 1;  ///< matrices of a set
  bool floats = false;     ///< whether they must stay floats, since sums of different columns are added up
};

/// Matrices of weights in the order in which TileKernels read them. Where there are more than a core's own
/// cache holds, they are whole numbers of 16 bits with a scale a column, which all parts of a set share: half
/// the bytes, and making floats of them costs nothing beside the products. Sums are floats. The rounding
/// (root mean square) is some 6e-5 of a column's usual weight where weights are normally distributed; where
/// outliers would make it more than 5e-4 in any column, all stay floats.
class PanelWeights {
 public:
  /// `values` are sets x parts x depth x columns.
  PanelWeights(const TileKernels& kernels, const PanelShape& shape, std::span<const float> values);

  [[nodiscard]] std::int64_t panels() const { return panels_; }
  [[nodiscard]] std::int64_t panel_columns() const { return panel_columns_; }
  [[nodiscard]] std::int64_t vectors_of(std::int64_t panel) const;
  /// Numbers of the columns, up to whole vectors.
  [[nodiscard]] std::int64_t padded_columns() const { return padded_columns_; }
  /// What sums of a set's columns must be multiplied with: as many as padded_columns().
  [[nodiscard]] const float* scale(std::int64_t set) const;
  [[nodiscard]] bool is_narrow() const { return narrow_; }
  [[nodiscard]] std::size_t bytes() const { return numbers_.bytes(); }

  /// `count` rows times a panel, without the scale, as TileKernels::product.
  void multiply(std::int64_t set, std::int64_t part, std::int64_t panel, const float* const* rows,
                std::int64_t count, float* out, std::int64_t stride) const;

 private:
  void choose_scales(std::span<const float> values);
  [[nodiscard]] bool may_be_narrow(std::span<const float> values) const;
  [[nodiscard]] std::int64_t place(std::int64_t set, std::int64_t part, std::int64_t panel) const;
  template <class Number, class Convert>
  void fill(std::span<const float> values, Convert convert);

  const TileKernels* kernels_;
  PanelShape shape_;
  std::int64_t panel_columns_;
  std::int64_t panels_;
  std::int64_t padded_columns_;
  bool narrow_ = false;
  std::vector<float> scales_;  ///< sets x padded_columns
  HugeBuffer numbers_;         ///< sets x panels x parts x depth x a panel's columns
};

}  // namespace ganscope
