#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "core/error.hpp"
#include "engine/models/finite_tensor.hpp"
#include "engine/models/known_families.hpp"
#include "engine/models/resolved_weights.hpp"
#include "engine/models/tensor_file.hpp"

namespace ganscope::fuzz {

/// Bounds so small that an input which passes them is told by the fuzzer's limits of memory and time.
inline TensorFileOptions small_limits() {
  return {.tensor_prefix = {},
          .limits = {.header = 1U << 20, .tensors = 1024, .rank = 16, .spare = 1U << 20}};
}

/// Opens the bytes with `open`, reads every tensor and looks for a family. Errors are what is expected
/// of broken files; anything else that happens is a find.
template <class Open>
void open_and_read(const std::uint8_t* data, std::size_t size, const Open& open) {
  try {
    const std::unique_ptr<TensorFile> file = with_resolved_weights(
        open(bytes_of(std::string(reinterpret_cast<const char*>(data), size), "fuzz"), small_limits()));
    (void)recognise_family(*file);
    for (std::size_t i = 0; i < file->tensors().size(); ++i) try {
        (void)non_finite_numbers(file->read(i));
      } catch (const Error&) {
        // One tensor's fault (a type that isn't read, a sigma of 0) leaves the others.
      }
  } catch (const Error&) {
  }
}

}  // namespace ganscope::fuzz
