#pragma once
#include <dnnl.hpp>
#include <utility>

/// What oneDNN 2 (Debian 12) and oneDNN 3 (Debian 13) write differently. Since 3.0 there are no operation
/// descriptors, and the engine comes first.
/// (https://oneapi-src.github.io/oneDNN/dev_guide_transition_to_v3.html)
namespace ganscope::onednn {

/// The primitive descriptor of a forward operation; `operation` is what its constructor wants from the kind
/// of propagation to the padding. Throws dnnl::error when no kernel does it.
template <class Primitive, class... Operation>
[[nodiscard]] typename Primitive::primitive_desc describe_forward(const dnnl::engine& engine,
                                                                  const dnnl::primitive_attr& attributes,
                                                                  Operation&&... operation) {
#if DNNL_VERSION_MAJOR >= 3
  return {engine, std::forward<Operation>(operation)..., attributes};
#else
  return {typename Primitive::desc(std::forward<Operation>(operation)...), attributes, engine};
#endif
}

/// The same for a backward operation, which wants the descriptor of its forward one as a hint.
template <class Primitive, class Hint, class... Operation>
[[nodiscard]] typename Primitive::primitive_desc describe_backward(const dnnl::engine& engine,
                                                                   const Hint& hint,
                                                                   Operation&&... operation) {
#if DNNL_VERSION_MAJOR >= 3
  return {engine, std::forward<Operation>(operation)..., hint};
#else
  return {typename Primitive::desc(std::forward<Operation>(operation)...), engine, hint};
#endif
}

}  // namespace ganscope::onednn
