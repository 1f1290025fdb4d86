#include "app/files/npy.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

TEST_CASE("a NumPy file: magic, an aligned header, little-endian numbers") {
  const std::vector<float> values{1, -2.5f, 0, 3e8f, 5, 6};
  const std::string file = npy_content(values, {2, 3});
  CHECK(file.substr(0, 8) == std::string("\x93NUMPY\x01\x00", 8));
  const std::size_t header = static_cast<unsigned char>(file[8]) + 256U * static_cast<unsigned char>(file[9]);
  CHECK((10 + header) % 64 == 0);
  const std::string text = file.substr(10, header);
  CHECK(text.starts_with("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3, ), }"));
  CHECK(text.back() == '\n');
  REQUIRE(file.size() == 10 + header + 24);
  // As the bytes stand on a little-endian machine.
  CHECK(file.substr(10 + header, 4) == std::string("\x00\x00\x80\x3f", 4));
  CHECK(file.substr(14 + header, 4) == std::string("\x00\x00\x20\xc0", 4));
}
