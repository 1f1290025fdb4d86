#pragma once
#include <memory>

#include "engine/models/tensor_file.hpp"

namespace ganscope {

/// The file with the weights that PyTorch's spectral and weight norm stand for in place of the tensors
/// they keep, under the name that the layer's weight has:
/// - spectral norm (weight_orig, weight_u, weight_v; parametrizations.weight.original, .0._u, .0._v): the
///   weight as a matrix W, divided by sigma = u' W v, as in evaluation. The matrix counts outputs down,
///   which are dimension 1 of a transposed convolution's weight: the one that u fits, and where both do,
///   the one whose sigma is larger, since u and v belong to the largest singular value. Files of old
///   versions lack v, which then is W' u of length 1;
/// - weight norm (weight_g, weight_v; parametrizations.weight.original0, .original1): g v / |v|, the length
///   taken over the dimensions in which g has one number.
/// A note says which. Parts whose sizes don't fit stay as they are.
[[nodiscard]] std::unique_ptr<TensorFile> with_resolved_weights(std::unique_ptr<TensorFile> file);

}  // namespace ganscope
