#include "engine/models/torch_globals.hpp"

#include <algorithm>
#include <array>

namespace ganscope {
namespace {

using enum TorchGlobal;
using Type = NumberType;

/// All that is understood of what a pickle names. Adding a line here makes a name understood; nothing is
/// ever imported.
constexpr TorchGlobalEntry kAllowed[] = {
    {"collections", "OrderedDict", dict, {}},
    {"collections", "Counter", dict, {}},  // milestones of a learning-rate schedule
    {"collections", "defaultdict", default_dict, {}},
    {"builtins", "dict", dict, {}},
    {"__builtin__", "dict", dict, {}},
    {"builtins", "set", set, {}},
    {"__builtin__", "set", set, {}},
    {"builtins", "frozenset", set, {}},
    {"__builtin__", "frozenset", set, {}},
    {"_codecs", "encode", encode, {}},
    {"torch._utils", "_rebuild_tensor", rebuild_tensor, {}},
    {"torch._utils", "_rebuild_tensor_v2", rebuild_tensor, {}},
    {"torch._utils", "_rebuild_tensor_v3", rebuild_tensor, {}},
    {"torch._utils", "_rebuild_qtensor", rebuild_tensor, {}},
    {"torch._utils", "_rebuild_parameter", rebuild_parameter, {}},
    {"torch._utils", "_rebuild_parameter_with_state", rebuild_parameter, {}},
    {"torch._tensor", "_rebuild_from_type_v2", rebuild_subclass, {}},
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
  // Where old files were saved on a graphics card, their storages say so.
  if (module == "torch.cuda" && name.ends_with("Storage")) module = "torch";
  const auto* found = std::find_if(
      std::begin(kAllowed), std::end(kAllowed),
      [&](const TorchGlobalEntry& entry) { return entry.module == module && entry.name == name; });
  return found == std::end(kAllowed) ? nullptr : found;
}

std::optional<OtherNumberType> other_number_type(std::string_view module, std::string_view name) {
  struct Known {
    std::string_view storage, name;
    std::uint64_t width;
  };
  constexpr Known kKnown[] = {{"ComplexFloat", "complex64", 8}, {"ComplexDouble", "complex128", 16},
                              {"ComplexHalf", "complex32", 4},  {"QInt8", "qint8", 1},
                              {"QUInt8", "quint8", 1},          {"QInt32", "qint32", 4},
                              {"QUInt4x2", "quint4x2", 1},      {"QUInt2x4", "quint2x4", 1}};
  if (module != "torch" && module != "torch.cuda" && module != "torch.storage") return std::nullopt;
  constexpr std::string_view kStorage = "Storage";
  const bool storage = name.ends_with(kStorage);
  if (storage) name.remove_suffix(kStorage.size());
  for (const Known& known : kKnown)
    if (name == (storage ? known.storage : known.name))
      return OtherNumberType{std::string(known.name), known.width};
  const bool type =
      storage || std::any_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!type || name.empty()) return std::nullopt;
  return OtherNumberType{std::string(name), 0};
}

}  // namespace ganscope
