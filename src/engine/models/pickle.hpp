#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/models/raw_tensor.hpp"

namespace ganscope {

enum class PickleKind {
  none,
  boolean,
  integer,
  long_integer,  ///< beyond 64 bits: two's complement, little-endian, in `text`
  real,
  text,
  bytes,
  tuple,
  list,
  set,
  dict,     ///< items are keys and values in turn
  global,   ///< a name on the allow-list
  foreign,  ///< any other name; text as "module\nname". Never imported
  object,   ///< what a call of a foreign name would give: opaque, since nothing is called
  storage,  ///< integer: its index in Pickle::storages
  tensor,   ///< integer: its index in Pickle::tensors
};

/// A value; what it holds are indices into Pickle::nodes, so that values may be shared.
struct PickleNode {
  PickleKind kind = PickleKind::none;
  std::int64_t integer = 0;
  double real = 0;
  std::string text{};
  std::vector<std::uint32_t> items{};
  /// Of an object: what it would restore itself from, most often a dict of its attributes. `integer` is the
  /// name that was called (-1: a persistent id stands for it), `items` what was put into it as into a dict.
  std::optional<std::uint32_t> state{};
};

/// A block of numbers that tensors look into; the container says where its bytes are.
struct TorchStorage {
  std::optional<NumberType> type;  ///< unset: untyped bytes
  std::string other_type{};        ///< where type is other: "complex64"
  std::uint64_t width = 1;         ///< bytes of a number; 0: unknown
  std::string key;
  std::int64_t size = 0;  ///< numbers, or bytes where untyped
  /// The legacy container's storages that look into a part of another.
  std::int64_t view_offset = 0;
  std::optional<std::int64_t> view_size;
};

/// A strided look into a storage; sizes and strides in numbers.
struct TorchTensor {
  std::size_t storage = 0;
  NumberType type = NumberType::f32;
  std::int64_t offset = 0;
  TensorShape sizes;
  TensorShape strides;
  std::string other_type{};  ///< where type is other
};

/// What a pickle describes. Tensors are described, not read.
struct Pickle {
  std::vector<PickleNode> nodes;
  std::vector<TorchStorage> storages;
  std::vector<TorchTensor> tensors;
  std::map<std::string, std::size_t> objects;  ///< opaque ones, by the name that was called
  std::uint32_t root = 0;
  std::size_t length = 0;  ///< bytes it took

  [[nodiscard]] const PickleNode& top() const { return nodes[root]; }
  /// "torch.nn.modules.linear.Linear": what an object would be.
  [[nodiscard]] std::string class_of(const PickleNode& object) const;
  /// The value of that text key in a dict, or null.
  [[nodiscard]] const PickleNode* value_of(const PickleNode& dict, std::string_view key) const;
};

struct PickleLimits {
  std::size_t nodes = 2U << 20;    ///< values
  std::size_t tensors = 1U << 18;  ///< and likewise storages
  std::size_t rank = 16;
};

/// Reads the pickle that `bytes` begin with: protocols 2 to 5 as torch.save writes them. Nothing is
/// imported and nothing called: a few names that weights need (OrderedDict, the rebuilding of tensors,
/// storages, number types) are understood, and what any other name would make stays an opaque object.
/// `where` names the file in messages. Throws Error.
[[nodiscard]] Pickle read_pickle(std::string_view bytes, const std::string& where,
                                 const PickleLimits& limits = {});

}  // namespace ganscope
