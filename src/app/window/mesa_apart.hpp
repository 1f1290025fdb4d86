#pragma once

namespace ganscope {

/// Builds of LibTorch with LLVM inside (Debian 13's, PyTorch's own) export some of LLVM's variables. Mesa's
/// LLVM, loaded later, would take those for its own, and the software renderer crashes while it makes a
/// context (PyTorch issues 96060 and 87642). Where LibTorch is such a build, this loads Mesa so that it looks
/// for names at home first. Called before anything makes a context; more than once does no harm.
void load_mesa_apart();

}  // namespace ganscope
