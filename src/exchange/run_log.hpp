#pragma once
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "exchange/toy_frame.hpp"

namespace ganscope {

/// The curves of a run: written by the trainer, read by panels, complete even where frames were
/// skipped. Safe from every thread.
class RunLog {
 public:
  void clear() {
    const std::lock_guard lock(mutex_);
    ++generation_;
    steps_.clear();
    metrics_.clear();
  }
  void add(const StepReport& report) {
    const std::lock_guard lock(mutex_);
    steps_.push_back(report);
  }
  void add(const ToyMetrics& metrics) {
    const std::lock_guard lock(mutex_);
    metrics_.push_back(metrics);
  }

  /// A reader's copy, brought up to date by `catch_up` at the cost of the new entries only.
  struct Reader {
    std::uint64_t generation = 0;
    std::vector<StepReport> steps;
    std::vector<ToyMetrics> metrics;
  };
  void catch_up(Reader& reader) const {
    const std::lock_guard lock(mutex_);
    if (reader.generation != generation_) {
      reader.steps.clear();
      reader.metrics.clear();
      reader.generation = generation_;
    }
    reader.steps.insert(reader.steps.end(), steps_.begin() + static_cast<std::ptrdiff_t>(reader.steps.size()),
                        steps_.end());
    reader.metrics.insert(reader.metrics.end(),
                          metrics_.begin() + static_cast<std::ptrdiff_t>(reader.metrics.size()),
                          metrics_.end());
  }

 private:
  mutable std::mutex mutex_;
  std::uint64_t generation_ = 1;
  std::vector<StepReport> steps_;
  std::vector<ToyMetrics> metrics_;
};

}  // namespace ganscope
