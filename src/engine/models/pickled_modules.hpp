#pragma once
#include <map>
#include <string>

#include "engine/models/named_tensors.hpp"

namespace ganscope {

/// Whether the object's state looks as that of a torch.nn.Module: dicts `_parameters` and `_modules`.
[[nodiscard]] bool is_pickled_module(const Pickle& pickle, const PickleNode& object);

/// The tensors that the module's state_dict() would have, under its names: those under `_parameters` and
/// `_buffers` (but buffers that aren't kept), then those of the modules in it. Nothing of its class is
/// needed or run; `classes` counts what is met. Throws Error naming `where` when they nest without end.
[[nodiscard]] std::vector<NamedTensor> module_tensors(const Pickle& pickle, const PickleNode& module,
                                                      const std::string& where,
                                                      std::map<std::string, std::size_t>& classes);

/// The dict of attributes that an object restores itself from, or null: its state, or the first of two
/// where the class has slots.
[[nodiscard]] const PickleNode* attributes_of(const Pickle& pickle, const PickleNode& object);

}  // namespace ganscope
