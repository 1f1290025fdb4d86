#include "core/clock.hpp"

namespace ganscope {

void RateMeter::add(double events) {
  events_ += events;
  const double elapsed = watch_.seconds();
  // Until the first window is full the rate so far is the best guess.
  if (elapsed >= window_ || (rate_ == 0 && elapsed > 0.1)) {
    rate_ = events_ / elapsed;
    if (elapsed >= window_) {
      events_ = 0;
      watch_.restart();
    }
  }
}

void RateMeter::reset() {
  resume();
  rate_ = 0;
}

void RateMeter::resume() {
  events_ = 0;
  watch_.restart();
}

}  // namespace ganscope
