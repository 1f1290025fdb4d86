// The pickle machine and the search for a state dict in what it made, without a container around it.
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "engine/models/file_kind.hpp"
#include "engine/models/named_tensors.hpp"
#include "engine/models/pickle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string where = "fuzz";
  (void)ganscope::what_it_is(*ganscope::bytes_of(std::string(bytes), where));
  try {
    const ganscope::Pickle pickle =
        ganscope::read_pickle(bytes, where, {.nodes = 1U << 16, .tensors = 1U << 12, .rank = 16});
    for (const char* prefix : {"", "netG"}) try {
        (void)ganscope::select_tensors(pickle, prefix, where);
      } catch (const ganscope::Error&) {
      }
  } catch (const ganscope::Error&) {
  }
  return 0;
}
