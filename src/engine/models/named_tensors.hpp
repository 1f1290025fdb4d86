#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "engine/models/pickle.hpp"

namespace ganscope {

/// A tensor by its place in the container, under the name a card uses.
struct NamedTensor {
  std::string name;
  std::size_t index = 0;
};

struct TensorSelection {
  std::vector<NamedTensor> tensors;
  std::vector<std::string> notes{};  ///< what was decided, for a person
};

/// The tensors of a checkpoint: with a prefix, those whose name begins with it or has it behind a dot
/// ("netG" of "state_dict.netG.main.0.weight"), without the prefix; else those of the only state dict in
/// it. A dict with a tensor that is or ends with "weight" counts as a state dict, an optimiser's does not;
/// a module that was pickled whole counts as its state dict. What wrappers put into names is left out.
/// Throws Error naming `where`: no tensors, or several state dicts, which it lists, or a prefix that
/// nothing begins with.
[[nodiscard]] TensorSelection select_tensors(const Pickle& pickle, const std::string& prefix,
                                             const std::string& where);

/// The same for a flat list of names, whose places are `names`' indices.
[[nodiscard]] TensorSelection select_tensors(const std::vector<std::string>& names, const std::string& prefix,
                                             const std::string& where);

}  // namespace ganscope
