#pragma once
#include <string_view>

namespace ganscope {
/// The text of a file of shaders/, by its file name; empty when there is none.
[[nodiscard]] std::string_view shader_source(std::string_view name);
}  // namespace ganscope
