#pragma once
#include <string_view>

namespace ganscope {
/// "0.1.0", as in CMakeLists.txt.
[[nodiscard]] std::string_view version();
}  // namespace ganscope
