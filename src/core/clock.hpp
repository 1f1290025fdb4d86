#pragma once
#include <chrono>

namespace ganscope {

/// Seconds since its construction or the last restart, on the steady clock.
class Stopwatch {
 public:
  Stopwatch() : start_(Clock::now()) {}
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
  }
  void restart() { start_ = Clock::now(); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_;
};

/// Events a second over a sliding window (seconds), for rates shown to a person.
class RateMeter {
 public:
  explicit RateMeter(double window = 1.0) : window_(window) {}
  void add(double events = 1);
  /// Events a second; 0 before anything was counted.
  [[nodiscard]] double rate() const { return rate_; }
  void reset();
  /// After a pause: what was counted before it is forgotten, and the rate stands until a new one is known.
  void resume();

 private:
  double window_;
  Stopwatch watch_;
  double events_ = 0;
  double rate_ = 0;
};

}  // namespace ganscope
