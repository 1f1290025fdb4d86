#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/clock.hpp"

namespace ganscope {

/// A recording beside the window: this program once more, as the command that a person could type, so that
/// both give the same file and the window keeps its pace. It ends by itself, or earlier with what it has.
class LapRecorder {
 public:
  /// Starts `program ARGUMENTS`, a tour that says its progress often and as JSON (kProgressFormat). Throws
  /// Error when it cannot.
  explicit LapRecorder(const std::vector<std::string>& arguments,
                       const std::filesystem::path& program = "/proc/self/exe");
  ~LapRecorder();  ///< ends it and waits; the file is complete up to there
  LapRecorder(const LapRecorder&) = delete;
  LapRecorder& operator=(const LapRecorder&) = delete;

  /// Reads what it said since; true when something changed.
  bool update();
  /// Asks it to complete the file now.
  void stop();
  /// The same, and waits until it has; done() and error() tell how it ended.
  void finish();

  [[nodiscard]] double done() const { return done_; }  ///< share, 0 to 1
  [[nodiscard]] double seconds_left() const;           ///< negative: not known yet
  [[nodiscard]] bool ended() const { return process_ <= 0; }
  /// After the end: what went wrong, or "".
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  void read_on();
  void take_line(const std::string& line);
  void judge(int status);

  pid_t process_ = -1;
  int said_ = -1;  ///< its standard error
  std::string unread_;
  double done_ = 0;
  Stopwatch since_start_;
  std::string error_;
};

}  // namespace ganscope
