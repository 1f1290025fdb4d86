#include "app/files/npy.hpp"

#include <bit>
#include <cstdint>

namespace ganscope {

std::string npy_content(std::span<const float> values, const std::vector<std::size_t>& shape) {
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (";
  for (const std::size_t n : shape) header += std::to_string(n) + ", ";
  header += "), }";
  // Magic, version and length take ten bytes; the whole header ends with a line break at a multiple of 64.
  constexpr std::size_t kBefore = 10;
  header.append((64 - (kBefore + header.size() + 1) % 64) % 64, ' ');
  header += '\n';
  std::string out("\x93NUMPY\x01\x00", 8);
  out += static_cast<char>(header.size() & 255U);
  out += static_cast<char>(header.size() >> 8U);
  out += header;
  for (const float value : values) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(bits >> shift & 255U);
  }
  return out;
}

}  // namespace ganscope
