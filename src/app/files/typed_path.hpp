#pragma once
#include <filesystem>
#include <string>

namespace ganscope {

/// A path as a person types it: blanks around it don't count, and `~/` is the home.
[[nodiscard]] std::filesystem::path typed_path(const std::string& text);

}  // namespace ganscope
