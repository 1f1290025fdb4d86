#pragma once
#include <string>
#include <vector>

#include "engine/images/image_set.hpp"

namespace ganscope {

/// "mnist", "fashion-mnist".
[[nodiscard]] const std::vector<std::string>& idx_set_names();

/// Opens one of them from `data_dir`/NAME/, or, for Fashion-MNIST, from the Debian package's folder
/// where the data directory has none. Throws Error that says which file is missing and how to get it.
[[nodiscard]] ImageSetPtr open_idx_set(const std::string& name, const ImageSetOptions& options);

}  // namespace ganscope
