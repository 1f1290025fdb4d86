#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "engine/models/raw_tensor.hpp"

namespace ganscope {

/// What a name that a pickle may ask for means to the reader.
enum class TorchGlobal {
  dict,               ///< collections.OrderedDict and its like: called with () or (pairs,)
  set,                ///< called with (list,)
  encode,             ///< _codecs.encode: bytes as protocol 2 writes them, called with (text, "latin1")
  rebuild_tensor,     ///< called with (storage, offset, sizes, strides, ...)
  rebuild_parameter,  ///< called with (tensor, ...): gives the tensor
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

/// Names that numbers can have but this program doesn't read, for a message that says so.
[[nodiscard]] bool is_known_unsupported_storage(std::string_view module, std::string_view name);

}  // namespace ganscope
