#include "app/recover/recover_run.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/files/model_choice.hpp"
#include "app/files/progress.hpp"
#include "app/recover/search_picture.hpp"
#include "app/window/egl_context.hpp"
#include "app/window/interrupt.hpp"
#include "core/atomic_file.hpp"
#include "core/clock.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/median.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "core/version.hpp"
#include "engine/latent/anchor_file.hpp"
#include "engine/latent/vectors.hpp"
#include "engine/recovery/latent_conditioning.hpp"
#include "engine/recovery/latent_search.hpp"
#include "engine/recovery/recovery_targets.hpp"
#include "view/capture/encode_queue.hpp"
#include "view/capture/png.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

/// "A relative z error under 10 %."
constexpr double kRecovered = 0.1;
/// Points of the curves that are kept for the file, and pictures of the video.
constexpr std::int64_t kCurvePoints = 400;

/// What was found of one picture.
struct Found {
  int row = 0;
  double pixel_error = 0;         ///< mean squared
  std::optional<double> z_error;  ///< relative; where the latent is known
  Latent latent;
  double median_singular = 0;  ///< of the Jacobian there, over its largest
  bool dead = false;
};

class RecoveryRun {
 public:
  explicit RecoveryRun(const RecoverRunOptions& options)
      : options_(options), generator_(open_for_recovery(options)), out_(options.out) {
    if (out_.empty()) out_ = unused_path(stem() + "-recovered");
    const ModelCard& card = generator_->card();
    if (card.latent.classes > 0 && options.label >= card.latent.classes)
      throw out_of_range("class", std::to_string(options.label),
                         "0 to " + std::to_string(card.latent.classes - 1));
    gather();
    labels_.assign(card.latent.classes > 0 ? targets_.size() : 0, options.label);
    search_.emplace(*generator_, batch_of(targets_, card.image), labels_, options.config);
  }

  int run() {
    const InterruptGuard guard;
    make_folder(out_);
    const Stopwatch watch;
    const std::int64_t steps = search();
    seconds_ = watch.seconds();
    steps_per_second_ = steps > 0 ? static_cast<double>(steps) / seconds_ : 0;
    look();
    write();
    tell();
    return interrupted_ ? 130 : 0;
  }

 private:
  [[nodiscard]] std::string stem() const {
    return std::filesystem::path(options_.model.path).stem().string();
  }

  void gather() {
    for (const std::string& image : options_.images) {
      targets_.push_back(target_of_file(image, generator_->card().image));
      if (!targets_.back().fitted.empty())
        std::fprintf(stderr, "ganscope: %s is %s\n", image.c_str(), targets_.back().fitted.c_str());
    }
    if (!options_.seeds.empty())
      for (RecoveryTarget& target :
           targets_of_seeds(*generator_, parse_seeds(options_.seeds), options_.label))
        targets_.push_back(std::move(target));
    if (targets_.empty())
      throw UsageError("recover: expected pictures, or --seeds 1..20 for the model's own");
  }

  /// Returns how many steps were made.
  std::int64_t search() {
    const std::int64_t every = std::max<std::int64_t>(1, options_.config.iterations / kCurvePoints);
    std::optional<EglContext> context;
    std::optional<SearchPicture> picture;
    std::unique_ptr<EncodeQueue> video;
    if (!options_.video.empty()) {
      context.emplace();
      picture.emplace(targets_, generator_->card().image);
    }
    const auto show = [&](const std::vector<float>& errors) {
      if (!picture) return;
      const Image frame = picture->draw(*search_, *generator_, labels_, errors);
      if (!video)
        video = std::make_unique<EncodeQueue>(make_recorder({.path = options_.video,
                                                             .width = frame.width,
                                                             .height = frame.height,
                                                             .fps = options_.fps,
                                                             .metadata = metadata()}));
      video->push(frame);
    };
    Progress progress(options_.config.iterations, "step", "steps", options_.progress_every);
    progress.update(0);
    keep(0, search_->errors());
    show(search_->errors());
    std::int64_t done = 0;
    while (!search_->finished()) {
      if (InterruptGuard::requested()) {
        interrupted_ = true;
        break;
      }
      search_->step();
      ++done;
      if (done % every == 0) {
        keep(done - 1, search_->errors());
        show(search_->errors());
      }
      const std::vector<float>& errors = search_->errors();
      progress.update(done, "pixel error " + three_digits(static_cast<double>(
                                                 *std::min_element(errors.begin(), errors.end()))));
    }
    progress.finish();
    final_errors_ = search_->measured_errors();
    keep(done, final_errors_);
    show(final_errors_);
    if (video) video->finish();
    return done;
  }

  void keep(std::int64_t iteration, const std::vector<float>& errors) {
    curves_.push_back({iteration, errors});
  }

  /// The nearest row of each picture.
  void look() {
    const std::vector<int> best = search_->best_rows(final_errors_);
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      Found found;
      found.row = best[i];
      found.pixel_error = static_cast<double>(final_errors_[static_cast<std::size_t>(found.row)]);
      const std::vector<float> z = search_->latent(found.row);
      found.latent.assign(z.begin(), z.end());
      if (!targets_[i].known.empty()) found.z_error = relative_distance(found.latent, targets_[i].known);
      found.dead = search_->dead()[static_cast<std::size_t>(found.row)];
      const std::vector<int> label(labels_.empty() ? 0 : 1, options_.label);
      try {
        found.median_singular = latent_conditioning(*generator_, z, label).median_share();
      } catch (const Error&) {
        found.median_singular = std::nan("");  // its images matter to each other
      }
      found_.push_back(std::move(found));
    }
  }

  [[nodiscard]] std::map<std::string, std::string> metadata() const {
    return {{"title", "Latents found by " + stem()},
            {"comment", "ganscope " + std::string(version()) + ": " + recover_command(options_)}};
  }

  void write() {
    std::vector<Anchor> anchors;
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      const std::string& name = targets_[i].name;
      anchors.push_back({name.starts_with("seed:") ? "found_" + name.substr(5) : name, found_[i].latent});
    }
    write_anchor_file(out_ / "found.json", anchors, {stem(), generator_->card().latent.prior});
    write_file_atomically(out_ / "curves.csv", curves_csv());
    write_file_atomically(out_ / "summary.json", summary().dump(2) + "\n");
    const EglContext context;
    SearchPicture picture(targets_, generator_->card().image);
    write_png(out_ / "recovered.png", picture.draw(*search_, *generator_, labels_, final_errors_),
              {{"Software", "ganscope " + std::string(version())}, {"Comment", recover_command(options_)}});
  }

  /// A line a kept step, a column a search.
  [[nodiscard]] std::string curves_csv() const {
    std::string text = "iteration";
    for (const RecoveryTarget& target : targets_)
      for (int restart = 1; restart <= options_.config.restarts; ++restart)
        text += "," + target.name + "/" + std::to_string(restart);
    text += "\n";
    for (const auto& [iteration, errors] : curves_) {
      text += std::to_string(iteration);
      for (const float error : errors) text += "," + exact_number(static_cast<double>(error));
      text += "\n";
    }
    return text;
  }

  [[nodiscard]] Json summary() const {
    std::vector<double> pixel_errors;
    std::vector<double> z_errors;
    int recovered = 0;
    Json pictures = Json::array();
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      const Found& found = found_[i];
      pixel_errors.push_back(found.pixel_error);
      Json picture{{"picture", targets_[i].name},
                   {"pixel_error", found.pixel_error},
                   {"z_error", nullptr},
                   {"length", norm(found.latent)},
                   {"restart", found.row % options_.config.restarts + 1},
                   {"median_singular_value", nullptr},
                   {"dead", found.dead}};
      if (std::isfinite(found.median_singular)) picture["median_singular_value"] = found.median_singular;
      if (found.z_error) {
        z_errors.push_back(*found.z_error);
        recovered += *found.z_error < kRecovered ? 1 : 0;
        picture["z_error"] = *found.z_error;
      }
      if (!targets_[i].fitted.empty()) picture["fitted"] = targets_[i].fitted;
      pictures.push_back(std::move(picture));
    }
    Json out{{"command", recover_command(options_)},
             {"targets", targets_.size()},
             {"recovered", nullptr},
             {"pixel_error_median", median(pixel_errors)},
             {"z_error_median", nullptr},
             {"steps", search_->state().iteration},
             {"steps_per_second", steps_per_second_},
             {"resampled", search_->resampled_total()},
             {"interrupted", interrupted_},
             {"out", out_.string()},
             {"pictures", pictures}};
    if (!z_errors.empty()) {
      out["recovered"] = static_cast<double>(recovered) / static_cast<double>(z_errors.size());
      out["z_error_median"] = median(z_errors);
    }
    return out;
  }

  void tell() const {
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      const Found& found = found_[i];
      std::string line = targets_[i].name + ": pixel error " + three_digits(found.pixel_error);
      if (found.z_error) line += ", z error " + three_digits(100 * *found.z_error) + " %";
      line += ", length " + three_digits(norm(found.latent)) + " of about " +
              three_digits(std::sqrt(static_cast<double>(generator_->card().latent.size)));
      if (std::isfinite(found.median_singular))
        line += ", half of its directions show less than " + three_digits(100 * found.median_singular) +
                " % of what the strongest does";
      if (found.dead)
        line +=
            "; a dead point: the gradient is exactly zero there, and no descent leaves it. Start elsewhere "
            "(--start prior)";
      std::fprintf(stderr, "ganscope: %s\n", line.c_str());
    }
    std::fprintf(stderr, "ganscope: wrote %s (%s); fly there: ganscope image %s --anchors %s\n", out_.c_str(),
                 counted(static_cast<std::int64_t>(found_.size()), "latent").c_str(),
                 model_words(options_.model).c_str(), shell_quoted((out_ / "found.json").string()).c_str());
    if (options_.json) std::printf("%s\n", summary().dump().c_str());
  }

  struct CurvePoint {
    std::int64_t iteration;
    std::vector<float> errors;
  };

  const RecoverRunOptions& options_;
  std::unique_ptr<DifferentiableGenerator> generator_;
  std::filesystem::path out_;
  std::vector<RecoveryTarget> targets_;
  std::vector<int> labels_;
  std::optional<LatentSearch> search_;
  std::vector<CurvePoint> curves_;
  std::vector<float> final_errors_;
  std::vector<Found> found_;
  double seconds_ = 0;
  double steps_per_second_ = 0;
  bool interrupted_ = false;
};

}  // namespace

int run_recovery(const RecoverRunOptions& options) {
  check_output_folder(options.out.empty() ? "." : options.out);
  if (!options.video.empty()) {
    // Its size is known with the first picture, which is even each way.
    check_recording({.path = options.video, .width = 64, .height = 64, .fps = options.fps, .metadata = {}});
  }
  RecoveryRun run(options);
  return run.run();
}

}  // namespace ganscope
