#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/models/tensor_file.hpp"

namespace ganscope {

/// Layers that hold tensors, by their numbers in a torch.nn.Sequential, or in Sequentials inside it.
struct NamedSequence {
  std::string prefix;  ///< "main"; empty where names begin with a number
  std::map<std::vector<int>, const TensorInfo*>
      weights;  ///< PREFIX.N.weight, PREFIX.N.M.weight, ... in order

  /// "main.3": what the names of that layer's tensors begin with.
  [[nodiscard]] std::string layer_name(const std::vector<int>& numbers) const;
};

/// The file's tensors as one sequence, or nothing when names don't fit that. Names without a dot, such as
/// what wrappers count by, belong to no layer and don't matter.
[[nodiscard]] std::optional<NamedSequence> sequence_of(const TensorFile& file);

}  // namespace ganscope
