#pragma once
#include <filesystem>

#include "app/toy/toy_session.hpp"

namespace ganscope {

/// Writes the picture the session shows, without panels, at its size in the window, to a name in the
/// working folder that nothing has yet, and returns that. Needs an OpenGL context. Throws Error.
[[nodiscard]] std::filesystem::path save_picture(const ToySession& session);

}  // namespace ganscope
