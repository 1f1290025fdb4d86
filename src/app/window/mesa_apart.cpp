#include "app/window/mesa_apart.hpp"

#include <dlfcn.h>

// The sanitizers' runtimes end a program that asks for it: a library that is bound to its own names first
// gets past what they put in front of malloc() and its like.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define GANSCOPE_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define GANSCOPE_SANITIZED
#endif
#endif

namespace ganscope {
namespace {

#ifdef GANSCOPE_SANITIZED
constexpr int kOwnNamesFirst = 0;
#else
constexpr int kOwnNamesFirst = RTLD_DEEPBIND;
#endif

}  // namespace

void load_mesa_apart() {
  [[maybe_unused]] static const bool once = [] {
    // One of LLVM's own switches: who has it before Mesa is loaded carries LLVM along.
    if (::dlsym(RTLD_DEFAULT, "ForceTargetInstructionCost") == nullptr) return false;
    // Its EGL and its GLX share the driver that this brings. It stays loaded, as the driver does anyway;
    // where Mesa is not installed there is nothing to keep apart.
    return ::dlopen("libEGL_mesa.so.0", RTLD_LAZY | RTLD_LOCAL | kOwnNamesFirst) != nullptr;
  }();
}

}  // namespace ganscope
