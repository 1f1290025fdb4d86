#include "engine/models/wrapper_names.hpp"

#include <algorithm>
#include <array>

namespace ganscope {
namespace {

/// No module is called so but by those who wrap it.
constexpr std::array<std::string_view, 4> kAnywhere{"_orig_mod", "_fsdp_wrapped_module",
                                                    "_checkpoint_wrapped_module", "_forward_module"};
/// Wrappers only where every name begins with it; somebody's module may be called so.
constexpr std::array<std::string_view, 3> kInFront{"module", "ema_model", "averaged_model"};
/// What wrappers count, in tensors beside the model.
constexpr std::array<std::string_view, 6> kCounters{"n_averaged", "initted",     "step",
                                                    "decay",      "num_updates", "collected_params"};
constexpr std::string_view kAverage = "ema_model.";
constexpr std::string_view kTrained = "online_model.";

template <class List>
bool contains(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_counter(const NamedTensor& tensor) { return contains(kCounters, tensor.name); }

/// The wrapper's name that every tensor's begins with; empty when there is none.
std::string shared_front(const std::vector<NamedTensor>& tensors) {
  std::string front;
  for (const NamedTensor& tensor : tensors) {
    if (is_counter(tensor)) continue;
    const std::size_t dot = tensor.name.find('.');
    if (dot == std::string::npos) return {};
    const std::string_view first = std::string_view(tensor.name).substr(0, dot);
    if (front.empty() ? !contains(kInFront, first) && !contains(kAnywhere, first) : first != front) return {};
    front = first;
  }
  return front;
}

/// Of the two models that ema-pytorch keeps, the averaged one.
void take_average(TensorSelection& selection) {
  const auto begins = [](const NamedTensor& tensor, std::string_view with) {
    return tensor.name.starts_with(with);
  };
  bool average = false;
  bool trained = false;
  for (const NamedTensor& tensor : selection.tensors) {
    average |= begins(tensor, kAverage);
    trained |= begins(tensor, kTrained);
    if (!begins(tensor, kAverage) && !begins(tensor, kTrained) && !is_counter(tensor)) return;
  }
  if (!average || !trained) return;
  std::erase_if(selection.tensors, [&](const NamedTensor& tensor) { return begins(tensor, kTrained); });
  selection.notes.emplace_back(
      "took the averaged weights, 'ema_model'; --tensor-prefix online_model takes the others");
}

}  // namespace

std::string without_wrappers(std::string_view name) {
  std::string out;
  bool front = true;
  while (!name.empty()) {
    const std::size_t dot = name.find('.');
    const std::string_view part = name.substr(0, dot);
    const bool last = dot == std::string_view::npos;
    const bool wrapper = !last && (contains(kAnywhere, part) || (front && part == "module"));
    if (!wrapper) {
      front = false;
      out += part;
      if (!last) out += '.';
    }
    name.remove_prefix(last ? name.size() : dot + 1);
  }
  return out;
}

std::string plain_name(std::string_view name) {
  std::string out = without_wrappers(name);
  constexpr std::string_view kOld = "_orig";
  if (out.ends_with(kOld)) return out.substr(0, out.size() - kOld.size());
  constexpr std::string_view kNew = "parametrizations.";
  for (const std::string_view end : {".original", ".original0", ".original1"}) {
    const std::size_t at = out.rfind(kNew);
    if (!out.ends_with(end) || at == std::string::npos || (at > 0 && out[at - 1] != '.')) continue;
    return out.erase(out.size() - end.size()).erase(at, kNew.size());
  }
  return out;
}

void leave_out_wrappers(TensorSelection& selection) {
  take_average(selection);
  for (std::string front = shared_front(selection.tensors); !front.empty();
       front = shared_front(selection.tensors)) {
    for (NamedTensor& tensor : selection.tensors)
      if (!is_counter(tensor)) tensor.name.erase(0, front.size() + 1);
    selection.notes.push_back("left out '" + front + ".' in front of every name");
  }
  std::size_t inside = 0;
  for (NamedTensor& tensor : selection.tensors) {
    std::string name;
    for (std::string_view rest = tensor.name; !rest.empty();) {
      const std::size_t dot = rest.find('.');
      const std::string_view part = rest.substr(0, dot);
      const bool last = dot == std::string_view::npos;
      if (last || !contains(kAnywhere, part)) name.append(part).append(last ? "" : ".");
      rest.remove_prefix(last ? rest.size() : dot + 1);
    }
    if (name != tensor.name) ++inside;
    tensor.name = std::move(name);
  }
  if (inside > 0)
    selection.notes.push_back("left out what wrappers put into " + std::to_string(inside) + " names");
}

}  // namespace ganscope
