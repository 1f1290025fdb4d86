#pragma once

namespace ganscope {

/// Prints the versions of LibTorch and BLAS, OpenGL, encoders, cores and threads. Returns 0.
[[nodiscard]] int print_system_info(bool json);

}  // namespace ganscope
