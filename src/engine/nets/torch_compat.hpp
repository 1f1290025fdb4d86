#pragma once
#include <torch/optim/optimizer.h>

#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

#include "engine/libtorch.hpp"

/// What LibTorch 1.13 (Debian 12) and 2.6 (Debian 13) write differently.
namespace ganscope::torch_compat {

/// What an optimiser's state has for a key: text in LibTorch 1, the pointer itself in LibTorch 2.
using StateKey = typename std::decay_t<decltype(std::declval<torch::optim::Optimizer&>().state())>::key_type;

/// The key of a parameter's state. `Key` is a template's parameter so that only its own branch is compiled.
template <class Key = StateKey>
[[nodiscard]] Key state_key(const at::Tensor& parameter) {
  if constexpr (std::is_same_v<Key, std::string>) {
    // As LibTorch 1's c10::guts::to_string(), which 2 no longer has.
    std::ostringstream text;
    text << static_cast<const void*>(parameter.unsafeGetTensorImpl());
    return text.str();
  } else {
    return parameter.unsafeGetTensorImpl();
  }
}

/// Function::apply() of a torch::autograd::Function. GCC 14 reports an array bound inside std::vector<bool>
/// for what it inlines out of LibTorch's header there (GCC bug 110498); the code is correct.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Warray-bounds"
template <class Function, class... Arguments>
[[nodiscard]] auto apply(Arguments&&... arguments) {
  return Function::apply(std::forward<Arguments>(arguments)...);
}
#pragma GCC diagnostic pop

}  // namespace ganscope::torch_compat
