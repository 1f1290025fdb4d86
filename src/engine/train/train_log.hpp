#pragma once
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "exchange/image_train_frame.hpp"

namespace ganscope {

/// One JSON object an iteration, appended so that a killed process leaves whole lines. Health and
/// divergence have lines of their own, with "health" or "diverged" in them. Line order is that of the
/// run: going on from a checkpoint takes back what was logged after it.
class TrainLog {
 public:
  /// Keeps the lines up to `iteration`. Throws Error naming the path.
  TrainLog(std::filesystem::path path, std::int64_t iteration);
  void add(const ImageTrainReport& report);
  void add(const HealthWarning& warning);
  void add_divergence(std::int64_t iteration, const std::string& message);
  /// Hands what was added to the system; before a checkpoint, so that the log is never behind it.
  void flush();
  /// Training seconds of the lines that were kept.
  [[nodiscard]] double seconds_before() const { return seconds_before_; }
  /// Training seconds up to now, those before included.
  [[nodiscard]] double seconds() const { return seconds_before_ + watch_.seconds() - left_out_; }
  /// So many seconds that have just gone by were not spent on training.
  void leave_out(double seconds) { left_out_ += seconds; }

 private:
  void write(const std::string& line);
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Close> file_;
  double seconds_before_ = 0;
  double left_out_ = 0;
  Stopwatch watch_;
};

/// What a log says of the iterations up to now.
struct TrainLogLines {
  std::vector<ImageTrainReport> reports;
  std::vector<HealthWarning> warnings;
};

/// Reads a log that TrainLog wrote; lines that are not whole are passed over, and without a file there
/// are none.
[[nodiscard]] TrainLogLines read_train_log(const std::filesystem::path& path);

}  // namespace ganscope
