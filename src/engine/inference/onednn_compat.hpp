#pragma once
#include <dnnl.hpp>
#include <optional>
#include <utility>

#include "engine/inference/onednn_blocks.hpp"

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

/// A layout in blocks as what it is; nothing for one that only oneDNN knows.
[[nodiscard]] inline std::optional<BlockedLayout> blocked_layout(const dnnl::memory::desc& desc) {
  BlockedLayout out;
#if DNNL_VERSION_MAJOR >= 3
  if (desc.get_format_kind() != dnnl::memory::format_kind::blocked) return std::nullopt;
  out.dims = desc.get_dims();
  out.padded = desc.get_padded_dims();
  out.strides = desc.get_strides();
  out.inner_size = desc.get_inner_blks();
  for (const auto dim : desc.get_inner_idxs()) out.inner_dim.push_back(static_cast<std::size_t>(dim));
#else
  const dnnl_memory_desc_t& d = desc.data;
  if (d.format_kind != dnnl_blocked || d.extra.flags != dnnl_memory_extra_flag_none) return std::nullopt;
  const dnnl_blocking_desc_t& blocks = d.format_desc.blocking;
  out.dims.assign(d.dims, d.dims + d.ndims);
  out.padded.assign(d.padded_dims, d.padded_dims + d.ndims);
  out.strides.assign(blocks.strides, blocks.strides + d.ndims);
  out.inner_size.assign(blocks.inner_blks, blocks.inner_blks + blocks.inner_nblks);
  for (int i = 0; i < blocks.inner_nblks; ++i)
    out.inner_dim.push_back(static_cast<std::size_t>(blocks.inner_idxs[i]));
#endif
  // A layout may have more than its numbers, such as sums that correct them.
  if (out.size() * sizeof(float) != desc.get_size()) return std::nullopt;
  return out;
}

}  // namespace ganscope::onednn
