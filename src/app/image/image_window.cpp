// Image mode in its window: the loop that draws when something moves or has come.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/files/assumptions.hpp"
#include "app/files/report_file.hpp"
#include "app/files/shipped_models.hpp"
#include "app/image/image_session.hpp"
#include "app/image/image_window.hpp"
#include "app/image/recent_models.hpp"
#include "app/window/interrupt.hpp"
#include "app/window/window_pacing.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "view/capture/png.hpp"
#include "view/gpu/gl.hpp"
#include "view/panels/image/image_keys.hpp"
#include "view/panels/image/image_stage.hpp"

namespace ganscope {
namespace {

constexpr double kDisplayInterval = 1.0 / 60;  ///< seconds between pictures while something moves
constexpr double kRecordingWait = 0.1;         ///< a recording's progress is looked at this often

class ImageMode : public WindowMode {
 public:
  ImageMode(GlfwWindow& window, const ImageRunOptions& options, SettingsKeeper& settings, bool from_training)
      : window_(window),
        settings_(settings),
        recent_(load_recent_models(recent_models_path())),
        session_(options, {.open = [this](const ImageConfig& config) { return open_model(config); },
                           .notify = [] { GlfwWindow::wake(); },
                           .shipped = shipped_names(),
                           .recent = recent_,
                           .from_training = from_training}),
        report_(options.report) {}

  WindowEnd run(Looks& looks, const Behind& behind) override {
    const UiContext::Current current(stage_.ui());
    const GlfwWindow::Interface interface(window_);
    session_.adopt(looks);
    window_.settle();
    since_update_.restart();
    bool leaving = false;
    while (!window_.should_close() && !session_.quit() && !InterruptGuard::requested() && !leaving) {
      wait();
      tell_what_is_behind(behind, session_, window_);
      take_events();  // first, so that what they ask for is on its way in this turn
      const double seconds = since_update_.seconds();
      since_update_.restart();
      const bool changed = session_.update(seconds);
      if (changed || window_.settling() > 0) draw();
      report_.keep([this] { return session_.report(stage_.ui().items()); });
      remember_models();
      settings_.keep(session_.looks(), session_.size());
      settings_.tend();
      leaving = session_.take_switch_wish();
    }
    looks = session_.looks();
    settings_.tend(true);
    if (!leaving) {
      window_.hide();
      close();
    }
    return leaving ? WindowEnd::other_mode : WindowEnd::quit;
  }

  std::optional<Notice> rest() override { return session_.rest(); }

  void close() override {
    try {
      if (const std::string text = session_.close(); !text.empty()) log(LogLevel::info, text);
    } catch (const Error& e) {
      log(LogLevel::error, e.what());
    }
  }

 private:
  /// On the worker's thread: how a model is opened, whose threads the worker has set already.
  [[nodiscard]] static std::unique_ptr<Generator> open_model(const ImageConfig& config) {
    return open_and_tell(config.model, generator_options(config));
  }

  /// Sleeps until there may be something to do, but never draws faster than the display.
  void wait() {
    const bool interaction = window_.take_interaction();
    const bool pending = window_.settling() > 0 || session_.has_news() || moves();
    const double rest = std::max(0.0, kDisplayInterval - since_draw_.seconds());
    window_.wait(pending || interaction ? rest : session_.animates() ? kRecordingWait : kIdleWait);
    // Woken by the worker before the interval is over: sleep the rest of it.
    if (const double left = kDisplayInterval - since_draw_.seconds(); left > 0 && window_.settling() == 0)
      window_.wait(left);
  }

  [[nodiscard]] bool moves() const {
    return session_.animates() && (session_.input().playing || session_.input().grid_moving);
  }

  void take_events() {
    for (const std::string& key : window_.take_keys())
      if (const ImageViewCommand* command = image_command_for_key(key)) session_.apply(*command);
    for (const std::filesystem::path& file : window_.take_dropped()) session_.drop(file);
  }

  [[nodiscard]] ImageStage::View view(glm::vec2 size, float seconds = 0) const {
    return {session_.frame(), session_.input(), session_.state(), size, 0, seconds};
  }

  void draw() {
    const glm::vec2 size = window_.size();
    const float seconds = static_cast<float>(since_draw_.seconds());
    since_draw_.restart();
    window_.begin_frame();
    if (size.x < 1 || size.y < 1) {  // minimised
      window_.end_frame();
      return;
    }
    session_.look_at(size);
    const ImageViewCommands commands = stage_.draw(view(size, seconds));
    window_.end_frame();
    for (const ImageViewCommand& command : commands) {
      session_.apply(command);
      window_.settle();
    }
    obey_wishes(size);
  }

  void obey_wishes(glm::vec2 size) {
    obey_session(session_, window_);
    if (!session_.take_save_wish()) return;
    try {
      session_.tell("saved " + save_picture(size).string());
    } catch (const std::exception& e) {
      session_.tell(e.what(), true);
    }
  }

  /// The large view as it is shown, with its latent, so that a picture can be found again.
  [[nodiscard]] std::filesystem::path save_picture(glm::vec2 size) {
    const ImageFramePtr& frame = session_.frame();
    if (!frame || !frame->image) throw Error("there is no picture yet");
    const Rect area =
        view_area(lay_out_images(size, session_.state().scale, session_.state().panels).places.picture,
                  session_.state().scale);
    const glm::vec2 shown =
        session_.state().grid_large
            ? ImagePicture::grid_place(*frame, session_.state().picture_options(), area).place.size()
            : fitted_picture(area, {frame->image->width, frame->image->height},
                             session_.state().picture.magnification)
                  .size();
    const RenderTarget target(static_cast<int>(shown.x), static_cast<int>(shown.y));
    stage_.draw_picture(view(size), target);
    RenderTarget::end();
    const std::string stem = std::filesystem::path(frame->model->path).stem().string();
    const std::filesystem::path path = unused_path(std::filesystem::current_path() / (stem + "-picture.png"));
    write_png(path, target.read(),
              {{"Software", "ganscope"},
               {"Comment", to_command(ImageCommand::image, session_.command_config())},
               {"Latent", nlohmann::json(frame->latent).dump()}});
    return path;
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

  GlfwWindow& window_;
  SettingsKeeper& settings_;
  std::vector<RecentModel> recent_;
  ImageStage stage_;
  ImageSession session_;
  Stopwatch since_update_;
  Stopwatch since_draw_;
  ReportFile report_;
};

}  // namespace

std::unique_ptr<WindowMode> make_image_mode(GlfwWindow& window, const ImageRunOptions& options,
                                            SettingsKeeper& settings, bool from_training) {
  return std::make_unique<ImageMode>(window, options, settings, from_training);
}

}  // namespace ganscope
