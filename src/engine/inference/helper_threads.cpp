#include "engine/inference/helper_threads.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "core/pause.hpp"

namespace ganscope {
namespace {

/// Looks for more work before a helper sleeps: some 50 microseconds, a few times what waking takes.
constexpr int kLooks = 3000;

}  // namespace

struct HelperThreads::Impl {
  explicit Impl(int helpers) {
    for (int i = 1; i <= helpers; ++i) threads.emplace_back([this, i] { help(i); });
  }
  ~Impl() {
    {
      const std::lock_guard lock(mutex);
      stopping.store(true);
    }
    wake.notify_all();
    for (std::thread& thread : threads) thread.join();
  }

  void run(const std::function<void(int)>& wanted) {
    work = &wanted;
    ++round;
    gate.fetch_or(kOpen, std::memory_order_release);
    // In the one order of both: either a helper that goes to sleep sees the new number, or it is seen asleep.
    asked.fetch_add(1, std::memory_order_seq_cst);
    if (sleeping.load(std::memory_order_seq_cst) > 0) {
      const std::lock_guard lock(mutex);
      wake.notify_all();
    }
    wanted(0);
    gate.fetch_and(~kOpen, std::memory_order_acq_rel);
    // Those inside find nothing left to do; one whose core was taken away is waited for politely.
    for (int i = 0; gate.load(std::memory_order_acquire) != 0; ++i) {
      if (i < kLooks)
        rest_a_moment();
      else
        std::this_thread::yield();
    }
  }

  void help(int number) {
    std::uint64_t seen = 0;
    std::uint64_t helped = 0;
    while (wait_for_more(seen)) {
      seen = asked.load(std::memory_order_acquire);
      // One that was called for an earlier round may find the next one open, and would come to it again.
      if ((gate.fetch_add(1, std::memory_order_acq_rel) & kOpen) != 0 && round != helped) {
        helped = round;
        (*work)(number);
      }
      gate.fetch_sub(1, std::memory_order_acq_rel);
    }
  }

  /// Until something else than `seen` is asked for; false when all ends.
  bool wait_for_more(std::uint64_t seen) {
    for (int i = 0; i < kLooks; ++i) {
      if (asked.load(std::memory_order_acquire) != seen) return true;
      if (stopping.load(std::memory_order_relaxed)) return false;
      rest_a_moment();
    }
    std::unique_lock lock(mutex);
    sleeping.fetch_add(1, std::memory_order_seq_cst);
    wake.wait(lock, [&] { return stopping.load() || asked.load(std::memory_order_seq_cst) != seen; });
    sleeping.fetch_sub(1, std::memory_order_seq_cst);
    return !stopping.load();
  }

  static constexpr std::uint32_t kOpen = 1U << 31;
  const std::function<void(int)>* work = nullptr;
  std::uint64_t round = 0;  ///< of `work`; like it read only behind the open gate
  alignas(64) std::atomic<std::uint32_t> gate{0};  ///< whether there is work, and how many helpers are at it
  alignas(64) std::atomic<std::uint64_t> asked{0};
  alignas(64) std::atomic<int> sleeping{0};
  std::atomic<bool> stopping{false};
  std::mutex mutex;
  std::condition_variable wake;
  std::vector<std::thread> threads;
};

HelperThreads::HelperThreads(int helpers) : impl_(std::make_unique<Impl>(helpers)) {}
HelperThreads::~HelperThreads() = default;

void HelperThreads::run(const std::function<void(int)>& work) { impl_->run(work); }
int HelperThreads::helpers() const { return static_cast<int>(impl_->threads.size()); }

HelperThreads& helper_threads(int helpers) {
  thread_local std::unique_ptr<HelperThreads> mine;
  if (!mine || mine->helpers() != helpers) {
    mine.reset();
    mine = std::make_unique<HelperThreads>(helpers);
  }
  return *mine;
}

}  // namespace ganscope
