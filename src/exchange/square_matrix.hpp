#pragma once
#include <cstddef>
#include <vector>

namespace ganscope {

/// size x size numbers, row by row: distances between things, 0 on the diagonal.
struct SquareMatrix {
  int size = 0;
  std::vector<double> values;

  SquareMatrix() = default;
  explicit SquareMatrix(int n)
      : size(n), values(static_cast<std::size_t>(n) * static_cast<std::size_t>(n), 0) {}
  [[nodiscard]] double& at(int row, int column) { return values[index(row, column)]; }
  [[nodiscard]] double at(int row, int column) const { return values[index(row, column)]; }
  void set_both(int row, int column, double value) { at(row, column) = at(column, row) = value; }

 private:
  [[nodiscard]] std::size_t index(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(size) + static_cast<std::size_t>(column);
  }
};

}  // namespace ganscope
