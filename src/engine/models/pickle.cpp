#include "engine/models/pickle.hpp"

#include <bit>
#include <cstring>
#include <unordered_map>

#include "core/error.hpp"
#include "engine/models/byte_source.hpp"
#include "engine/models/pickle_calls.hpp"
#include "engine/models/pickle_opcodes.hpp"
#include "engine/models/torch_globals.hpp"

namespace ganscope {
namespace {

class Machine {
 public:
  Machine(std::string_view bytes, const std::string& where, const PickleLimits& limits)
      : bytes_(bytes), where_(where), limits_(limits) {}

  Pickle run() {
    if (bytes_.empty() || static_cast<unsigned char>(bytes_[0]) != kProto)
      throw error("no pickle of protocol 2 to 5");
    while (true) {
      at_ = next_;
      const auto op = static_cast<unsigned char>(take(1)[0]);
      if (op == kStop) break;
      if (!push_number(op) && !push_text(op) && !push_container(op) && !change_container(op) &&
          !use_memo(op) && !use_name(op))
        throw error("opcode " + std::to_string(op) + " is none that torch.save writes in protocols 2 to 5");
    }
    if (!marks_.empty() || stack_.size() != 1)
      throw error("it stops with " + std::to_string(stack_.size()) + " values left; expected 1");
    out_.root = stack_.back();
    out_.length = next_;
    return std::move(out_);
  }

 private:
  [[nodiscard]] Error error(const std::string& what) const {
    return Error(where_ + ": broken pickle at byte " + std::to_string(at_) + ": " + what);
  }

  std::string_view take(std::uint64_t count) {
    if (count > bytes_.size() - next_)
      throw error("it ends early: " + std::to_string(count) + " bytes are announced, " +
                  std::to_string(bytes_.size() - next_) + " are left");
    const std::string_view part = bytes_.substr(next_, static_cast<std::size_t>(count));
    next_ += static_cast<std::size_t>(count);
    return part;
  }
  template <class Number>
  Number take_number() {
    Number value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::string_view take_line() {
    const std::size_t end = bytes_.find('\n', next_);
    if (end == std::string_view::npos) throw error("a name has no end");
    const std::string_view line = take(end - next_);
    ++next_;
    return line;
  }

  std::uint32_t push(PickleNode node) {
    if (out_.nodes.size() >= limits_.nodes)
      throw error("more than " + std::to_string(limits_.nodes) + " values");
    // What is written out costs at least a byte an item; more than that are copies of copies.
    held_ += node.items.size() + node.text.size();
    if (held_ > 2 * bytes_.size()) throw error("values hold more than what the pickle can write out");
    out_.nodes.push_back(std::move(node));
    stack_.push_back(static_cast<std::uint32_t>(out_.nodes.size() - 1));
    return stack_.back();
  }
  /// Values above the topmost mark may be popped; those below belong to what is still being built.
  std::uint32_t pop() {
    if (stack_.size() <= (marks_.empty() ? 0 : marks_.back())) throw error("the stack is empty");
    const std::uint32_t top = stack_.back();
    stack_.pop_back();
    return top;
  }
  std::vector<std::uint32_t> pop_to_mark() {
    if (marks_.empty()) throw error("no mark on the stack");
    const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    std::vector<std::uint32_t> items(first, stack_.end());
    stack_.erase(first, stack_.end());
    marks_.pop_back();
    return items;
  }
  PickleNode& top_of(PickleKind kind, const char* what) {
    if (stack_.size() <= (marks_.empty() ? 0 : marks_.back()) || out_.nodes[stack_.back()].kind != kind)
      throw error(std::string("expected ") + what + " to put values into");
    return out_.nodes[stack_.back()];
  }

  bool push_number(unsigned char op) {
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
        push_integer(take_number<std::int32_t>());
        return true;
      case kBinInt1:
        push_integer(take_number<std::uint8_t>());
        return true;
      case kBinInt2:
        push_integer(take_number<std::uint16_t>());
        return true;
      case kLong1:
        push_long(take(take_number<std::uint8_t>()));
        return true;
      case kLong4: {
        const auto count = take_number<std::int32_t>();
        if (count < 0) throw error("a number of " + std::to_string(count) + " bytes");
        push_long(take(static_cast<std::uint64_t>(count)));
        return true;
      }
      case kBinFloat: {  // big-endian
        std::uint64_t bits = 0;
        for (const char c : take(8)) bits = bits << 8 | static_cast<unsigned char>(c);
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

  bool push_text(unsigned char op) {
    const auto text = [&](std::string_view part, PickleKind kind) {
      push({.kind = kind, .text = std::string(part)});
      return true;
    };
    switch (op) {
      case kBinUnicode:
        return text(take(take_number<std::uint32_t>()), PickleKind::text);
      case kShortBinUnicode:
        return text(take(take_number<std::uint8_t>()), PickleKind::text);
      case kBinUnicode8:
        return text(take(take_number<std::uint64_t>()), PickleKind::text);
      case kShortBinString:
        return text(take(take_number<std::uint8_t>()), PickleKind::text);
      case kBinString: {
        const auto count = take_number<std::int32_t>();
        if (count < 0) throw error("a text of " + std::to_string(count) + " bytes");
        return text(take(static_cast<std::uint64_t>(count)), PickleKind::text);
      }
      case kShortBinBytes:
        return text(take(take_number<std::uint8_t>()), PickleKind::bytes);
      case kBinBytes:
        return text(take(take_number<std::uint32_t>()), PickleKind::bytes);
      case kBinBytes8:
      case kByteArray8:
        return text(take(take_number<std::uint64_t>()), PickleKind::bytes);
      default:
        return false;
    }
  }

  bool push_container(unsigned char op) {
    switch (op) {
      case kMark:
        marks_.push_back(stack_.size());
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
        push({.kind = PickleKind::tuple, .items = pop_to_mark()});
        return true;
      case kList:
        push({.kind = PickleKind::list, .items = pop_to_mark()});
        return true;
      case kFrozenSet:
        push({.kind = PickleKind::set, .items = pop_to_mark()});
        return true;
      case kDict:
        push({.kind = PickleKind::dict, .items = pairs(pop_to_mark())});
        return true;
      case kTuple1:
      case kTuple2:
      case kTuple3: {
        std::vector<std::uint32_t> items(static_cast<std::size_t>(op - kTuple1) + 1);
        for (std::size_t i = items.size(); i > 0; --i) items[i - 1] = pop();
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

  bool change_container(unsigned char op) {
    const auto add = [](PickleNode& to, const std::vector<std::uint32_t>& items) {
      to.items.insert(to.items.end(), items.begin(), items.end());
      return true;
    };
    switch (op) {
      case kAppend: {
        const std::uint32_t item = pop();
        return add(top_of(PickleKind::list, "a list"), {item});
      }
      case kAppends: {
        const std::vector<std::uint32_t> items = pop_to_mark();
        return add(top_of(PickleKind::list, "a list"), items);
      }
      case kAddItems: {
        const std::vector<std::uint32_t> items = pop_to_mark();
        return add(top_of(PickleKind::set, "a set"), items);
      }
      case kSetItem: {
        const std::uint32_t value = pop();
        const std::uint32_t key = pop();
        return add(top_of(PickleKind::dict, "a dict"), {key, value});
      }
      case kSetItems: {
        const std::vector<std::uint32_t> items = pairs(pop_to_mark());
        return add(top_of(PickleKind::dict, "a dict"), items);
      }
      default:
        return false;
    }
  }

  bool use_memo(unsigned char op) {
    switch (op) {
      case kPop:
        // As in Python: a mark on top is what goes.
        if (!marks_.empty() && stack_.size() == marks_.back())
          marks_.pop_back();
        else
          pop();
        return true;
      case kPopMark:
        pop_to_mark();
        return true;
      case kDup:
        stack_.push_back(top());
        return true;
      case kBinPut:
        memo_[take_number<std::uint8_t>()] = top();
        return true;
      case kLongBinPut:
        memo_[take_number<std::uint32_t>()] = top();
        return true;
      case kMemoize: {
        const auto index = static_cast<std::uint32_t>(memo_.size());
        memo_[index] = top();
        return true;
      }
      case kBinGet:
        get(take_number<std::uint8_t>());
        return true;
      case kLongBinGet:
        get(take_number<std::uint32_t>());
        return true;
      default:
        return false;
    }
  }
  [[nodiscard]] std::uint32_t top() const {
    if (stack_.size() <= (marks_.empty() ? 0 : marks_.back())) throw error("the stack is empty");
    return stack_.back();
  }
  void get(std::uint32_t index) {
    const auto found = memo_.find(index);
    if (found == memo_.end()) throw error("nothing was kept under number " + std::to_string(index));
    stack_.push_back(found->second);
  }

  bool use_name(unsigned char op) {
    switch (op) {
      case kProto: {
        const int protocol = take_number<std::uint8_t>();
        if (protocol < 2 || protocol > 5)
          throw error("protocol " + std::to_string(protocol) + "; expected 2 to 5");
        return true;
      }
      case kFrame: {
        const auto length = take_number<std::uint64_t>();
        if (length > bytes_.size() - next_) throw error("a frame of " + std::to_string(length) + " bytes");
        return true;
      }
      case kGlobal: {
        const std::string_view module = take_line();
        push_global(module, take_line());
        return true;
      }
      case kStackGlobal: {
        const std::uint32_t name = pop();
        const std::uint32_t module = pop();
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
        const std::uint32_t arguments = pop();
        const std::uint32_t function = pop();
        push(call(function, arguments));
        return true;
      }
      case kBinPersId: {
        const std::uint32_t id = pop();
        if (out_.storages.size() >= limits_.tensors) throw error("too many storages");
        out_.storages.push_back(storage_of(out_, id, described()));
        push({.kind = PickleKind::storage, .integer = static_cast<std::int64_t>(out_.storages.size() - 1)});
        return true;
      }
      case kBuild: {
        pop();  // an OrderedDict's _metadata: versions of modules
        top_of(PickleKind::dict, "a dict");
        return true;
      }
      default:
        return false;
    }
  }
  [[nodiscard]] std::string described() const {
    return where_ + ": broken pickle at byte " + std::to_string(at_);
  }

  void push_global(std::string_view module, std::string_view name) {
    if (find_torch_global(module, name) == nullptr) {
      const std::string full = shown(std::string(module) + "." + std::string(name));
      if (is_known_unsupported_storage(module, name))
        throw Error(where_ + ": it holds numbers of the type " + full +
                    "; expected f16, bf16, f32, f64, integers or bool");
      throw Error(
          where_ + ": its pickle asks for '" + full + "', which weights don't need; it was not " +
          "executed. Expected a state dict of tensors, as torch.save(model.state_dict(), FILE) writes");
    }
    push({.kind = PickleKind::global, .text = std::string(module) + "\n" + std::string(name)});
  }

  PickleNode call(std::uint32_t function, std::uint32_t arguments) {
    const PickleNode& callee = out_.nodes[function];
    if (callee.kind != PickleKind::global) throw error("a call of what is no function");
    if (out_.nodes[arguments].kind != PickleKind::tuple) throw error("a call without a tuple of arguments");
    if (out_.tensors.size() >= limits_.tensors) throw error("too many tensors");
    return call_torch_global(out_, callee.text, out_.nodes[arguments].items,
                             {.where = described(), .rank = limits_.rank});
  }

  std::string_view bytes_;
  const std::string& where_;
  PickleLimits limits_;
  Pickle out_;
  std::vector<std::uint32_t> stack_;
  std::vector<std::size_t> marks_;
  std::unordered_map<std::uint32_t, std::uint32_t> memo_;
  std::size_t held_ = 0;  ///< items and characters of all values
  std::size_t next_ = 0;
  std::size_t at_ = 0;  ///< of the opcode at work
};

}  // namespace

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
