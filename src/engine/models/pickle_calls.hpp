#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "engine/models/pickle.hpp"

namespace ganscope {

struct PickleCallContext {
  std::string where;      ///< for messages
  std::size_t rank = 16;  ///< most sizes of a tensor
};

/// What the function of the allow-list ("module\nname") gives for these arguments (indices of nodes):
/// the part of the pickle machine that knows PyTorch. Describes tensors in `pickle.tensors`. Throws
/// Error when the arguments aren't what torch.save writes.
[[nodiscard]] PickleNode call_torch_global(Pickle& pickle, std::string_view function,
                                           std::span<const std::uint32_t> arguments,
                                           const PickleCallContext& context);

/// The storage that a persistent id names: ("storage", type, key, device, size[, view]).
[[nodiscard]] TorchStorage storage_of(const Pickle& pickle, std::uint32_t id, const std::string& where);

}  // namespace ganscope
