#include "engine/models/named_tensors.hpp"

#include <algorithm>
#include <set>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/models/byte_source.hpp"

namespace ganscope {
namespace {

constexpr std::size_t kDeepest = 32;
constexpr std::size_t kMostVisits = 1U << 20;
constexpr std::size_t kLongestName = 512;
constexpr std::size_t kMostListed = 12;

/// The tensors that stand directly in one dict.
struct Group {
  std::string path;  ///< "netG"; empty for the outermost
  std::vector<NamedTensor> tensors{};
};

std::string joined(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

/// Walks dicts, lists and tuples. Values may be shared and hold themselves, so steps are counted.
class Walk {
 public:
  Walk(const Pickle& pickle, const std::string& where) : pickle_(pickle), where_(where) {}

  std::vector<Group> groups() {
    visit(pickle_.root, "", 0);
    return std::move(groups_);
  }

 private:
  void visit(std::uint32_t index, const std::string& path, std::size_t depth) {
    if (++visits_ > kMostVisits)
      throw Error(where_ + ": its values refer to each other more than " + std::to_string(kMostVisits) +
                  " times; expected a state dict");
    const PickleNode& node = pickle_.nodes[index];
    const bool dict = node.kind == PickleKind::dict;
    if (!dict && node.kind != PickleKind::list && node.kind != PickleKind::tuple) return;
    if (depth > kDeepest)
      throw Error(where_ + ": its values are nested more than " + std::to_string(kDeepest) +
                  " deep; expected a state dict");
    if (dict && is_optimiser(node)) return;
    Group group{.path = path};
    const std::size_t step = dict ? 2 : 1;
    for (std::size_t i = 0; i + step <= node.items.size(); i += step) {
      const std::uint32_t value = node.items[i + step - 1];
      const std::string name = dict ? key_text(pickle_.nodes[node.items[i]]) : std::to_string(i);
      if (dict && pickle_.nodes[value].kind == PickleKind::tensor)
        group.tensors.push_back({name, static_cast<std::size_t>(pickle_.nodes[value].integer)});
      else
        visit(value, joined(path, name), depth + 1);
    }
    if (!group.tensors.empty()) groups_.push_back(std::move(group));
  }

  [[nodiscard]] bool is_optimiser(const PickleNode& dict) const {
    return pickle_.value_of(dict, "state") != nullptr && pickle_.value_of(dict, "param_groups") != nullptr;
  }
  [[nodiscard]] std::string key_text(const PickleNode& key) const {
    if (key.kind == PickleKind::integer) return std::to_string(key.integer);
    if (key.kind != PickleKind::text) return "?";
    if (key.text.size() > kLongestName)
      throw Error(where_ + ": the name '" + shown(key.text) + "' has " + std::to_string(key.text.size()) +
                  " characters; expected at most " + std::to_string(kLongestName));
    return key.text;
  }

  const Pickle& pickle_;
  const std::string& where_;
  std::vector<Group> groups_;
  std::size_t visits_ = 0;
};

bool has_weights(const Group& group) {
  return std::any_of(group.tensors.begin(), group.tensors.end(), [](const NamedTensor& tensor) {
    return tensor.name == "weight" || tensor.name.ends_with(".weight") ||
           tensor.name.ends_with("weight_orig");
  });
}

/// Those whose full name begins with the prefix, up to a dot.
TensorSelection with_prefix(const std::vector<Group>& groups, std::string prefix, const std::string& where) {
  if (!prefix.empty() && prefix.back() == '.') prefix.pop_back();
  TensorSelection out;
  std::vector<std::string> starts;
  for (const Group& group : groups)
    for (const NamedTensor& tensor : group.tensors) {
      const std::string full = joined(group.path, tensor.name);
      if (full.size() > prefix.size() && full.starts_with(prefix) && full[prefix.size()] == '.')
        out.tensors.push_back({full.substr(prefix.size() + 1), tensor.index});
      else if (const std::string start = full.substr(0, full.find('.'));
               std::find(starts.begin(), starts.end(), start) == starts.end() && starts.size() < kMostListed)
        starts.push_back(start);
    }
  if (out.tensors.empty())
    throw UsageError(where + ": no tensor's name begins with '" + prefix +
                     ".' (--tensor-prefix); names begin with " + join(starts, ", "));
  out.notes.push_back("took the tensors under '" + prefix + "'");
  return out;
}

TensorSelection only_state_dict(std::vector<Group> groups, const std::string& where) {
  if (std::any_of(groups.begin(), groups.end(), has_weights))
    std::erase_if(groups, [](const Group& group) { return !has_weights(group); });
  if (groups.size() > 1) {
    std::vector<std::string> names;
    for (const Group& group : groups)
      if (names.size() < kMostListed)
        names.push_back("'" + shown(group.path) + "' (" +
                        counted(static_cast<std::int64_t>(group.tensors.size()), "tensor") + ")");
    if (groups.size() > names.size()) names.push_back("...");
    throw UsageError(where + ": it holds " + std::to_string(groups.size()) +
                     " state dicts; say which with --tensor-prefix: " + join(names, ", "));
  }
  TensorSelection out{.tensors = std::move(groups.front().tensors)};
  if (!groups.front().path.empty())
    out.notes.push_back("took the only state dict in it, '" + shown(groups.front().path) + "'");
  return out;
}

/// Names are unique, of a sensible length, and lose a 'module.' that all share.
TensorSelection finished(TensorSelection selection, const std::string& where) {
  constexpr std::string_view kParallel = "module.";
  const bool parallel =
      std::all_of(selection.tensors.begin(), selection.tensors.end(), [&](const auto& tensor) {
        return tensor.name.size() > kParallel.size() && tensor.name.starts_with(kParallel);
      });
  if (parallel) {
    for (NamedTensor& tensor : selection.tensors) tensor.name.erase(0, kParallel.size());
    selection.notes.emplace_back("left out 'module.' in front of every name");
  }
  std::set<std::string_view> seen;
  for (const NamedTensor& tensor : selection.tensors)
    if (!seen.insert(tensor.name).second)
      throw Error(where + ": two tensors are named '" + shown(tensor.name) + "'; expected one");
  return selection;
}

}  // namespace

TensorSelection select_tensors(const Pickle& pickle, const std::string& prefix, const std::string& where) {
  std::vector<Group> groups = Walk(pickle, where).groups();
  if (groups.empty())
    throw Error(where + ": it holds no state dict; expected names and tensors, as " +
                "torch.save(model.state_dict(), FILE) writes");
  return finished(
      prefix.empty() ? only_state_dict(std::move(groups), where) : with_prefix(groups, prefix, where), where);
}

TensorSelection select_tensors(const std::vector<std::string>& names, const std::string& prefix,
                               const std::string& where) {
  Group all;
  for (std::size_t i = 0; i < names.size(); ++i) all.tensors.push_back({names[i], i});
  if (all.tensors.empty()) throw Error(where + ": it holds no tensors");
  return finished(prefix.empty() ? only_state_dict({all}, where) : with_prefix({all}, prefix, where), where);
}

}  // namespace ganscope
