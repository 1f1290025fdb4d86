#include "engine/models/pickle_calls.hpp"

#include "core/error.hpp"
#include "engine/models/torch_globals.hpp"

namespace ganscope {
namespace {

constexpr std::int64_t kMostNumbersOfCall = std::int64_t{1} << 48;
constexpr std::size_t kLongestKey = 128;

class Arguments {
 public:
  Arguments(const Pickle& pickle, std::span<const std::uint32_t> items, const std::string& where)
      : pickle_(pickle), items_(items), where_(where) {}

  [[nodiscard]] Error error(const std::string& what) const { return Error(where_ + ": " + what); }
  [[nodiscard]] std::size_t count() const { return items_.size(); }
  [[nodiscard]] const PickleNode& at(std::size_t index) const {
    if (index >= items_.size()) throw error("a call lacks its argument " + std::to_string(index + 1));
    return pickle_.nodes[items_[index]];
  }
  [[nodiscard]] const PickleNode& at(std::size_t index, PickleKind kind, const char* what) const {
    const PickleNode& node = at(index);
    if (node.kind != kind) throw error("argument " + std::to_string(index + 1) + " is no " + what);
    return node;
  }
  [[nodiscard]] std::int64_t size_at(std::size_t index, const char* what) const {
    return checked(at(index, PickleKind::integer, what), what);
  }
  [[nodiscard]] std::int64_t checked(const PickleNode& node, const char* what) const {
    if (node.kind != PickleKind::integer) throw error(std::string(what) + " that is no whole number");
    if (node.integer < 0 || node.integer > kMostNumbersOfCall)
      throw error(std::string(what) + " is " + std::to_string(node.integer) + "; expected 0 to " +
                  std::to_string(kMostNumbersOfCall));
    return node.integer;
  }
  [[nodiscard]] TensorShape shape_at(std::size_t index, const char* what, std::size_t rank) const {
    const PickleNode& tuple = at(index, PickleKind::tuple, "tuple of sizes");
    if (tuple.items.size() > rank)
      throw error("a tensor of " + std::to_string(tuple.items.size()) + " dimensions; expected at most " +
                  std::to_string(rank));
    TensorShape out;
    for (const std::uint32_t item : tuple.items) out.push_back(checked(pickle_.nodes[item], what));
    return out;
  }

 private:
  const Pickle& pickle_;
  std::span<const std::uint32_t> items_;
  const std::string& where_;
};

const TorchGlobalEntry* entry_of(std::string_view function) {
  const std::size_t middle = function.find('\n');
  return find_torch_global(function.substr(0, middle), function.substr(middle + 1));
}

/// A type of numbers, or of the storages that hold them.
struct NamedType {
  std::optional<NumberType> type;
  std::string other;  ///< what one is called that isn't read
  std::uint64_t width = 1;
};

NamedType type_at(const Arguments& arguments, std::size_t index, TorchGlobal meaning, const char* otherwise) {
  const PickleNode& name = arguments.at(index);
  if (name.kind == PickleKind::foreign) {
    const std::size_t middle = name.text.find('\n');
    const auto other = other_number_type(std::string_view(name.text).substr(0, middle),
                                         std::string_view(name.text).substr(middle + 1));
    if (!other) throw arguments.error(otherwise);
    return {NumberType::other, other->name, other->width};
  }
  const TorchGlobalEntry* entry = name.kind == PickleKind::global ? entry_of(name.text) : nullptr;
  if (entry == nullptr || entry->meaning != meaning) throw arguments.error(otherwise);
  return {entry->type, {}, entry->type ? bytes_of(*entry->type) : 1};
}

/// _rebuild_tensor (4 arguments), _v2 (6 or 7) and _v3 (7 or 8, the seventh names the number type).
PickleNode rebuild_tensor(Pickle& pickle, const Arguments& arguments, std::size_t rank, bool typed) {
  TorchTensor tensor;
  const PickleNode& storage = arguments.at(0, PickleKind::storage, "storage");
  tensor.storage = static_cast<std::size_t>(storage.integer);
  tensor.offset = arguments.size_at(1, "an offset");
  tensor.sizes = arguments.shape_at(2, "a size", rank);
  tensor.strides = arguments.shape_at(3, "a stride", rank);
  if (tensor.sizes.size() != tensor.strides.size())
    throw arguments.error("a tensor has " + std::to_string(tensor.sizes.size()) + " sizes but " +
                          std::to_string(tensor.strides.size()) + " strides");
  if (!element_count(tensor.sizes))
    throw arguments.error("a tensor of " + to_text(tensor.sizes) + " numbers is too large");
  if (typed) {
    const NamedType type =
        type_at(arguments, 6, TorchGlobal::number_type, "argument 7 is no type of numbers");
    tensor.type = *type.type;
    tensor.other_type = type.other;
  } else {
    const TorchStorage& held = pickle.storages[tensor.storage];
    if (!held.type) throw arguments.error("a tensor of untyped bytes doesn't say its type of numbers");
    tensor.type = *held.type;
    tensor.other_type = held.other_type;
  }
  pickle.tensors.push_back(std::move(tensor));
  return {.kind = PickleKind::tensor, .integer = static_cast<std::int64_t>(pickle.tensors.size() - 1)};
}

/// What a tensor of a class of its own is rebuilt by; opaque where that isn't known.
PickleNode rebuild_subclass(Pickle& pickle, const Arguments& arguments, const PickleCallContext& context) {
  const PickleNode& function = arguments.at(0);
  const PickleNode& inner = arguments.at(2, PickleKind::tuple, "tuple of arguments");
  const bool known = function.kind == PickleKind::global &&
                     entry_of(function.text)->meaning != TorchGlobal::rebuild_subclass;
  if (!known) return {};
  // Copies: describing a tensor may move the nodes.
  const std::string name = function.text;
  const std::vector<std::uint32_t> items = inner.items;
  return call_torch_global(pickle, name, items, context);
}

/// OrderedDict(()) or OrderedDict([(key, value), ...]); the second is how old Pythons wrote it.
PickleNode make_dict(const Pickle& pickle, const Arguments& arguments) {
  PickleNode out{.kind = PickleKind::dict};
  if (arguments.count() == 0) return out;
  if (arguments.at(0).kind == PickleKind::dict) return arguments.at(0);
  for (const std::uint32_t item : arguments.at(0, PickleKind::list, "list of pairs").items) {
    const PickleNode& pair = pickle.nodes[item];
    const bool two = pair.kind == PickleKind::tuple || pair.kind == PickleKind::list;
    if (!two || pair.items.size() != 2) throw arguments.error("a dict is made of what are no pairs");
    out.items.insert(out.items.end(), pair.items.begin(), pair.items.end());
  }
  return out;
}

}  // namespace

PickleNode call_torch_global(Pickle& pickle, std::string_view function, std::span<const std::uint32_t> items,
                             const PickleCallContext& context) {
  const Arguments arguments(pickle, items, context.where);
  switch (entry_of(function)->meaning) {
    case TorchGlobal::dict:
      return make_dict(pickle, arguments);
    case TorchGlobal::default_dict:
      if (arguments.count() > 1 && arguments.at(1).kind == PickleKind::dict) return arguments.at(1);
      return {.kind = PickleKind::dict};
    case TorchGlobal::set: {
      PickleNode out{.kind = PickleKind::set};
      if (arguments.count() > 0) out.items = arguments.at(0, PickleKind::list, "list").items;
      return out;
    }
    case TorchGlobal::encode:
      return {.kind = PickleKind::bytes, .text = arguments.at(0, PickleKind::text, "text").text};
    case TorchGlobal::rebuild_tensor:
      return rebuild_tensor(pickle, arguments, context.rank, function.ends_with("_v3"));
    case TorchGlobal::rebuild_subclass:
      return rebuild_subclass(pickle, arguments, context);
    case TorchGlobal::rebuild_parameter:
      if (arguments.at(0).kind == PickleKind::object) return arguments.at(0);
      return {.kind = PickleKind::tensor, .integer = arguments.at(0, PickleKind::tensor, "tensor").integer};
    case TorchGlobal::sizes:
      return {.kind = PickleKind::tuple, .items = arguments.at(0, PickleKind::tuple, "tuple").items};
    case TorchGlobal::device:
      return {.kind = PickleKind::text, .text = arguments.at(0, PickleKind::text, "text").text};
    case TorchGlobal::storage_type:
    case TorchGlobal::number_type:
      break;
  }
  throw arguments.error("a call of what is no function");
}

TorchStorage storage_of(const Pickle& pickle, std::uint32_t id, const std::string& where) {
  const PickleNode& tuple = pickle.nodes[id];
  if (tuple.kind != PickleKind::tuple) throw Error(where + ": a persistent id that is no tuple");
  const Arguments arguments(pickle, tuple.items, where);
  const NamedType type = type_at(arguments, 1, TorchGlobal::storage_type, "argument 2 is no type of storage");
  TorchStorage storage;
  storage.type = type.type;
  storage.other_type = type.other;
  storage.width = type.width;
  storage.key = arguments.at(2, PickleKind::text, "text").text;
  if (storage.key.size() > kLongestKey) throw arguments.error("the name of a storage is too long");
  storage.size = arguments.size_at(4, "a storage's size");
  if (arguments.count() > 5 && arguments.at(5).kind == PickleKind::tuple) {
    const Arguments view(pickle, arguments.at(5).items, where);
    storage.view_offset = view.size_at(1, "a view's offset");
    storage.view_size = view.size_at(2, "a view's size");
  }
  return storage;
}

}  // namespace ganscope
