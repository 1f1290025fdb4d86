#include "engine/models/pickle.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/error.hpp"
#include "engine/models/byte_source.hpp"
#include "engine/models/pickle_bytes.hpp"
#include "engine/models/pickle_calls.hpp"
#include "engine/models/pickle_opcodes.hpp"
#include "engine/models/pickle_stack.hpp"
#include "engine/models/torch_globals.hpp"

namespace ganscope {
namespace {

class Machine {
 public:
  Machine(std::string_view bytes, const std::string& where, const PickleLimits& limits)
      : bytes_(bytes, where), limits_(limits), stack_(out_, bytes_, limits_) {}

  Pickle run() {
    if (bytes_.first() != kProto) throw error("no pickle of protocol 2 to 5");
    while (true) {
      const std::uint8_t op = bytes_.take_opcode();
      if (op == kStop) break;
      if (!push_number(op) && !push_text(op) && !push_container(op) && !change_container(op) &&
          !use_memo(op) && !use_name(op))
        throw error("opcode " + std::to_string(op) + " is none that torch.save writes in protocols 2 to 5");
    }
    out_.root = stack_.last();
    out_.length = bytes_.taken();
    return std::move(out_);
  }

 private:
  [[nodiscard]] Error error(const std::string& what) const { return bytes_.error(what); }
  void push(PickleNode node) { stack_.push(std::move(node)); }

  bool push_number(std::uint8_t op) {
    switch (op) {
      case kNone:
        push({});
        return true;
      case kNewTrue:
        push({.kind = PickleKind::boolean, .integer = 1});
        return true;
      case kNewFalse:
        push({.kind = PickleKind::boolean});
        return true;
      case kBinInt:
        push_integer(bytes_.take_number<std::int32_t>());
        return true;
      case kBinInt1:
        push_integer(bytes_.take_number<std::uint8_t>());
        return true;
      case kBinInt2:
        push_integer(bytes_.take_number<std::uint16_t>());
        return true;
      case kLong1:
        push_long(bytes_.take(bytes_.take_number<std::uint8_t>()));
        return true;
      case kLong4: {
        const auto count = bytes_.take_number<std::int32_t>();
        if (count < 0) throw error("a number of " + std::to_string(count) + " bytes");
        push_long(bytes_.take(static_cast<std::uint64_t>(count)));
        return true;
      }
      case kBinFloat: {  // big-endian
        std::uint64_t bits = 0;
        for (const char c : bytes_.take(8)) bits = bits << 8 | static_cast<unsigned char>(c);
        push({.kind = PickleKind::real, .real = std::bit_cast<double>(bits)});
        return true;
      }
      default:
        return false;
    }
  }
  void push_integer(std::int64_t value) { push({.kind = PickleKind::integer, .integer = value}); }
  void push_long(std::string_view digits) {
    if (digits.size() > 8) {
      push({.kind = PickleKind::long_integer, .text = std::string(digits)});
      return;
    }
    const bool negative = !digits.empty() && (static_cast<unsigned char>(digits.back()) & 0x80) != 0;
    std::uint64_t bits = negative ? ~std::uint64_t{0} : 0;
    if (!digits.empty()) std::memcpy(&bits, digits.data(), digits.size());
    push_integer(static_cast<std::int64_t>(bits));
  }

  bool push_text(std::uint8_t op) {
    const auto text = [&](std::string_view part, PickleKind kind) {
      push({.kind = kind, .text = std::string(part)});
      return true;
    };
    switch (op) {
      case kBinUnicode:
        return text(bytes_.take(bytes_.take_number<std::uint32_t>()), PickleKind::text);
      case kShortBinUnicode:
        return text(bytes_.take(bytes_.take_number<std::uint8_t>()), PickleKind::text);
      case kBinUnicode8:
        return text(bytes_.take(bytes_.take_number<std::uint64_t>()), PickleKind::text);
      case kShortBinString:
        return text(bytes_.take(bytes_.take_number<std::uint8_t>()), PickleKind::text);
      case kBinString: {
        const auto count = bytes_.take_number<std::int32_t>();
        if (count < 0) throw error("a text of " + std::to_string(count) + " bytes");
        return text(bytes_.take(static_cast<std::uint64_t>(count)), PickleKind::text);
      }
      case kShortBinBytes:
        return text(bytes_.take(bytes_.take_number<std::uint8_t>()), PickleKind::bytes);
      case kBinBytes:
        return text(bytes_.take(bytes_.take_number<std::uint32_t>()), PickleKind::bytes);
      case kBinBytes8:
      case kByteArray8:
        return text(bytes_.take(bytes_.take_number<std::uint64_t>()), PickleKind::bytes);
      default:
        return false;
    }
  }

  bool push_container(std::uint8_t op) {
    switch (op) {
      case kMark:
        stack_.mark();
        return true;
      case kEmptyTuple:
        push({.kind = PickleKind::tuple});
        return true;
      case kEmptyList:
        push({.kind = PickleKind::list});
        return true;
      case kEmptyDict:
        push({.kind = PickleKind::dict});
        return true;
      case kEmptySet:
        push({.kind = PickleKind::set});
        return true;
      case kTuple:
        push({.kind = PickleKind::tuple, .items = stack_.pop_to_mark()});
        return true;
      case kList:
        push({.kind = PickleKind::list, .items = stack_.pop_to_mark()});
        return true;
      case kFrozenSet:
        push({.kind = PickleKind::set, .items = stack_.pop_to_mark()});
        return true;
      case kDict:
        push({.kind = PickleKind::dict, .items = pairs(stack_.pop_to_mark())});
        return true;
      case kTuple1:
      case kTuple2:
      case kTuple3: {
        std::vector<std::uint32_t> items(static_cast<std::size_t>(op - kTuple1) + 1);
        for (std::size_t i = items.size(); i > 0; --i) items[i - 1] = stack_.pop();
        push({.kind = PickleKind::tuple, .items = std::move(items)});
        return true;
      }
      default:
        return false;
    }
  }
  std::vector<std::uint32_t> pairs(std::vector<std::uint32_t> items) const {
    if (items.size() % 2 != 0) throw error("a key without a value");
    return items;
  }

  bool change_container(std::uint8_t op) {
    switch (op) {
      case kAppend: {
        const std::uint32_t item = stack_.pop();
        return add_to(PickleKind::list, "a list", {item});
      }
      case kAppends:
        return add_to(PickleKind::list, "a list", stack_.pop_to_mark());
      case kAddItems:
        return add_to(PickleKind::set, "a set", stack_.pop_to_mark());
      case kSetItem: {
        const std::uint32_t value = stack_.pop();
        const std::uint32_t key = stack_.pop();
        return add_to(PickleKind::dict, "a dict", {key, value});
      }
      case kSetItems:
        return add_to(PickleKind::dict, "a dict", pairs(stack_.pop_to_mark()));
      default:
        return false;
    }
  }

  bool add_to(PickleKind kind, const char* what, const std::vector<std::uint32_t>& items) {
    PickleNode& to = stack_.top_of(kind, what);
    // Of a list that only its class knows nothing is wanted; a dict may hold weights.
    if (to.kind == PickleKind::object && kind != PickleKind::dict) return true;
    to.items.insert(to.items.end(), items.begin(), items.end());
    return true;
  }

  bool use_memo(std::uint8_t op) {
    switch (op) {
      case kPop:
        stack_.pop_value_or_mark();
        return true;
      case kPopMark:
        stack_.pop_to_mark();
        return true;
      case kDup:
        stack_.push_again();
        return true;
      case kBinPut:
        stack_.keep(bytes_.take_number<std::uint8_t>());
        return true;
      case kLongBinPut:
        stack_.keep(bytes_.take_number<std::uint32_t>());
        return true;
      case kMemoize:
        stack_.keep_next();
        return true;
      case kBinGet:
        stack_.push_kept(bytes_.take_number<std::uint8_t>());
        return true;
      case kLongBinGet:
        stack_.push_kept(bytes_.take_number<std::uint32_t>());
        return true;
      default:
        return false;
    }
  }

  bool use_name(std::uint8_t op) {
    switch (op) {
      case kProto: {
        const int protocol = bytes_.take_number<std::uint8_t>();
        if (protocol < 2 || protocol > 5)
          throw error("protocol " + std::to_string(protocol) + "; expected 2 to 5");
        return true;
      }
      case kFrame: {
        const auto length = bytes_.take_number<std::uint64_t>();
        if (length > bytes_.left()) throw error("a frame of " + std::to_string(length) + " bytes");
        return true;
      }
      case kGlobal: {
        const std::string_view module = bytes_.take_line();
        push_global(module, bytes_.take_line());
        return true;
      }
      case kStackGlobal: {
        const std::uint32_t name = stack_.pop();
        const std::uint32_t module = stack_.pop();
        if (out_.nodes[name].kind != PickleKind::text || out_.nodes[module].kind != PickleKind::text)
          throw error("a name that is no text");
        // Copies: pushing may move the nodes.
        const std::string module_text = out_.nodes[module].text;
        const std::string name_text = out_.nodes[name].text;
        push_global(module_text, name_text);
        return true;
      }
      case kReduce:
      case kNewObj: {
        const std::uint32_t arguments = stack_.pop();
        const std::uint32_t function = stack_.pop();
        push(call(function, arguments));
        return true;
      }
      case kNewObjEx: {
        stack_.pop();  // arguments by name: torch.save's own functions have none
        const std::uint32_t arguments = stack_.pop();
        const std::uint32_t function = stack_.pop();
        push(call(function, arguments));
        return true;
      }
      case kInst: {
        const std::string_view module = bytes_.take_line();
        const std::string_view name = bytes_.take_line();
        static_cast<void>(stack_.pop_to_mark());
        push_global(module, name);
        const std::uint32_t function = stack_.pop();
        push(object_of(function));
        return true;
      }
      case kObj: {
        const std::vector<std::uint32_t> items = stack_.pop_to_mark();
        if (items.empty()) throw error("an object of no class");
        push(object_of(items[0]));
        return true;
      }
      case kPersId:
        push({.kind = PickleKind::text, .text = std::string(bytes_.take_line())});
        use_persistent_id(stack_.pop());
        return true;
      case kBinPersId:
        use_persistent_id(stack_.pop());
        return true;
      case kBuild: {
        // Of dicts and tensors: an OrderedDict's _metadata, attributes.
        const std::uint32_t state = stack_.pop();
        if (PickleNode& node = out_.nodes[stack_.top()]; node.kind == PickleKind::object) node.state = state;
        return true;
      }
      default:
        return false;
    }
  }
  void push_global(std::string_view module, std::string_view name) {
    const bool known = find_torch_global(module, name) != nullptr;
    push({.kind = known ? PickleKind::global : PickleKind::foreign,
          .text = std::string(module) + "\n" + std::string(name)});
  }

  /// A storage, a class whose source stands beside it (old containers), or what only its writer knows.
  void use_persistent_id(std::uint32_t id) {
    const PickleNode& tuple = out_.nodes[id];
    const PickleNode* kind =
        tuple.kind == PickleKind::tuple && !tuple.items.empty() ? &out_.nodes[tuple.items[0]] : nullptr;
    const bool named = kind != nullptr && kind->kind == PickleKind::text;
    if (named && kind->text == "module" && tuple.items.size() > 1) {
      stack_.push_same(tuple.items[1]);
      return;
    }
    if (!named || kind->text != "storage") {
      PickleNode made{.kind = PickleKind::object, .integer = -1};
      ++out_.objects[out_.class_of(made)];
      push(std::move(made));
      return;
    }
    if (out_.storages.size() >= limits_.tensors) throw error("too many storages");
    out_.storages.push_back(storage_of(out_, id, bytes_.here()));
    push({.kind = PickleKind::storage, .integer = static_cast<std::int64_t>(out_.storages.size() - 1)});
  }

  PickleNode object_of(std::uint32_t function) {
    const PickleNode& callee = out_.nodes[function];
    if (callee.kind != PickleKind::foreign && callee.kind != PickleKind::global &&
        callee.kind != PickleKind::object)
      throw error("a call of what is no function");
    PickleNode made{.kind = PickleKind::object, .integer = static_cast<std::int64_t>(function)};
    ++out_.objects[out_.class_of(made)];
    return made;
  }

  PickleNode call(std::uint32_t function, std::uint32_t arguments) {
    const PickleNode& callee = out_.nodes[function];
    if (callee.kind != PickleKind::global) return object_of(function);
    if (out_.nodes[arguments].kind != PickleKind::tuple) throw error("a call without a tuple of arguments");
    if (out_.tensors.size() >= limits_.tensors) throw error("too many tensors");
    return call_torch_global(out_, callee.text, out_.nodes[arguments].items,
                             {.where = bytes_.here(), .rank = limits_.rank});
  }

  PickleBytes bytes_;
  PickleLimits limits_;
  Pickle out_;
  PickleStack stack_;
};

}  // namespace

std::string Pickle::class_of(const PickleNode& object) const {
  if (object.integer < 0) return "a persistent id";
  const PickleNode& called = nodes[static_cast<std::size_t>(object.integer)];
  if (called.kind != PickleKind::foreign && called.kind != PickleKind::global) return "what a call gives";
  std::string name = called.text;
  std::replace(name.begin(), name.end(), '\n', '.');
  return name;
}

const PickleNode* Pickle::value_of(const PickleNode& dict, std::string_view key) const {
  if (dict.kind != PickleKind::dict) return nullptr;
  // The last wins, as in Python.
  for (std::size_t i = dict.items.size(); i >= 2; i -= 2)
    if (const PickleNode& name = nodes[dict.items[i - 2]]; name.kind == PickleKind::text && name.text == key)
      return &nodes[dict.items[i - 1]];
  return nullptr;
}

Pickle read_pickle(std::string_view bytes, const std::string& where, const PickleLimits& limits) {
  return Machine(bytes, where, limits).run();
}

}  // namespace ganscope
