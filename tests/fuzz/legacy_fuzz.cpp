// PyTorch's legacy container.
#include "engine/models/torch_tensor_file.hpp"
#include "reader_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ganscope::fuzz::open_and_read(data, size, ganscope::open_torch_legacy);
  return 0;
}
