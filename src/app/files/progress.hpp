#pragma once
#include <cstdint>
#include <string>

#include "core/clock.hpp"

namespace ganscope {

/// Set to "json" in the environment, this makes a Progress write lines of JSON instead of words, terminal or
/// not: {"done":120,"total":480}. For a program that starts this one and shows how far it is.
inline constexpr const char* kProgressFormat = "GANSCOPE_PROGRESS";

/// How far something is, as a line says it.
struct ProgressCounts {
  std::int64_t done = 0;
  std::int64_t total = 0;
  std::int64_t first = 0;  ///< what was done before `elapsed` began: rates count from here
  double elapsed = 0;      ///< seconds
};
/// "30 of 120 frames, 12.0/s, 0:08 left"; rate and time only where they are known, and at the end how long it
/// took instead: "120 of 120 frames in 0:10, 12.0/s".
[[nodiscard]] std::string progress_text(const ProgressCounts& counts, const std::string& unit,
                                        const std::string& units = {});

/// How far a long run is, on standard error: a bar with rate and time left on a terminal, else a
/// plain line every few seconds, of words or of JSON (see kProgressFormat).
class Progress {
 public:
  /// Of `total` units, see counted(). `plain_interval`: seconds between two plain lines.
  Progress(std::int64_t total, std::string unit, std::string units = {}, double plain_interval = 5);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// `note` is said after the counts.
  void update(std::int64_t done, const std::string& note = {});
  /// Ends the bar's line.
  void finish();

 private:
  void print(std::int64_t done, const std::string& note);
  void print_json(std::int64_t done) const;
  std::int64_t total_;
  std::string unit_;
  std::string units_;
  bool json_;
  bool terminal_;
  double plain_interval_;
  bool line_open_ = false;
  Stopwatch since_start_;
  Stopwatch since_print_;
  std::int64_t shown_ = -1;
  std::int64_t first_ = -1;  ///< rates count from the first update, after start-up
};

}  // namespace ganscope
