// Image mode in its window: its pace and what it saves.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/files/assumptions.hpp"
#include "app/files/model_choice.hpp"
#include "app/files/shipped_models.hpp"
#include "app/image/image_session.hpp"
#include "app/image/image_window.hpp"
#include "app/image/recent_models.hpp"
#include "app/window/glfw_window.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "view/capture/png.hpp"
#include "view/panels/image/image_stage.hpp"

namespace ganscope {
namespace {

constexpr double kDisplayInterval = 1.0 / 60;  ///< seconds between pictures while something moves
constexpr double kRecordingWait = 0.1;         ///< a recording's progress is looked at this often

class ImageMode : public StagedMode<ImageSession, ImageStage> {
 public:
  ImageMode(const ImageRunOptions& options, std::shared_ptr<BetweenModes> between,
            std::function<std::string()> of_training)
      : StagedMode(options, ImageSession::Parts{.open = open_model,
                                                .notify = [] { GlfwWindow::wake(); },
                                                .shipped = shipped_names(),
                                                .recent = load_recent_models(recent_models_path()),
                                                .from_training = of_training != nullptr,
                                                .between = between}),
        between_(std::move(between)),
        of_training_(std::move(of_training)),
        recent_(session_.input().recent) {}

  void enter() override {
    const bool from_search = between_ && std::exchange(between_->comes_back, false);
    if (of_training_ && !from_search) session_.apply(image_command::OpenModel{of_training_()});
    static_cast<void>(session_.take_found());
  }

  [[nodiscard]] Pacing pacing() const override {
    const bool moves = session_.animates() && (session_.input().playing || session_.input().grid_moving);
    return {.interval = kDisplayInterval,
            .pending = session_.has_news() || moves,
            .longest = session_.animates() ? kRecordingWait : kIdleWait};
  }
  [[nodiscard]] bool update(double seconds) override { return session_.update(seconds); }
  void tend() override { remember_models(); }

  [[nodiscard]] std::optional<Notice> rest() override { return session_.rest(); }
  [[nodiscard]] std::string behind() const override {
    const std::optional<LapRecording>& lap = session_.input().recording;
    return lap ? "a lap is being recorded: " + lap->path : "";
  }

  void close() override {
    try {
      if (const std::string text = session_.close(); !text.empty()) log(LogLevel::info, text);
    } catch (const Error& e) {
      log(LogLevel::error, e.what());
    }
  }

  /// The large view as it is shown, with its latent, so that a picture can be found again.
  [[nodiscard]] std::filesystem::path save_picture() override {
    const ImageFramePtr& frame = session_.frame();
    if (!frame || !frame->image) throw Error("there is no picture yet");
    const ImageViewState& state = session_.state();
    const glm::vec2 size = session_.size();
    const Rect area = view_area(lay_out_images(size, state.scale, state.panels).places.picture, state.scale);
    const glm::vec2 shown =
        state.grid_large
            ? ImagePicture::grid_place(*frame, state.picture_options(), area).place.size()
            : fitted_picture(area, {frame->image->width, frame->image->height}, state.picture.magnification)
                  .size();
    const RenderTarget target(static_cast<int>(shown.x), static_cast<int>(shown.y));
    stage_.draw_picture(view({.size = size}), target);
    RenderTarget::end();
    const std::string stem = std::filesystem::path(frame->model->path).stem().string();
    const std::filesystem::path path = unused_path(std::filesystem::current_path() / (stem + "-picture.png"));
    write_png(path, target.read(),
              {{"Software", "ganscope"},
               {"Comment", to_command(ImageCommand::image, session_.command_config())},
               {"Latent", nlohmann::json(frame->latent).dump()}});
    return path;
  }

 protected:
  [[nodiscard]] ImageViewCommands draw_stage(const FramePlace& place) override {
    return stage_.draw(view(place));
  }

 private:
  /// On the worker's thread: how a model is opened, whose threads the worker has set already.
  [[nodiscard]] static std::unique_ptr<Generator> open_model(const ImageConfig& config) {
    return open_and_tell(config.model, generator_options(config));
  }

  [[nodiscard]] ImageStage::View view(const FramePlace& place) const {
    return {session_.frame(), session_.input(),  session_.state(),
            place.size,       place.framebuffer, place.seconds};
  }

  [[nodiscard]] static std::vector<std::string> shipped_names() {
    std::vector<std::string> names;
    for (const ShippedModel& model : shipped_models()) names.push_back(model.name);
    return names;
  }

  void remember_models() {
    if (session_.input().recent == recent_) return;
    recent_ = session_.input().recent;
    const std::filesystem::path path = recent_models_path();
    if (path.empty()) return;
    try {
      save_recent_models(path, recent_);
    } catch (const Error& e) {
      log(LogLevel::info, e.what());  // nothing a person needs now
    }
  }

  std::shared_ptr<BetweenModes> between_;
  std::function<std::string()> of_training_;
  std::vector<RecentModel> recent_;  ///< as they stand in the file
};

}  // namespace

std::shared_ptr<WindowMode> make_image_mode(const ImageRunOptions& options,
                                            std::shared_ptr<BetweenModes> between,
                                            std::function<std::string()> of_training) {
  return std::make_shared<ImageMode>(options, std::move(between), std::move(of_training));
}

}  // namespace ganscope
