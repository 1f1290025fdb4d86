#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope {

/// One array of a NumPy file.
struct NumpyArray {
  std::string name;                ///< its name in an .npz without .npy; empty for an .npy
  std::vector<std::size_t> shape;  ///< empty for a single number
  std::vector<double> values;      ///< in C order, whatever the file's
};

/// "64x100", "of a single number" for none: a shape as messages tell it behind "its shape is" and its like.
[[nodiscard]] std::string shape_text(const std::vector<std::size_t>& shape);

/// What is read at most, so that a wrong file can't fill the memory.
struct NumpyLimits {
  std::uintmax_t bytes = 256ULL << 20;  ///< of an .npz's arrays together when unpacked
  std::size_t arrays = 1024;            ///< members of an .npz
};

/// Reads the bytes of an .npy file (format 1, 2 or 3): f32 or f64, of either byte order, in C or Fortran
/// order. Nothing in it is run: arrays of Python objects are refused, as are all other types. Throws Error
/// naming `name` and what was expected.
[[nodiscard]] NumpyArray parse_npy(std::string_view bytes, const std::string& name);

/// Reads all arrays of an .npz's bytes that are f32 or f64, stored or deflated. Arrays of another type are
/// left out as long as one is left. Throws Error naming `name`, the array and what was expected.
[[nodiscard]] std::vector<NumpyArray> parse_npz(std::string_view bytes, const std::string& name,
                                                const NumpyLimits& limits = {});

}  // namespace ganscope
