#pragma once
#include <string>
#include <utility>

#include "core/clock.hpp"
#include "view/panels/common/notice.hpp"

namespace ganscope {

/// When the message over a window's picture comes and goes. What went wrong stays longer than news, and
/// goes when something else has gone well.
class NoticeBoard {
 public:
  /// `shown` is where panels read it; it must live as long.
  explicit NoticeBoard(Notice& shown) : shown_(shown) {}

  void tell(std::string text, bool error = false) {
    shown_ = {std::move(text), error};
    since_.restart();
    held_ = false;
  }
  /// What went wrong and still is: stays until something else is told, or it is dismissed.
  void hold(std::string text) {
    tell(std::move(text), true);
    held_ = true;
  }
  void clear() { shown_ = {}; }
  [[nodiscard]] const Notice& shown() const { return shown_; }

  /// A person did something that worked. Since one click can leave a field with a wrong value and do
  /// something else, a message that has just come stays.
  void heed_success() {
    if (shown_.error && !held_ && since_.seconds() > kSeenAfter) clear();
  }

  /// Takes away what has been there for a glance and the time to read it; true when it did.
  bool expire() {
    if (shown_.empty() || held_ || since_.seconds() < seconds_of(shown_)) return false;
    clear();
    return true;
  }

 private:
  static constexpr double kSeenAfter = 1.5;  ///< seconds
  [[nodiscard]] static double seconds_of(const Notice& notice) {
    return (notice.error ? 12 : 3) + 0.07 * static_cast<double>(notice.text.size());
  }

  Notice& shown_;
  Stopwatch since_;
  bool held_ = false;
};

}  // namespace ganscope
