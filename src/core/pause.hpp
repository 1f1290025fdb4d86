#pragma once

namespace ganscope {

/// A pause in a loop that waits for another thread: lets the other thread of the same core go ahead.
inline void rest_a_moment() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

}  // namespace ganscope
