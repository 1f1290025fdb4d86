#pragma once
#include <functional>
#include <memory>

namespace ganscope {

/// Threads that help with work of some tenths of a millisecond. OpenMP's either burn a core all the time or
/// take as long to wake as such work takes, and are waited for even so. These look for more work for a moment
/// before they sleep; one that wakes when all is done does nothing, and nobody waits for it. One thread asks
/// at a time.
class HelperThreads {
 public:
  /// Beside the thread that asks; they take over its priority.
  explicit HelperThreads(int helpers);
  ~HelperThreads();
  HelperThreads(const HelperThreads&) = delete;
  HelperThreads& operator=(const HelperThreads&) = delete;

  /// Calls work(0) here and work(1 ... helpers) on those that come while that lasts, each at most once.
  /// `work` must be done when work(0) returns, whoever came, and must not throw.
  void run(const std::function<void(int)>& work);

  [[nodiscard]] int helpers() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// So many helpers of the calling thread, which end with it.
[[nodiscard]] HelperThreads& helper_threads(int helpers);

}  // namespace ganscope
