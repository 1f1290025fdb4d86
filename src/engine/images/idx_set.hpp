#pragma once
#include <string>
#include <vector>

#include "engine/images/image_set.hpp"

namespace ganscope {

/// "mnist", "fashion-mnist", "kmnist", "emnist-letters", ...
[[nodiscard]] const std::vector<std::string>& idx_set_names();

/// Opens one of them from where find_idx_files() finds it. Labels become classes from 0 (EMNIST's letters are
/// 1 to 26 in the file), and EMNIST's images, which lie on their side in the files, stand upright. Throws
/// Error that says which file is missing or wrong and how to get it.
[[nodiscard]] ImageSetPtr open_idx_set(const std::string& name, const ImageSetOptions& options);

}  // namespace ganscope
