#pragma once

namespace ganscope {

/// oneDNN 3.7.2, which Debian 13 has, leaves out parts of weights when it packs them into blocks that they
/// don't fill (on every processor; 2.6 and 3.5 don't). Tried on a few layouts at the first call, about a
/// millisecond.
[[nodiscard]] bool onednn_packs_right();

/// Where it doesn't, LibTorch does its convolutions without oneDNN, slower and right; networks that are
/// opened to be looked at keep oneDNN's kernels and have their weights packed by us. Call before the first
/// tensor; more than once does no harm.
void avoid_broken_onednn();

}  // namespace ganscope
