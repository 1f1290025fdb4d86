#include "engine/models/named_tensors.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/models/byte_source.hpp"
#include "engine/models/pickled_modules.hpp"
#include "engine/models/wrapper_names.hpp"

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
  /// What was in the pickle that is no weight, and modules that were read as such.
  [[nodiscard]] std::vector<std::string> notes() const {
    std::map<std::string, std::size_t> aside = pickle_.objects;
    for (const auto& [name, count] : modules_)
      if (const auto found = aside.find(name); found != aside.end())
        found->second -= std::min(found->second, count);
    std::erase_if(aside, [](const auto& entry) { return entry.second == 0; });
    std::vector<std::string> out;
    if (!modules_.empty())
      out.push_back(
          "read whole modules by the names of their state dict; nothing of their classes was run: " +
          listed(modules_));
    for (const auto& [name, count] : aside)
      if (runs_commands(name))
        out.push_back("'" + shown(name) +
                      "' would run a command where Python loads this file: don't open it with torch.load");
    if (!aside.empty()) out.push_back("left aside what is no weight; none of it was run: " + listed(aside));
    return out;
  }

 private:
  void visit(std::uint32_t index, const std::string& path, std::size_t depth) {
    if (++visits_ > kMostVisits)
      throw Error(where_ + ": its values refer to each other more than " + std::to_string(kMostVisits) +
                  " times; expected a state dict");
    const PickleNode& node = pickle_.nodes[index];
    if (node.kind == PickleKind::object && take_module(node, path)) return;
    const bool dict = node.kind == PickleKind::dict || node.kind == PickleKind::object;
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
    // What an object is beside a dict: attributes.
    if (node.kind == PickleKind::object && node.state) visit_state(*node.state, path, depth);
  }

  void visit_state(std::uint32_t state, const std::string& path, std::size_t depth) {
    const PickleNode& node = pickle_.nodes[state];
    if (node.kind == PickleKind::dict) visit(state, path, depth + 1);
    if (node.kind != PickleKind::tuple) return;
    for (const std::uint32_t part : node.items)
      if (pickle_.nodes[part].kind == PickleKind::dict) visit(part, path, depth + 1);
  }

  /// A module that was pickled as a whole, by the names of its state dict.
  bool take_module(const PickleNode& object, const std::string& path) {
    if (const PickleNode* attributes = attributes_of(pickle_, object)) visits_ += attributes->items.size();
    if (!is_pickled_module(pickle_, object)) return false;
    Group group{.path = path, .tensors = module_tensors(pickle_, object, where_, modules_)};
    visits_ += group.tensors.size();
    if (!group.tensors.empty()) groups_.push_back(std::move(group));
    return true;
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

  /// Names that only files which mean harm ask for.
  static bool runs_commands(std::string_view name) {
    for (const std::string_view module :
         {"posix.", "nt.", "os.", "subprocess.", "pty.", "runpy.", "socket.", "shutil.", "importlib."})
      if (name.starts_with(module)) return true;
    for (const std::string_view function : {"eval", "exec", "compile", "__import__", "open"})
      if (name.substr(name.find('.') + 1) == function &&
          (name.starts_with("builtins.") || name.starts_with("__builtin__.")))
        return true;
    return false;
  }
  static std::string listed(const std::map<std::string, std::size_t>& counts) {
    std::vector<std::string> words;
    for (const auto& [name, count] : counts)
      if (words.size() < kMostListed)
        words.push_back(shown(name) + (count > 1 ? " (" + std::to_string(count) + ")" : ""));
    if (counts.size() > words.size()) words.push_back(std::to_string(counts.size() - words.size()) + " more");
    return join(words, ", ");
  }

  const Pickle& pickle_;
  const std::string& where_;
  std::vector<Group> groups_;
  std::map<std::string, std::size_t> modules_;
  std::size_t visits_ = 0;
};

bool has_weights(const Group& group) {
  return std::any_of(group.tensors.begin(), group.tensors.end(), [](const NamedTensor& tensor) {
    for (const std::string_view end : {"weight_orig", "weight_v", ".weight.original", ".weight.original0"})
      if (tensor.name.ends_with(end)) return true;
    return tensor.name == "weight" || tensor.name.ends_with(".weight");
  });
}

/// A tensor's whole name, and where in it the prefix was found.
struct Match {
  std::string full;
  std::size_t index = 0;
  std::optional<std::size_t> at{};
};

/// Finds "PREFIX." in the names, at their beginning or behind a dot. Where some begin with it, only those
/// count.
std::vector<Match> matches_of(const std::vector<Group>& groups, const std::string& prefix, bool plain) {
  std::vector<Match> out;
  bool front = false;
  for (const Group& group : groups)
    for (const NamedTensor& tensor : group.tensors) {
      Match match{joined(group.path, tensor.name), tensor.index};
      if (plain) match.full = without_wrappers(match.full);
      const std::string looked_for = prefix + ".";
      for (std::size_t at = 0; !match.at;) {
        if (match.full.compare(at, looked_for.size(), looked_for) == 0) match.at = at;
        const std::size_t dot = match.full.find('.', at);
        if (dot == std::string::npos) break;
        at = dot + 1;
      }
      front |= match.at == 0U;
      out.push_back(std::move(match));
    }
  if (front)
    for (Match& match : out)
      if (match.at != 0U) match.at.reset();
  return out;
}

/// Beginnings of names, for a message.
std::string beginnings(const std::vector<Match>& matches) {
  std::vector<std::string> starts;
  for (const Match& match : matches)
    if (const std::string start = match.full.substr(0, match.full.find('.'));
        std::find(starts.begin(), starts.end(), start) == starts.end() && starts.size() < kMostListed)
      starts.push_back(start);
  return join(starts, ", ");
}

/// Those under the prefix, without it. Names are taken as they stand in the file, behind the path of their
/// state dict or not, then as they are without wrappers.
TensorSelection with_prefix(const std::vector<Group>& groups, std::string prefix, const std::string& where) {
  if (prefix == ".") prefix.clear();  // as messages show the outermost
  if (!prefix.empty() && prefix.back() == '.') prefix.pop_back();
  if (prefix.empty())
    for (const Group& group : groups)
      if (group.path.empty()) return {.tensors = group.tensors};
  TensorSelection out;
  for (const bool plain : {false, true}) {
    const std::vector<Match> matches = matches_of(groups, prefix, plain);
    std::set<std::string> heads;
    for (const Match& match : matches) {
      if (!match.at) continue;
      out.tensors.push_back({match.full.substr(*match.at + prefix.size() + 1), match.index});
      heads.insert(match.full.substr(0, *match.at) + prefix);
    }
    if (heads.size() > 1) {
      std::vector<std::string> some(heads.begin(), heads.end());
      if (some.size() > kMostListed) some.resize(kMostListed);
      throw UsageError(where + ": '" + shown(prefix) +
                       ".' stands in names of several beginnings; say which with " +
                       "--tensor-prefix: " + join(some, ", "));
    }
    if (heads.size() == 1) {
      out.notes.push_back("took the tensors under '" + shown(*heads.begin()) + "'");
      return out;
    }
    if (plain)
      throw UsageError(where + ": no tensor's name begins with '" + shown(prefix) +
                       ".' (--tensor-prefix); names begin with " + beginnings(matches));
  }
  return out;
}

TensorSelection only_state_dict(std::vector<Group> groups, const std::string& where) {
  if (std::any_of(groups.begin(), groups.end(), has_weights))
    std::erase_if(groups, [](const Group& group) { return !has_weights(group); });
  if (groups.size() > 1) {
    std::vector<std::string> names;
    for (const Group& group : groups)
      if (names.size() < kMostListed)
        names.push_back("'" + (group.path.empty() ? std::string(".") : shown(group.path)) + "' (" +
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

/// Names are unique, and lose what wrappers put into them.
TensorSelection finished(TensorSelection selection, const std::string& where) {
  leave_out_wrappers(selection);
  std::set<std::string_view> seen;
  for (const NamedTensor& tensor : selection.tensors)
    if (!seen.insert(tensor.name).second)
      throw Error(where + ": two tensors are named '" + shown(tensor.name) + "'; expected one");
  return selection;
}

}  // namespace

TensorSelection select_tensors(const Pickle& pickle, const std::string& prefix, const std::string& where) {
  Walk walk(pickle, where);
  std::vector<Group> groups = walk.groups();
  const std::vector<std::string> aside = walk.notes();
  if (groups.empty())
    throw Error(where + ": it holds no state dict; expected names and tensors, as " +
                "torch.save(model.state_dict(), FILE) writes" +
                (aside.empty() ? "" : " (" + join(aside, "; ") + ")"));
  TensorSelection out = finished(
      prefix.empty() ? only_state_dict(std::move(groups), where) : with_prefix(groups, prefix, where), where);
  out.notes.insert(out.notes.end(), aside.begin(), aside.end());
  return out;
}

TensorSelection select_tensors(const std::vector<std::string>& names, const std::string& prefix,
                               const std::string& where) {
  Group all;
  for (std::size_t i = 0; i < names.size(); ++i) all.tensors.push_back({names[i], i});
  if (all.tensors.empty()) throw Error(where + ": it holds no tensors");
  return finished(prefix.empty() ? only_state_dict({all}, where) : with_prefix({all}, prefix, where), where);
}

}  // namespace ganscope
