#include "app/toy/toy_course.hpp"

#include <algorithm>

#include "app/toy/frame_request.hpp"
#include "app/toy/offscreen_host.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"
#include "engine/train/toy_worker.hpp"

namespace ganscope {
namespace {

class ToyCourse {
 public:
  ToyCourse(const ToyConfig& config, const ToyLimits& limits, const ToySinks& sinks)
      : config_(config), limits_(limits), sinks_(sinks), state_(sinks.look.state) {
    if (!sinks_.picture) return;
    host_.emplace(sinks_.look.width, sinks_.look.height);
    input_.config = input_.draft = config;
    input_.curves = &curves_.curves;
    input_.running = true;
    fill_catalogue(input_);
  }

  ToySummary run() {
    ToyWorker worker(config_, worker_options());
    follow(worker);
    summary_.seconds = watch_.seconds();
    catch_up(worker);
    const RunCurves& curves = curves_.curves;
    if (!curves.steps().empty()) summary_.last_step = curves.steps().back();
    if (!curves.metrics().empty()) summary_.last_metrics = curves.metrics().back();
    if (summary_.last_step) summary_.iterations = summary_.last_step->iteration;
    return std::move(summary_);
  }

 private:
  [[nodiscard]] ToyWorkerOptions worker_options() const {
    ToyWorkerOptions w;
    w.threads = limits_.threads;
    // Frames set the pace at which the run is followed; the last one tells that it has ended.
    w.frame_every = sinks_.every > 0
                        ? sinks_.every
                        : static_cast<int>(std::clamp<std::int64_t>(limits_.iterations, 1, 1 << 30));
    w.frames_at = sinks_.at;
    w.frames_at.push_back(limits_.iterations);
    std::sort(w.frames_at.begin(), w.frames_at.end());
    w.stop_at = limits_.iterations;
    w.metrics_every = sinks_.metrics_every;
    if (host_) {
      w.request = host_->request(config_, state_);
    } else if (sinks_.frame) {
      w.request = sinks_.request;
    } else {
      w.request.field = w.request.mesh = false;
      w.request.samples = 16;
    }
    return w;
  }

  void follow(ToyWorker& worker) {
    while (!worker.ended()) {
      if (limits_.stop && limits_.stop()) {
        summary_.end = ToyEnd::stopped;
        return;
      }
      if (limits_.seconds > 0 && watch_.seconds() >= limits_.seconds) {
        summary_.end = ToyEnd::out_of_time;
        return;
      }
      const ToyFramePtr frame = worker.next_frame(0.1);
      if (const auto failure = worker.error()) throw Error(*failure);
      catch_up(worker);
      if (!frame) continue;
      if (frame->diverged) {
        summary_.end = ToyEnd::diverged;
        summary_.divergence = frame->message;
        return;
      }
      show(frame, worker.rate());
    }
  }

  void catch_up(ToyWorker& worker) {
    worker.log().catch_up(curves_);
    const RunCurves& curves = curves_.curves;
    const std::vector<StepReport>& steps = curves.steps();
    for (; told_ < curves.metrics().size(); ++told_) {
      if (!sinks_.metrics) continue;
      const ToyMetrics& m = curves.metrics()[told_];
      const bool known = m.iteration > 0 && m.iteration <= static_cast<std::int64_t>(steps.size());
      sinks_.metrics(m, known ? &steps[static_cast<std::size_t>(m.iteration - 1)] : nullptr);
    }
    if (sinks_.progress && !steps.empty()) sinks_.progress(steps.back().iteration);
  }

  [[nodiscard]] bool is_due(std::int64_t iteration) const {
    if (sinks_.every > 0 && iteration % sinks_.every == 0) return true;
    return std::find(sinks_.at.begin(), sinks_.at.end(), iteration) != sinks_.at.end();
  }

  void show(const ToyFramePtr& frame, double rate) {
    const std::int64_t now = frame->step.iteration;
    if (!is_due(now)) return;
    if (sinks_.frame) sinks_.frame(*frame);
    if (!host_) return;
    input_.frame = frame.get();
    input_.iteration = now;
    // The rate differs from run to run; a picture that should come out the same twice leaves it out.
    input_.rate = state_.panels ? rate : 0;
    Image image = host_->draw(frame, input_, state_);
    input_.frame = nullptr;
    sinks_.picture(std::move(image), now);
  }

  const ToyConfig& config_;
  const ToyLimits& limits_;
  const ToySinks& sinks_;
  const ToyViewState state_;
  ToyPanelInput input_;
  RunLog::Reader curves_;
  std::optional<OffscreenHost> host_;
  std::size_t told_ = 0;  ///< measurements
  Stopwatch watch_;
  ToySummary summary_;
};

}  // namespace

ToySummary run_toy_course(const ToyConfig& config, const ToyLimits& limits, const ToySinks& sinks) {
  ToyCourse course(config, limits, sinks);
  return course.run();
}

}  // namespace ganscope
