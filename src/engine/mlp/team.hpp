#pragma once
#include <atomic>
#include <cstdint>
#include <thread>
#include <type_traits>
#include <vector>

namespace ganscope::mlp {

/// Threads that do one thing together, again and again: the caller is member 0. Who waits spins for some
/// microseconds, which is how long the others take, and then sleeps, so that whatever else the machine
/// does gets its core. Used by one caller at a time.
class Team {
 public:
  explicit Team(int members = 1);
  ~Team();
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;

  [[nodiscard]] int size() const { return size_; }
  /// Lets members go or takes new ones, which run at the caller's priority.
  void resize(int members);

  /// Calls `work(member)` once for each member and returns when all have returned. It may not throw.
  template <class Work>
  void run(const Work& work) {
    if (size_ == 1) {
      work(0);
      return;
    }
    start([](const void* w, int member) { (*static_cast<const Work*>(w))(member); }, &work);
  }
  /// Inside run(): returns when every member has called it as often as this one.
  void meet() {
    if (size_ > 1) meet_others();
  }

 private:
  using Call = void (*)(const void* work, int member);
  void start(Call call, const void* work);
  void meet_others();
  void serve(int member, std::uint32_t seen);
  void dismiss();

  int size_ = 1;
  std::vector<std::thread> threads_;
  Call call_ = nullptr;
  const void* work_ = nullptr;
  // Apart, so that a member that spins doesn't take the line that others write.
  alignas(64) std::atomic<std::uint32_t> jobs_{0};
  alignas(64) std::atomic<std::uint32_t> meetings_{0};
  alignas(64) std::atomic<int> arrived_{0};
};

/// The part of `count` things that a member takes: a run of them, and none twice.
struct Share {
  int begin;
  int end;
  Share(int count, int member, int members)
      : begin(static_cast<int>(static_cast<std::int64_t>(count) * member / members)),
        end(static_cast<int>(static_cast<std::int64_t>(count) * (member + 1) / members)) {}
};

}  // namespace ganscope::mlp
