#pragma once
#include <cstddef>
#include <vector>

namespace ganscope::mlp {

/// out = left * right, or out += left * right, of row-major matrices: left rows x inner, right inner x
/// columns, out rows x columns. Strides are numbers from one row to the next.
struct ProductShape {
  int rows = 0;
  int columns = 0;
  int inner = 0;
  int left_stride = 0;
  int right_stride = 0;
  int out_stride = 0;
  bool left_transposed = false;  ///< left is kept as inner x rows
  bool adds = false;
};

/// A matrix product of one shape, made for this processor when it is made (libxsmm), and plain loops where
/// that cannot be: another kind of processor. T is float or double.
template <class T>
class Product {
 public:
  Product() = default;
  explicit Product(const ProductShape& shape);
  /// The plain loops, to hold the others to.
  [[nodiscard]] static Product plain(const ProductShape& shape);

  void operator()(const T* left, const T* right, T* out) const {
    if (made_ != nullptr)
      made_(right, left, out);
    else if (blocks_.empty())
      multiply(left, right, out);
    else
      for (const Block& b : blocks_) b.made(right + b.right, left + b.left, out + b.out);
  }
  [[nodiscard]] const ProductShape& shape() const { return shape_; }
  [[nodiscard]] bool is_made() const { return made_ != nullptr || !blocks_.empty(); }

 private:
  using Made = void (*)(const T* a, const T* b, T* c);
  /// A piece of a product whose right side is too large for the cache, and where it begins.
  struct Block {
    Made made;
    std::size_t left;
    std::size_t right;
    std::size_t out;
  };
  void make_blocks();
  void multiply(const T* left, const T* right, T* out) const;

  ProductShape shape_;
  Made made_ = nullptr;
  std::vector<Block> blocks_;
};

extern template class Product<float>;
extern template class Product<double>;

}  // namespace ganscope::mlp
