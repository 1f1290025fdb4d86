#include "app/train/train_run.hpp"

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/files/progress.hpp"
#include "app/train/timelapse.hpp"
#include "app/window/interrupt.hpp"
#include "core/clock.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "engine/threads.hpp"
#include "exchange/image_train_options.hpp"

namespace ganscope {
namespace {

void report_data(const ImageSet& data) {
  std::fprintf(
      stderr, "ganscope: %s: %s, %d x %d x %d%s\n", data.name.c_str(), counted(data.count, "image").c_str(),
      data.channels, data.height, data.width,
      data.class_names.empty()
          ? ""
          : (", " + counted(static_cast<std::int64_t>(data.class_names.size()), "class", "classes")).c_str());
}

void report_run(const TrainingRun& run) {
  const ImageTrainer& trainer = run.trainer();
  std::fprintf(stderr, "ganscope: generator %s, discriminator %s parameters, on %s\n",
               with_thousands(trainer.generator_parameters()).c_str(),
               with_thousands(trainer.discriminator_parameters()).c_str(), trainer.device().c_str());
  if (run.resumed_at() > 0)
    std::fprintf(stderr, "ganscope: goes on from iteration %s\n", with_thousands(run.resumed_at()).c_str());
}

/// One training without a window: its course, and what is said on the way.
class HeadlessTraining {
 public:
  explicit HeadlessTraining(const TrainRunOptions& options)
      : options_(options),
        sheets_(options.out / "sheets", to_options_text(options.config)),
        course_(course_options(options), sheets_) {}

  int run() {
    const InterruptGuard guard;
    use_threads(course_.options().threads);
    open();
    const Stopwatch watch;
    const std::int64_t from = course_.run().iteration();
    const bool was_finished = options_.resume && course_.arrived() && from > 0;
    follow();
    summary_.seconds = watch.seconds();
    summary_.iterations_per_second =
        summary_.seconds > 0 ? static_cast<double>(course_.run().iteration() - from) / summary_.seconds : 0;
    course_.save_checkpoint();
    if (!summary_.interrupted) finish();
    summary_.report = course_.run().trainer().report();
    summary_.resumed_at = course_.run().resumed_at();
    if (options_.json) print_summary(options_, summary_);
    if (was_finished) std::fprintf(stderr, "ganscope: %s\n", how_to_go_further(options_, from).c_str());
    if (summary_.interrupted)
      std::fprintf(stderr, "ganscope: %s\n", how_to_go_on(options_, course_.run().iteration()).c_str());
    return summary_.interrupted ? 130 : 0;
  }

 private:
  void open() {
    std::optional<Progress> reading;
    course_.open_images([&](std::int64_t done, std::int64_t total) {
      if (!reading) reading.emplace(total, "photograph");
      reading->update(done);
    });
    reading.reset();
    report_data(course_.images());
    course_.open_run();
    report_run(course_.run());
  }

  void follow() {
    Progress progress(course_.iterations(), "iteration");
    progress.update(course_.run().iteration());
    while (!course_.arrived() && !summary_.interrupted) {
      for (const HealthWarning& warning : course_.step()) {
        progress.finish();
        log(LogLevel::warning, warning_line(warning));
      }
      const ImageTrainReport& report = course_.run().trainer().report();
      progress.update(report.iteration, "D " + three_digits(report.discriminator_loss) + ", G " +
                                            three_digits(report.generator_loss));
      summary_.interrupted = InterruptGuard::requested();
    }
  }

  void finish() {
    summary_.timelapse = course_.write_timelapse();
    std::fprintf(stderr, "ganscope: wrote %s\n", summary_.timelapse.c_str());
    summary_.model = course_.write_generator();
    std::fprintf(stderr, "ganscope: wrote %s (%s of training)\n", summary_.model.c_str(),
                 format_duration(course_.run().seconds()).c_str());
  }

  const TrainRunOptions& options_;
  SheetFolder sheets_;
  TrainingCourse course_;
  TrainSummary summary_;
};

}  // namespace

bool wants_window(const TrainRunOptions& options) {
  const char* display = std::getenv("DISPLAY");
  return options.watch && display != nullptr && *display != '\0';
}

int training_threads(const TrainRunOptions& options) {
  return options.threads > 0 ? options.threads : default_training_threads(wants_window(options));
}

TrainingCourseOptions course_options(const TrainRunOptions& o) {
  return {.config = o.config,
          .run = {.folder = o.out,
                  .checkpoint_every = o.checkpoint_every,
                  .keep = o.keep,
                  .resume = o.resume,
                  .device = o.device},
          .threads = training_threads(o),
          .iterations = o.iterations,
          .epochs = o.epochs,
          .sheet_every = o.sheet_every,
          .fps = o.fps,
          .data_dir = o.data_dir,
          .cache_dir = o.cache_dir,
          .about = {.name = o.name, .data = o.about_data, .licence = o.licence, .notes = {}},
          .kept_options = kept_options_text(o.kept)};
}

std::string how_to_go_on(const TrainRunOptions& options, std::int64_t iteration) {
  return "stopped at iteration " + std::to_string(iteration) +
         "; go on with: ganscope train --resume --out " + shell_quoted(options.out.string());
}

std::string how_to_go_further(const TrainRunOptions& options, std::int64_t iteration) {
  // Whichever way its end was given.
  const std::string more = options.iterations >= 0 ? "--iterations " + std::to_string(2 * iteration)
                                                   : "--epochs " + exact_number(2 * options.epochs);
  return "the training was at its end already, iteration " + std::to_string(iteration) +
         "; go on with: ganscope train --resume --out " + shell_quoted(options.out.string()) + " " + more;
}

std::string warning_line(const HealthWarning& warning) {
  return "iteration " + std::to_string(warning.since) + ": " + warning.meaning + "; try " + warning.advice;
}

void print_summary(const TrainRunOptions& options, const TrainSummary& s) {
  const auto path = [&](const std::filesystem::path& p) {
    return p.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(p.string());
  };
  const nlohmann::ordered_json summary{{"command", "ganscope train " + to_options_text(options.config)},
                                       {"out", options.out.string()},
                                       {"iterations", s.report.iteration},
                                       {"epochs", s.report.epoch},
                                       {"resumed_at", s.resumed_at},
                                       {"seconds", s.seconds},
                                       {"iterations_per_second", s.iterations_per_second},
                                       {"interrupted", s.interrupted},
                                       {"discriminator_loss", s.report.discriminator_loss},
                                       {"generator_loss", s.report.generator_loss},
                                       {"variety", s.report.variety},
                                       {"model", path(s.model)},
                                       {"timelapse", path(s.timelapse)}};
  std::printf("%s\n", summary.dump().c_str());
}

int train_headless(const TrainRunOptions& options) {
  HeadlessTraining training(options);
  return training.run();
}

}  // namespace ganscope
