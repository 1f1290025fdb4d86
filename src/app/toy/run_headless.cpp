#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/files/json_lines.hpp"
#include "app/files/progress.hpp"
#include "app/toy/toy_course.hpp"
#include "app/toy/toy_run.hpp"
#include "app/window/interrupt.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/output_path.hpp"
#include "engine/threads.hpp"
#include "exchange/toy_options.hpp"
#include "view/capture/encode_queue.hpp"
#include "view/capture/png.hpp"

namespace ganscope {
namespace {

/// One headless run: the files of a course, and what is said on the way.
class HeadlessRun {
 public:
  explicit HeadlessRun(const ToyRunOptions& options)
      : options_(options),
        iterations_(options.iterations >= 0 ? options.iterations : kDefaultIterations),
        threads_(headless_threads(options.threads)),
        progress_(iterations_, "iteration") {}

  int run() {
    const InterruptGuard guard;
    open_outputs();
    const ToySummary summary = run_toy_course(
        options_.config,
        {.iterations = iterations_, .threads = threads_, .stop = [] { return InterruptGuard::requested(); }},
        sinks());
    progress_.finish();
    finish_outputs();
    if (options_.json) print_summary(summary);
    if (summary.end == ToyEnd::diverged)
      throw DivergenceError("training diverged: " + summary.divergence + leftovers());
    return summary.end == ToyEnd::stopped ? 130 : 0;
  }

 private:
  void open_outputs() {
    if (!options_.metrics.empty()) metrics_file_.emplace(options_.metrics);
    if (!options_.record.empty())
      recording_.emplace(make_recorder({.path = options_.record,
                                        .width = options_.width,
                                        .height = options_.height,
                                        .fps = options_.fps,
                                        .metadata = file_tags(options_.config),
                                        .quality = options_.quality}));
    if (!options_.snapshot_at.empty()) {
      check_output_folder(options_.out);
      made_folder_ = make_folder(options_.out);
    }
  }

  [[nodiscard]] ToySinks sinks() {
    ToySinks sinks;
    sinks.metrics_every = options_.metrics_every;
    sinks.progress = [this](std::int64_t iteration) { progress_.update(iteration); };
    if (metrics_file_)
      sinks.metrics = [this](const ToyMetrics& metrics, const StepReport* step) {
        nlohmann::ordered_json line = to_json(metrics);
        if (step != nullptr) line.update(to_json(*step));
        metrics_file_->add(line);
      };
    if (!recording_ && options_.snapshot_at.empty()) return sinks;
    sinks.every = recording_ ? options_.every : 0;
    sinks.at = options_.snapshot_at;
    sinks.look = {.width = options_.width, .height = options_.height, .state = {}};
    sinks.look.state.picture.layers = options_.layers;
    sinks.look.state.theme = options_.theme;
    sinks.look.state.scale = options_.scale;
    sinks.look.state.panels = options_.panels;
    sinks.picture = [this](Image picture, std::int64_t iteration) { keep(std::move(picture), iteration); };
    return sinks;
  }

  void keep(Image picture, std::int64_t iteration) {
    if (std::find(options_.snapshot_at.begin(), options_.snapshot_at.end(), iteration) !=
        options_.snapshot_at.end()) {
      char name[64];
      std::snprintf(name, sizeof name, "iteration-%06lld.png", static_cast<long long>(iteration));
      const std::filesystem::path path = options_.out / name;
      write_png(path, picture, {{"Software", "ganscope"}, {"Comment", to_command(options_.config)}});
      pictures_.push_back(path.string());
    }
    if (recording_ && iteration % options_.every == 0) recording_->push(std::move(picture));
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

  void print_summary(const ToySummary& s) const {
    nlohmann::ordered_json summary{{"command", to_command(options_.config)},
                                   {"data", options_.config.data},
                                   {"latent", options_.config.latent},
                                   {"loss", name_of(options_.config.loss)},
                                   {"seed", options_.config.seed}};
    summary["iterations"] = s.iterations;
    summary["seconds"] = s.seconds;
    summary["iterations_per_second"] = s.iterations_per_second();
    summary["threads"] = threads_;
    summary["interrupted"] = s.end == ToyEnd::stopped;
    summary["diverged"] =
        s.divergence.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(s.divergence);
    summary["record"] = recording_ ? nlohmann::ordered_json(options_.record.string()) : nullptr;
    summary["frames"] = recording_ ? recording_->frames() : 0;
    summary["pictures"] = pictures_;
    if (s.last_step) summary["last_step"] = to_json(*s.last_step);
    if (s.last_metrics) summary["metrics"] = to_json(*s.last_metrics);
    std::printf("%s\n", summary.dump().c_str());
  }

  const ToyRunOptions& options_;
  const std::int64_t iterations_;
  const int threads_;
  Progress progress_;
  std::optional<EncodeQueue> recording_;
  std::optional<JsonLines> metrics_file_;
  std::vector<std::string> pictures_;
  bool made_folder_ = false;
};

}  // namespace

int run_headless(const ToyRunOptions& options) {
  HeadlessRun run(options);
  return run.run();
}

}  // namespace ganscope
