#pragma once
#include <filesystem>
#include <string>
#include <utility>

#include "core/atomic_file.hpp"
#include "core/clock.hpp"

namespace ganscope {

/// A window's state as JSON in a file, for scripts that drive it (`--report FILE`).
class ReportFile {
 public:
  /// An empty path keeps none.
  explicit ReportFile(std::filesystem::path path) : path_(std::move(path)) {}

  /// Writes what `state()` returns where it has changed; some times a second at most. Throws Error naming
  /// the path.
  template <class State>
  void keep(State state) {
    if (path_.empty() || since_looked_.seconds() < kInterval) return;
    since_looked_.restart();
    std::string now = state();
    if (now == written_) return;
    write_file_atomically(path_, now + "\n");
    written_ = std::move(now);
  }

 private:
  static constexpr double kInterval = 0.1;  ///< seconds
  std::filesystem::path path_;
  std::string written_;
  Stopwatch since_looked_;
};

}  // namespace ganscope
