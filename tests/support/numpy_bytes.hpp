#pragma once
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace ganscope::test {

/// An .npy's bytes up to its numbers.
inline std::string npy_header(const std::string& dictionary, int version = 1) {
  const std::string text = dictionary + "\n";
  std::string out("\x93NUMPY", 6);
  out += static_cast<char>(version);
  out += '\0';
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i) out += static_cast<char>(text.size() >> 8 * i & 255U);
  return out + text;
}

struct NpyForm {
  std::string type = "<f4";
  int version = 1;
  std::string shape = "(2, 3)";
  std::string order = "False";
};

/// A whole .npy as NumPy writes it; numbers of types other than f64 are written as f32.
inline std::string npy_bytes(const std::vector<double>& values, const NpyForm& form) {
  std::string out = npy_header(
      "{'descr': '" + form.type + "', 'fortran_order': " + form.order + ", 'shape': " + form.shape + ", }",
      form.version);
  for (const double value : values) {
    std::string bytes(form.type.ends_with("f8") ? 8 : 4, '\0');
    if (bytes.size() == 8) {
      std::memcpy(bytes.data(), &value, 8);
    } else {
      const auto single = static_cast<float>(value);
      std::memcpy(bytes.data(), &single, 4);
    }
    if (form.type.starts_with('>')) std::reverse(bytes.begin(), bytes.end());
    out += bytes;
  }
  return out;
}

}  // namespace ganscope::test
