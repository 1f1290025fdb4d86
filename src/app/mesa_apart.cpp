#include "app/mesa_apart.hpp"

#include <dlfcn.h>

namespace ganscope {

void load_mesa_apart() {
  [[maybe_unused]] static const bool once = [] {
    // One of LLVM's own switches: who has it before Mesa is loaded carries LLVM along.
    if (::dlsym(RTLD_DEFAULT, "ForceTargetInstructionCost") == nullptr) return false;
    // Its EGL and its GLX share the driver that this brings. It stays loaded, as the driver does anyway;
    // where Mesa is not installed there is nothing to keep apart.
    return ::dlopen("libEGL_mesa.so.0", RTLD_LAZY | RTLD_LOCAL | RTLD_DEEPBIND) != nullptr;
  }();
}

}  // namespace ganscope
