#include "engine/models/pickled_modules.hpp"

#include <set>
#include <string_view>

#include "core/error.hpp"
#include "engine/models/byte_source.hpp"

namespace ganscope {
namespace {

constexpr std::size_t kDeepestModule = 64;
constexpr std::size_t kMostSteps = 1U << 22;  ///< values looked at; they may be shared
constexpr std::size_t kLongestPath = 512;

class Collector {
 public:
  Collector(const Pickle& pickle, const std::string& where, std::map<std::string, std::size_t>& classes)
      : pickle_(pickle), where_(where), classes_(classes) {}

  std::vector<NamedTensor> run(const PickleNode& module) {
    visit(module, "", 0);
    return std::move(out_);
  }

 private:
  void visit(const PickleNode& module, const std::string& path, std::size_t depth) {
    if (depth > kDeepestModule || path.size() > kLongestPath)
      throw Error(where_ + ": its modules are nested more than " + std::to_string(kDeepestModule) +
                  " deep; expected a model");
    ++classes_[pickle_.class_of(module)];
    const PickleNode* state = attributes_of(pickle_, module);
    add_tensors(pickle_.value_of(*state, "_parameters"), nullptr, path);
    add_tensors(pickle_.value_of(*state, "_buffers"), pickle_.value_of(*state, "_non_persistent_buffers_set"),
                path);
    const PickleNode* modules = pickle_.value_of(*state, "_modules");
    for (std::size_t i = 0; i + 1 < modules->items.size(); i += 2) {
      const PickleNode& name = pickle_.nodes[modules->items[i]];
      const PickleNode& inner = pickle_.nodes[modules->items[i + 1]];
      if (const PickleNode* attributes = attributes_of(pickle_, inner)) count(attributes->items.size());
      if (name.kind == PickleKind::text && is_pickled_module(pickle_, inner))
        visit(inner, path + name.text + ".", depth + 1);
    }
  }

  void add_tensors(const PickleNode* dict, const PickleNode* without, const std::string& path) {
    if (dict == nullptr || dict->kind != PickleKind::dict) return;
    std::set<std::string_view> left_out;
    if (without != nullptr) {
      count(without->items.size());
      for (const std::uint32_t item : without->items) left_out.insert(pickle_.nodes[item].text);
    }
    count(dict->items.size());
    for (std::size_t i = 0; i + 1 < dict->items.size(); i += 2) {
      const PickleNode& name = pickle_.nodes[dict->items[i]];
      const PickleNode& value = pickle_.nodes[dict->items[i + 1]];
      if (name.kind != PickleKind::text || value.kind != PickleKind::tensor || left_out.contains(name.text))
        continue;
      if (path.size() + name.text.size() > kLongestPath)
        throw Error(where_ + ": the name '" + shown(path + name.text) + "' has more than " +
                    std::to_string(kLongestPath) + " characters");
      out_.push_back({path + name.text, static_cast<std::size_t>(value.integer)});
    }
  }
  void count(std::size_t steps) {
    steps_ += steps + 1;
    if (steps_ > kMostSteps)
      throw Error(where_ + ": its modules refer to each other more than " + std::to_string(kMostSteps) +
                  " times; expected a model");
  }

  const Pickle& pickle_;
  const std::string& where_;
  std::map<std::string, std::size_t>& classes_;
  std::vector<NamedTensor> out_;
  std::size_t steps_ = 0;
};

}  // namespace

const PickleNode* attributes_of(const Pickle& pickle, const PickleNode& object) {
  if (object.kind != PickleKind::object || !object.state) return nullptr;
  const PickleNode* state = &pickle.nodes[*object.state];
  if (state->kind == PickleKind::tuple && !state->items.empty()) state = &pickle.nodes[state->items[0]];
  return state->kind == PickleKind::dict ? state : nullptr;
}

bool is_pickled_module(const Pickle& pickle, const PickleNode& object) {
  const PickleNode* state = attributes_of(pickle, object);
  if (state == nullptr) return false;
  for (const char* name : {"_parameters", "_modules"}) {
    const PickleNode* dict = pickle.value_of(*state, name);
    if (dict == nullptr || dict->kind != PickleKind::dict) return false;
  }
  return true;
}

std::vector<NamedTensor> module_tensors(const Pickle& pickle, const PickleNode& module,
                                        const std::string& where,
                                        std::map<std::string, std::size_t>& classes) {
  return Collector(pickle, where, classes).run(module);
}

}  // namespace ganscope
