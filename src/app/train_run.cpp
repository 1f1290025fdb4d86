#include "app/train_run.hpp"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/interrupt.hpp"
#include "app/progress.hpp"
#include "app/timelapse.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "engine/threads.hpp"
#include "engine/train/save_generator.hpp"
#include "engine/train/training_run.hpp"
#include "exchange/image_train_options.hpp"

namespace ganscope {
namespace {

void report_data(const ImageSet& data) {
  std::fprintf(
      stderr, "ganscope: %s: %s images, %d x %d x %d%s\n", data.name.c_str(),
      with_thousands(data.count).c_str(), data.channels, data.height, data.width,
      data.class_names.empty() ? "" : (", " + std::to_string(data.class_names.size()) + " classes").c_str());
}

/// One training without a window: the run, its pictures and what it says on the way.
class HeadlessTraining {
 public:
  explicit HeadlessTraining(const TrainRunOptions& options)
      : options_(options),
        threads_(options.threads > 0 ? options.threads : default_training_threads(false)),
        sheets_(options.out / "sheets", to_options_text(options.config)) {}

  int run() {
    const InterruptGuard guard;
    use_threads(threads_);
    open();
    const Stopwatch watch;
    const std::int64_t from = run_->iteration();
    std::exception_ptr divergence;
    try {
      follow();
    } catch (const DivergenceError&) {
      divergence = std::current_exception();
    }
    seconds_ = watch.seconds();
    rate_ = seconds_ > 0 ? static_cast<double>(run_->iteration() - from) / seconds_ : 0;
    if (divergence) std::rethrow_exception(divergence);
    run_->save_checkpoint();
    if (!interrupted_) finish();
    if (options_.json) print_summary();
    if (interrupted_)
      std::fprintf(stderr,
                   "ganscope: stopped at iteration %lld; go on with: ganscope train --resume --out %s\n",
                   static_cast<long long>(run_->iteration()), shell_quoted(options_.out.string()).c_str());
    return interrupted_ ? 130 : 0;
  }

 private:
  void open() {
    std::optional<Progress> reading;
    const ImageSetPtr data =
        open_training_images(options_.config, {.data_dir = options_.data_dir,
                                               .cache_dir = options_.cache_dir,
                                               .progress = [&](std::int64_t done, std::int64_t total) {
                                                 if (!reading) reading.emplace(total, "photographs");
                                                 reading->update(done);
                                               }});
    reading.reset();
    report_data(*data);
    run_.emplace(options_.config, data,
                 TrainingRunOptions{.folder = options_.out,
                                    .checkpoint_every = options_.checkpoint_every,
                                    .keep = options_.keep,
                                    .resume = options_.resume,
                                    .device = options_.device});
    const ImageTrainer& trainer = run_->trainer();
    iterations_ = options_.iterations >= 0
                      ? options_.iterations
                      : std::llround(options_.epochs * static_cast<double>(trainer.batches_per_epoch()) /
                                     options_.config.discriminator_updates);
    std::fprintf(stderr, "ganscope: generator %s, discriminator %s parameters, on %s\n",
                 with_thousands(trainer.generator_parameters()).c_str(),
                 with_thousands(trainer.discriminator_parameters()).c_str(), trainer.device().c_str());
    if (run_->resumed_at() > 0)
      std::fprintf(stderr, "ganscope: goes on from iteration %s\n",
                   with_thousands(run_->resumed_at()).c_str());
    sheets_.forget_after(run_->resumed_at());
  }

  void follow() {
    Progress progress(iterations_, "iterations");
    progress.update(run_->iteration());
    // The first one; and the one that a kill right after its checkpoint took.
    if (run_->iteration() % options_.sheet_every == 0 &&
        !std::filesystem::exists(sheets_.path_of(run_->iteration())))
      sheets_.add(*run_->frame());
    while (run_->iteration() < iterations_ && !interrupted_) {
      for (const HealthWarning& warning : run_->step()) {
        progress.finish();
        log(LogLevel::warning, "iteration " + std::to_string(warning.since) + ": " + warning.meaning +
                                   "; try " + warning.advice);
      }
      const ImageTrainReport& report = run_->trainer().report();
      progress.update(report.iteration, "D " + three_digits(report.discriminator_loss) + ", G " +
                                            three_digits(report.generator_loss));
      if (report.iteration % options_.sheet_every == 0) sheets_.add(*run_->frame());
      interrupted_ = InterruptGuard::requested();
    }
  }

  void finish() {
    if (run_->iteration() % options_.sheet_every != 0) sheets_.add(*run_->frame());
    timelapse_ = sheets_.write_timelapse(options_.out / "timelapse.mp4", options_.fps);
    std::fprintf(stderr, "ganscope: wrote %s\n", timelapse_.c_str());
    model_ = options_.out / "generator.safetensors";
    save_generator(run_->trainer(), model_, about());
    std::fprintf(stderr, "ganscope: wrote %s\n", model_.c_str());
  }

  [[nodiscard]] GeneratorAbout about() const {
    const std::filesystem::path folder = std::filesystem::absolute(options_.out).lexically_normal();
    const std::string named = (folder.has_filename() ? folder : folder.parent_path()).filename().string();
    // A folder's place says more of this machine than of the data.
    const std::string& data = options_.config.data;
    const std::size_t colon = data.find(':');
    const std::string source =
        colon == std::string::npos
            ? data
            : data.substr(0, colon + 1) + std::filesystem::path(data.substr(colon + 1)).filename().string();
    ImageTrainConfig config = options_.config;
    config.data = source;
    std::string command = "ganscope train " + to_options_text(config);
    // A seed that is the default is told too: who reads the card may not know it.
    if (command.find(" --seed ") == std::string::npos) command += " --seed " + std::to_string(config.seed);
    return {.name = options_.name.empty() ? named : options_.name,
            .data = options_.about_data.empty() ? source : options_.about_data,
            .licence = options_.licence,
            .notes = command + " --iterations " +
                     std::to_string(iterations_) + "; " + format_duration(run_->seconds_before() + seconds_) +
                     " on " + std::to_string(threads_) + " threads"};
  }

  void print_summary() const {
    const ImageTrainReport& report = run_->trainer().report();
    const nlohmann::ordered_json summary{
        {"command", "ganscope train " + to_options_text(options_.config)},
        {"out", options_.out.string()},
        {"iterations", report.iteration},
        {"epochs", report.epoch},
        {"resumed_at", run_->resumed_at()},
        {"seconds", seconds_},
        {"iterations_per_second", rate_},
        {"interrupted", interrupted_},
        {"discriminator_loss", report.discriminator_loss},
        {"generator_loss", report.generator_loss},
        {"variety", report.variety},
        {"model", interrupted_ ? nullptr : nlohmann::ordered_json(model_.string())},
        {"timelapse", interrupted_ ? nullptr : nlohmann::ordered_json(timelapse_.string())}};
    std::printf("%s\n", summary.dump().c_str());
  }

  const TrainRunOptions& options_;
  const int threads_;
  SheetFolder sheets_;
  std::optional<TrainingRun> run_;
  std::int64_t iterations_ = 0;
  double seconds_ = 0;
  double rate_ = 0;
  bool interrupted_ = false;
  std::filesystem::path timelapse_;
  std::filesystem::path model_;
};

}  // namespace

int run_training(const TrainRunOptions& options) {
  HeadlessTraining training(options);
  return training.run();
}

}  // namespace ganscope
