#pragma once
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

#include "exchange/toy_frame.hpp"

namespace ganscope {

/// What happened, row by row and as the columns that plots draw. Rows are in the order of time.
class RunCurves {
 public:
  /// One entry a step report; floats hold iterations exactly up to 16,777,216.
  struct StepColumns {
    std::vector<float> iteration, generator_loss, discriminator_loss, score_real, score_generated;
  };
  /// One entry a measurement. Shares in percent.
  struct MetricColumns {
    std::vector<float> iteration, coverage, off_manifold, modes, jensen_shannon, sliced_wasserstein;
  };

  void add(const StepReport& report);
  void add(const ToyMetrics& metrics);
  void clear() { *this = {}; }

  [[nodiscard]] const std::vector<StepReport>& steps() const { return steps_; }
  [[nodiscard]] const std::vector<ToyMetrics>& metrics() const { return metrics_; }
  [[nodiscard]] const StepColumns& step_columns() const { return step_columns_; }
  [[nodiscard]] const MetricColumns& metric_columns() const { return metric_columns_; }

  /// The last measurement at or before `iteration`; nullptr when there is none.
  [[nodiscard]] const ToyMetrics* metrics_at(std::int64_t iteration) const;

 private:
  std::vector<StepReport> steps_;
  std::vector<ToyMetrics> metrics_;
  StepColumns step_columns_;
  MetricColumns metric_columns_;
};

/// A moment at which fewer modes were captured than at the measurement before it.
struct ModeLoss {
  std::int64_t iteration = 0;
  int before = 0;
  int after = 0;
};
[[nodiscard]] std::vector<ModeLoss> mode_losses(std::span<const ToyMetrics> metrics);

/// The curves of a run, and of one that was put aside for it: written by the trainer, read by panels,
/// complete even where frames were skipped. Safe from every thread.
class RunLog {
 public:
  /// Another run begins. The curves so far are put aside, in place of those that were.
  void begin(std::uint64_t run);
  /// The curves that were put aside, and those so far in their place.
  void take_back();

  void add(const StepReport& report) {
    const std::lock_guard lock(mutex_);
    now_.steps.push_back(report);
  }
  /// Measurements are made behind the training, so each says whose it is: the curves that were put aside
  /// get theirs, and what belongs to neither run is dropped.
  void add(const ToyMetrics& metrics, std::uint64_t run);

  /// A reader's copy, brought up to date by `catch_up` at the cost of the new entries only.
  struct Reader {
    std::uint64_t generation = 0;
    RunCurves curves;
  };
  void catch_up(Reader& reader) const;

 private:
  struct Rows {
    std::uint64_t run = 1;
    std::vector<StepReport> steps;
    std::vector<ToyMetrics> metrics;
  };
  mutable std::mutex mutex_;
  std::uint64_t generation_ = 1;
  Rows now_;
  Rows aside_{.run = 0, .steps = {}, .metrics = {}};
};

}  // namespace ganscope
