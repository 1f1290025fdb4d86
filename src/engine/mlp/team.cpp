#include "engine/mlp/team.hpp"

#include <algorithm>
#include <chrono>

#include "core/pause.hpp"

namespace ganscope::mlp {
namespace {

constexpr std::chrono::microseconds kSpin{60};

/// Returns when `counter` is no longer `old`.
void wait_for_change(const std::atomic<std::uint32_t>& counter, std::uint32_t old) {
  using Clock = std::chrono::steady_clock;
  for (int i = 0; i < 64; ++i) {
    if (counter.load(std::memory_order_acquire) != old) return;
    rest_a_moment();
  }
  const Clock::time_point until = Clock::now() + kSpin;
  while (Clock::now() < until)
    for (int i = 0; i < 16; ++i) {
      if (counter.load(std::memory_order_acquire) != old) return;
      rest_a_moment();
    }
  while (counter.load(std::memory_order_acquire) == old) counter.wait(old, std::memory_order_acquire);
}

}  // namespace

Team::Team(int members) { resize(members); }
Team::~Team() { dismiss(); }

void Team::resize(int members) {
  members = std::max(1, members);
  if (members == size_) return;
  dismiss();
  const std::uint32_t seen = jobs_.load();
  threads_.reserve(static_cast<std::size_t>(members - 1));
  for (int member = 1; member < members; ++member)
    threads_.emplace_back([this, member, seen] { serve(member, seen); });
  size_ = members;
}

void Team::dismiss() {
  if (threads_.empty()) return;
  call_ = nullptr;
  jobs_.fetch_add(1, std::memory_order_release);
  jobs_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  size_ = 1;
}

void Team::start(Call call, const void* work) {
  call_ = call;
  work_ = work;
  jobs_.fetch_add(1, std::memory_order_release);
  jobs_.notify_all();
  call(work, 0);
  meet_others();
}

void Team::serve(int member, std::uint32_t seen) {
  while (true) {
    wait_for_change(jobs_, seen);
    ++seen;
    if (call_ == nullptr) return;
    call_(work_, member);
    meet_others();
  }
}

void Team::meet_others() {
  const std::uint32_t meeting = meetings_.load(std::memory_order_acquire);
  if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == size_) {
    arrived_.store(0, std::memory_order_relaxed);
    meetings_.fetch_add(1, std::memory_order_release);
    meetings_.notify_all();
  } else {
    wait_for_change(meetings_, meeting);
  }
}

}  // namespace ganscope::mlp
