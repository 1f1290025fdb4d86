// NumPy's .npy and .npz, by what the bytes begin with, as anchors are read.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/error.hpp"
#include "engine/latent/numpy_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  constexpr ganscope::NumpyLimits kSmall{.bytes = 1U << 20, .arrays = 64};
  try {
    std::vector<ganscope::NumpyArray> arrays;
    if (bytes.starts_with("PK"))
      arrays = ganscope::parse_npz(bytes, "fuzz", kSmall);
    else
      arrays.push_back(ganscope::parse_npy(bytes, "fuzz"));
    for (const ganscope::NumpyArray& array : arrays) {
      std::size_t count = 1;
      for (const std::size_t n : array.shape) count *= n;
      if (count != array.values.size()) std::abort();
    }
  } catch (const ganscope::Error&) {
  }
  return 0;
}
