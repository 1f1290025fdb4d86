#include "engine/models/torch_globals.hpp"

#include <algorithm>
#include <array>

namespace ganscope {
namespace {

using enum TorchGlobal;
using Type = NumberType;

/// All a pickle may name. Adding a line here makes a name understood; nothing is ever imported.
constexpr TorchGlobalEntry kAllowed[] = {
    {"collections", "OrderedDict", dict, {}},
    {"collections", "Counter", dict, {}},  // milestones of a learning-rate schedule
    {"builtins", "dict", dict, {}},
    {"builtins", "set", set, {}},
    {"__builtin__", "set", set, {}},
    {"_codecs", "encode", encode, {}},
    {"torch._utils", "_rebuild_tensor", rebuild_tensor, {}},
    {"torch._utils", "_rebuild_tensor_v2", rebuild_tensor, {}},
    {"torch._utils", "_rebuild_tensor_v3", rebuild_tensor, {}},
    {"torch._utils", "_rebuild_parameter", rebuild_parameter, {}},
    {"torch._utils", "_rebuild_parameter_with_state", rebuild_parameter, {}},
    {"torch", "Size", sizes, {}},
    {"torch", "device", device, {}},
    {"torch", "HalfStorage", storage_type, Type::f16},
    {"torch", "BFloat16Storage", storage_type, Type::bf16},
    {"torch", "FloatStorage", storage_type, Type::f32},
    {"torch", "DoubleStorage", storage_type, Type::f64},
    {"torch", "CharStorage", storage_type, Type::i8},
    {"torch", "ShortStorage", storage_type, Type::i16},
    {"torch", "IntStorage", storage_type, Type::i32},
    {"torch", "LongStorage", storage_type, Type::i64},
    {"torch", "ByteStorage", storage_type, Type::u8},
    {"torch", "BoolStorage", storage_type, Type::boolean},
    {"torch", "UntypedStorage", storage_type, {}},
    {"torch.storage", "UntypedStorage", storage_type, {}},
    {"torch", "float16", number_type, Type::f16},
    {"torch", "bfloat16", number_type, Type::bf16},
    {"torch", "float32", number_type, Type::f32},
    {"torch", "float64", number_type, Type::f64},
    {"torch", "int8", number_type, Type::i8},
    {"torch", "int16", number_type, Type::i16},
    {"torch", "int32", number_type, Type::i32},
    {"torch", "int64", number_type, Type::i64},
    {"torch", "uint8", number_type, Type::u8},
    {"torch", "bool", number_type, Type::boolean},
};

}  // namespace

const TorchGlobalEntry* find_torch_global(std::string_view module, std::string_view name) {
  const auto* found = std::find_if(
      std::begin(kAllowed), std::end(kAllowed),
      [&](const TorchGlobalEntry& entry) { return entry.module == module && entry.name == name; });
  return found == std::end(kAllowed) ? nullptr : found;
}

bool is_known_unsupported_storage(std::string_view module, std::string_view name) {
  return module == "torch" && name.ends_with("Storage");
}

}  // namespace ganscope
