#include "exchange/run_log.hpp"

#include <algorithm>
#include <utility>

namespace ganscope {

void RunCurves::add(const StepReport& report) {
  steps_.push_back(report);
  step_columns_.iteration.push_back(static_cast<float>(report.iteration));
  step_columns_.generator_loss.push_back(static_cast<float>(report.generator_loss));
  step_columns_.discriminator_loss.push_back(static_cast<float>(report.discriminator_loss));
  step_columns_.score_real.push_back(static_cast<float>(report.score_real));
  step_columns_.score_generated.push_back(static_cast<float>(report.score_generated));
}

void RunCurves::add(const ToyMetrics& metrics) {
  metrics_.push_back(metrics);
  metric_columns_.iteration.push_back(static_cast<float>(metrics.iteration));
  metric_columns_.coverage.push_back(static_cast<float>(100 * metrics.coverage));
  metric_columns_.off_manifold.push_back(static_cast<float>(100 * metrics.off_manifold));
  metric_columns_.modes.push_back(static_cast<float>(metrics.modes));
  metric_columns_.jensen_shannon.push_back(static_cast<float>(metrics.jensen_shannon));
  metric_columns_.sliced_wasserstein.push_back(static_cast<float>(metrics.sliced_wasserstein));
}

const ToyMetrics* RunCurves::metrics_at(std::int64_t iteration) const {
  const auto after =
      std::upper_bound(metrics_.begin(), metrics_.end(), iteration,
                       [](std::int64_t wanted, const ToyMetrics& m) { return wanted < m.iteration; });
  return after == metrics_.begin() ? nullptr : &*(after - 1);
}

std::vector<ModeLoss> mode_losses(std::span<const ToyMetrics> metrics) {
  std::vector<ModeLoss> losses;
  for (std::size_t i = 1; i < metrics.size(); ++i)
    if (metrics[i].modes < metrics[i - 1].modes)
      losses.push_back({metrics[i].iteration, metrics[i - 1].modes, metrics[i].modes});
  return losses;
}

void RunLog::begin(std::uint64_t run) {
  const std::lock_guard lock(mutex_);
  ++generation_;
  aside_ = std::move(now_);
  now_ = {.run = run, .steps = {}, .metrics = {}};
}

void RunLog::take_back() {
  const std::lock_guard lock(mutex_);
  ++generation_;
  std::swap(now_, aside_);
}

void RunLog::add(const ToyMetrics& metrics, std::uint64_t run) {
  const std::lock_guard lock(mutex_);
  for (Rows* rows : {&now_, &aside_})
    if (rows->run == run) rows->metrics.push_back(metrics);
}

void RunLog::catch_up(Reader& reader) const {
  const std::lock_guard lock(mutex_);
  if (reader.generation != generation_) {
    reader.curves.clear();
    reader.generation = generation_;
  }
  for (std::size_t i = reader.curves.steps().size(); i < now_.steps.size(); ++i)
    reader.curves.add(now_.steps[i]);
  for (std::size_t i = reader.curves.metrics().size(); i < now_.metrics.size(); ++i)
    reader.curves.add(now_.metrics[i]);
}

}  // namespace ganscope
