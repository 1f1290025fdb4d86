#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/models/raw_tensor.hpp"

namespace ganscope {

/// What a name that a pickle may ask for means to the reader.
enum class TorchGlobal {
  dict,               ///< collections.OrderedDict and its like: called with () or (pairs,)
  default_dict,       ///< collections.defaultdict: called with (what makes values,)
  set,                ///< called with (list,)
  encode,             ///< _codecs.encode: bytes as protocol 2 writes them, called with (text, "latin1")
  rebuild_tensor,     ///< called with (storage, offset, sizes, strides, ...)
  rebuild_parameter,  ///< called with (tensor, ...): gives the tensor
  rebuild_subclass,   ///< called with (function, class, arguments, state): what the function gives
  storage_type,       ///< only named, in persistent ids
  number_type,        ///< torch.float32: only named
  sizes,              ///< torch.Size: called with (tuple,)
  device,             ///< torch.device: called with a text
};

struct TorchGlobalEntry {
  std::string_view module;
  std::string_view name;
  TorchGlobal meaning;
  std::optional<NumberType> type;  ///< of storage and number types; unset for untyped storage
};

/// The entry of the allow-list, or null.
[[nodiscard]] const TorchGlobalEntry* find_torch_global(std::string_view module, std::string_view name);

/// A type of numbers that this program doesn't read.
struct OtherNumberType {
  std::string name;         ///< "complex64"
  std::uint64_t width = 0;  ///< bytes of a number; 0: unknown
};
/// The type behind a name such as torch.ComplexFloatStorage or torch.float8_e4m3fn that is not on the
/// allow-list; empty when it can't be a type.
[[nodiscard]] std::optional<OtherNumberType> other_number_type(std::string_view module,
                                                               std::string_view name);

}  // namespace ganscope
