#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope {

/// What the header of an .npy file says: a Python dictionary of three entries.
struct NumpyHeader {
  std::string type;  ///< '<f4', with the byte order in front
  bool fortran_order = false;
  std::vector<std::size_t> shape;
};

/// Reads {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }, entries in any order. Of Python's
/// literals only those that an .npy of numbers can have are known; nothing is evaluated. Throws Error with
/// the reason, without the file's name.
[[nodiscard]] NumpyHeader parse_numpy_header(std::string_view text);

}  // namespace ganscope
