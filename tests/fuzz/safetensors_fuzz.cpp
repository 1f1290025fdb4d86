// The safetensors reader.
#include "engine/models/safetensors.hpp"
#include "reader_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ganscope::fuzz::open_and_read(data, size, ganscope::open_safetensors);
  return 0;
}
