#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/files/json_lines.hpp"
#include "app/files/progress.hpp"
#include "app/toy/frame_request.hpp"
#include "app/toy/offscreen_host.hpp"
#include "app/toy/toy_run.hpp"
#include "app/window/interrupt.hpp"
#include "core/clock.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "engine/threads.hpp"
#include "engine/train/toy_worker.hpp"
#include "exchange/toy_options.hpp"
#include "view/capture/encode_queue.hpp"
#include "view/capture/png.hpp"

namespace ganscope {
namespace {

/// One headless run: frames in, files out.
class HeadlessRun {
 public:
  explicit HeadlessRun(const ToyRunOptions& options)
      : options_(options),
        iterations_(options.iterations >= 0 ? options.iterations : kDefaultIterations),
        threads_(headless_threads(options.threads)) {
    state_.picture.layers = options.layers;
    state_.theme = options.theme;
    state_.scale = options.scale;
    state_.panels = options.panels;
    input_.config = input_.draft = options.config;
    input_.curves = &curves_.curves;
    fill_catalogue(input_);
  }

  int run() {
    const InterruptGuard guard;
    open_outputs();
    std::string divergence;
    {
      ToyWorker worker(options_.config, worker_options());
      const Stopwatch watch;
      divergence = follow(worker);
      seconds_ = watch.seconds();
      worker.log().catch_up(curves_);
      write_metrics();
    }
    finish_outputs();
    if (options_.json) print_summary(divergence);
    if (!divergence.empty()) throw DivergenceError("training diverged: " + divergence + leftovers());
    return interrupted_ ? 130 : 0;
  }

 private:
  [[nodiscard]] bool needs_pictures() const {
    return !options_.record.empty() || !options_.snapshot_at.empty();
  }

  void open_outputs() {
    if (needs_pictures()) host_.emplace(options_.width, options_.height);
    if (!options_.metrics.empty()) metrics_file_.emplace(options_.metrics);
    if (!options_.record.empty())
      recording_.emplace(make_recorder({.path = options_.record,
                                        .width = options_.width,
                                        .height = options_.height,
                                        .fps = options_.fps,
                                        .metadata = file_tags(options_.config),
                                        .quality = options_.quality}));
    if (!options_.snapshot_at.empty()) make_folder();
  }

  void make_folder() {
    std::error_code error;
    made_folder_ = std::filesystem::create_directories(options_.out, error);
    if (error) throw Error("cannot make the folder " + options_.out.string() + ": " + error.message());
    if (::access(options_.out.c_str(), W_OK) != 0)
      throw Error("cannot write pictures to " + options_.out.string() + ": " + std::strerror(errno));
  }

  [[nodiscard]] ToyWorkerOptions worker_options() const {
    ToyWorkerOptions w;
    w.threads = threads_;
    w.frame_every = options_.record.empty()
                        ? static_cast<int>(std::clamp<std::int64_t>(iterations_, 1, 1 << 30))
                        : options_.every;
    w.frames_at = options_.snapshot_at;
    w.frames_at.push_back(iterations_);
    std::sort(w.frames_at.begin(), w.frames_at.end());
    w.stop_at = iterations_;
    w.metrics_every = options_.metrics_every;
    if (host_) {
      w.request = host_->request(options_.config, state_);
    } else {
      w.request.field = w.request.mesh = false;
      w.request.samples = 16;
    }
    return w;
  }

  /// Returns what diverged, or "".
  std::string follow(ToyWorker& worker) {
    Progress progress(iterations_, "iteration");
    while (!worker.ended()) {
      if (InterruptGuard::requested()) {
        interrupted_ = true;
        break;
      }
      const ToyFramePtr frame = worker.next_frame(0.1);
      if (const auto failure = worker.error()) throw Error(*failure);
      worker.log().catch_up(curves_);
      write_metrics();
      if (!curves_.curves.steps().empty()) progress.update(curves_.curves.steps().back().iteration);
      if (!frame) continue;
      if (frame->diverged) return frame->message;
      show(frame, worker.rate());
    }
    return {};
  }

  void show(const ToyFramePtr& frame, double rate) {
    if (!host_) return;
    const std::int64_t now = frame->step.iteration;
    const bool record = recording_ && now % options_.every == 0;
    const bool snapshot = std::find(options_.snapshot_at.begin(), options_.snapshot_at.end(), now) !=
                          options_.snapshot_at.end();
    if (!record && !snapshot) return;
    input_.frame = frame.get();
    input_.iteration = now;
    input_.running = true;
    // The rate differs from run to run; a picture that should come out the same twice leaves it out.
    input_.rate = options_.panels ? rate : 0;
    Image image = host_->draw(frame, input_, state_);
    input_.frame = nullptr;
    if (snapshot) {
      char name[64];
      std::snprintf(name, sizeof name, "iteration-%06lld.png", static_cast<long long>(now));
      const std::filesystem::path path = options_.out / name;
      write_png(path, image, {{"Software", "ganscope"}, {"Comment", to_command(options_.config)}});
      pictures_.push_back(path.string());
    }
    if (record) recording_->push(std::move(image));
  }

  void write_metrics() {
    if (!metrics_file_) return;
    for (; metrics_written_ < curves_.curves.metrics().size(); ++metrics_written_) {
      const ToyMetrics& m = curves_.curves.metrics()[metrics_written_];
      nlohmann::ordered_json line = to_json(m);
      if (m.iteration > 0 && m.iteration <= static_cast<std::int64_t>(curves_.curves.steps().size()))
        line.update(to_json(curves_.curves.steps()[static_cast<std::size_t>(m.iteration - 1)]));
      metrics_file_->add(line);
    }
  }

  void finish_outputs() {
    if (recording_) {
      recording_->finish();
      std::fprintf(stderr, "ganscope: wrote %s (%s)\n", options_.record.c_str(),
                   counted(recording_->frames(), "frame").c_str());
    }
    std::error_code ignored;
    if (made_folder_ && pictures_.empty()) std::filesystem::remove(options_.out, ignored);
    for (const std::string& path : pictures_) std::fprintf(stderr, "ganscope: wrote %s\n", path.c_str());
    if (metrics_file_) {
      metrics_file_->finish();
      std::fprintf(stderr, "ganscope: wrote %s\n", options_.metrics.c_str());
    }
  }

  [[nodiscard]] std::string leftovers() const {
    return recording_ && recording_->frames() > 0
               ? "; the recording up to there is in " + options_.record.string()
               : std::string();
  }

  void print_summary(const std::string& divergence) const {
    nlohmann::ordered_json summary{{"command", to_command(options_.config)},
                                   {"data", options_.config.data},
                                   {"latent", options_.config.latent},
                                   {"loss", name_of(options_.config.loss)},
                                   {"seed", options_.config.seed}};
    const std::int64_t done = curves_.curves.steps().empty() ? 0 : curves_.curves.steps().back().iteration;
    summary["iterations"] = done;
    summary["seconds"] = seconds_;
    summary["iterations_per_second"] = seconds_ > 0 ? static_cast<double>(done) / seconds_ : 0;
    summary["threads"] = threads_;
    summary["interrupted"] = interrupted_;
    summary["diverged"] =
        divergence.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(divergence);
    summary["record"] = recording_ ? nlohmann::ordered_json(options_.record.string()) : nullptr;
    summary["frames"] = recording_ ? recording_->frames() : 0;
    summary["pictures"] = pictures_;
    if (!curves_.curves.steps().empty()) summary["last_step"] = to_json(curves_.curves.steps().back());
    if (!curves_.curves.metrics().empty()) summary["metrics"] = to_json(curves_.curves.metrics().back());
    std::printf("%s\n", summary.dump().c_str());
  }

  const ToyRunOptions& options_;
  const std::int64_t iterations_;
  const int threads_;
  ToyViewState state_;
  ToyPanelInput input_;
  RunLog::Reader curves_;
  std::optional<OffscreenHost> host_;
  std::optional<EncodeQueue> recording_;
  std::optional<JsonLines> metrics_file_;
  std::size_t metrics_written_ = 0;
  std::vector<std::string> pictures_;
  double seconds_ = 0;
  bool interrupted_ = false;
  bool made_folder_ = false;
};

}  // namespace

int run_headless(const ToyRunOptions& options) {
  HeadlessRun run(options);
  return run.run();
}

}  // namespace ganscope
