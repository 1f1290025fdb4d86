#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/files/progress.hpp"
#include "app/image/image_run.hpp"
#include "app/window/egl_context.hpp"
#include "app/window/interrupt.hpp"
#include "core/clock.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/version.hpp"
#include "engine/latent/image_plan.hpp"
#include "engine/latent/tour_frames.hpp"
#include "view/capture/encode_queue.hpp"
#include "view/layers/image_picture.hpp"

namespace ganscope {
namespace {

/// One recording: frames in, a file out.
class TourRun {
 public:
  TourRun(const ImageRunOptions& options, Generator& generator)
      : options_(options),
        generator_(generator),
        anchors_(options.config.layout == TourLayout::grid
                     ? grid_anchors(options.config, generator.latent_space())
                     : tour_anchors(options.config, generator.latent_space())),
        out_(output_path(options, ImageCommand::tour, ".mp4")),
        fps_(tour_fps(options, out_)),
        frames_(options.config, generator.latent_space(), anchors_, frame_count(options, fps_)),
        width_(options.width > 0 ? options.width : kTourSide),
        height_(options.height > 0 ? options.height : kTourSide),
        class_(drawn_class(options.config, generator.latent_space())) {}

  int run() {
    refuse_standstill();
    const InterruptGuard guard;
    const EglContext context;
    const Stopwatch watch;
    EncodeQueue recording(make_recorder({.path = out_,
                                         .width = width_,
                                         .height = height_,
                                         .fps = fps_,
                                         .metadata = metadata(),
                                         .quality = options_.quality}));
    record(recording);
    recording.finish();
    std::fprintf(stderr, "ganscope: wrote %s (%s%s)\n", out_.c_str(),
                 counted(recording.frames(), "frame").c_str(), class_.empty() ? "" : (", " + class_).c_str());
    if (options_.json) print_summary(recording, watch.seconds());
    return interrupted_ ? 130 : 0;
  }

 private:
  static int frame_count(const ImageRunOptions& options, int fps) {
    return std::max(1, static_cast<int>(std::lround(options.config.seconds * fps)));
  }

  /// One anchor has a circle through it and no other path.
  void refuse_standstill() const {
    const ImageConfig& config = options_.config;
    if (config.layout == TourLayout::grid || config.explore || anchors_.size() != 1) return;
    if (const PathKind kind = path_kind(config, 1); kind != PathKind::circle)
      throw UsageError("a path of kind '" + name_of(kind) +
                       "' through one anchor stands still; expected two anchors or more, or --path circle");
  }

  void record(EncodeQueue& recording) {
    ImagePicture picture;
    const RenderTarget target(width_, height_);
    const ImagePictureOptions look{
        {options_.config.magnification, options_.config.colours}, options_.theme, options_.scale};
    Progress progress(frames_.count(), "frame", "frames", options_.progress_every);
    progress.update(0);
    for (int i = 0; i < frames_.count(); ++i) {
      if (InterruptGuard::requested()) {
        interrupted_ = true;
        return;
      }
      picture.draw(frames_.frame(i, generator_), options_.config.layout, look, target);
      recording.push(target.read());
      progress.update(i + 1);
    }
  }

  [[nodiscard]] std::string model_name() const {
    const std::string& name = generator_.card().name;
    return name.empty() ? std::filesystem::path(options_.config.model).stem().string() : name;
  }

  [[nodiscard]] std::map<std::string, std::string> metadata() const {
    return {{"title", options_.title.empty() ? model_name() : options_.title},
            {"description", "seed " + std::to_string(options_.config.seed) + ", quality " +
                                std::to_string(options_.quality) + (class_.empty() ? "" : ", " + class_)},
            {"comment",
             "ganscope " + std::string(version()) + ": " + full_command(ImageCommand::tour, options_)}};
  }

  void print_summary(const EncodeQueue& recording, double seconds) const {
    nlohmann::ordered_json anchors = nlohmann::ordered_json::array();
    for (const Anchor& anchor : anchors_) anchors.push_back(anchor.name);
    const bool grid = options_.config.layout == TourLayout::grid;
    nlohmann::ordered_json summary{
        {"command", full_command(ImageCommand::tour, options_)},
        {"model", model_name()},
        {"anchors", anchors},
        {"path", grid                      ? "grid"
                 : options_.config.explore ? "walk"
                                           : name_of(path_kind(options_.config, anchors_.size()))},
        {"layout", tour_layout_names()[static_cast<std::size_t>(options_.config.layout)]},
        {"seconds", static_cast<double>(recording.frames()) / fps_},
        {"fps", fps_},
        {"frames", recording.frames()},
        {"width", width_},
        {"height", height_},
        {"bytes", recording.bytes()},
        {"loops", !interrupted_ && !options_.config.explore},
        {"interrupted", interrupted_},
        {"out", out_.string()},
        {"seconds_taken", seconds}};
    if (!class_.empty()) summary["class"] = options_.config.label;
    std::printf("%s\n", summary.dump().c_str());
  }

  const ImageRunOptions& options_;
  Generator& generator_;
  const std::vector<Anchor> anchors_;
  const std::filesystem::path out_;
  const int fps_;
  TourFrames frames_;
  const int width_;
  const int height_;
  const std::string class_;  ///< as drawn_class() says it
  bool interrupted_ = false;
};

}  // namespace

int run_tour(const ImageRunOptions& options, Generator& generator) {
  TourRun run(options, generator);
  return run.run();
}

}  // namespace ganscope
