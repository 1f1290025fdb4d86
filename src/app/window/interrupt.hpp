#pragma once

namespace ganscope {

/// While one lives, Ctrl-C and SIGTERM set a flag instead of ending the process; the second one ends
/// it. SIGXFSZ and SIGPIPE become write errors, which have a message.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  [[nodiscard]] static bool requested();
};

}  // namespace ganscope
