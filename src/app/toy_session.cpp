#include "app/toy_session.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/offscreen_host.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/threads.hpp"
#include "exchange/toy_options.hpp"
#include "view/capture/png.hpp"

namespace ganscope {
namespace {

constexpr double kNoticeSeconds = 4;
constexpr double kSecondsPerPhase = 1.6;  ///< of slow motion: time to read the sentence
constexpr int kMetricsEvery = 100;        ///< iterations between measurements in a window

ViewState start_state(const ToyRunOptions& options) {
  ViewState state;
  state.picture.layers = options.layers;
  state.picture.theme = options.theme;
  state.picture.scale = options.scale;
  return state;
}

ToyWorkerOptions worker_options(const ToyRunOptions& options, std::function<void()> notify) {
  ToyWorkerOptions w;
  w.threads = options.threads > 0 ? options.threads : default_training_threads(true);
  w.running = !options.paused;
  w.request =
      frame_request(empty_frame(options.config), {options.width, options.height}, start_state(options));
  w.metrics_every = kMetricsEvery;
  w.stop_at = options.iterations;
  w.notify = std::move(notify);
  return w;
}

}  // namespace

ToySession::ToySession(const ToyRunOptions& options, std::function<void()> notify)
    : worker_(options.config, worker_options(options, std::move(notify))),
      state_(start_state(options)),
      like_(empty_frame(options.config)),
      size_(options.width, options.height) {
  input_.config = input_.draft = options.config;
  input_.curves = &curves_;
  fill_catalogue(input_);
  request_frame();
}

bool ToySession::update() {
  if (const auto failure = worker_.error()) throw Error(*failure);
  worker_.log().catch_up(curves_);
  input_.running = worker_.running();
  input_.rate = worker_.rate();
  input_.config = worker_.config();
  bool changed = false;
  if (!input_.notice.empty() && !input_.notice.error && since_notice_.seconds() > kNoticeSeconds) {
    input_.notice = {};
    changed = true;
  }
  const ToyFramePtr frame = worker_.take_frame();
  if (!frame) return changed;
  frame_ = frame;
  input_.frame = frame_.get();
  if (frame->diverged) tell(frame->message + ". Press R to start anew, or change a setting first.", true);
  return true;
}

bool ToySession::has_news() const { return worker_.has_frame(); }

void ToySession::look_at(glm::vec2 size) {
  if (size == size_) return;
  size_ = size;
  request_frame();
}

void ToySession::request_frame() {
  const FrameRequest wanted = frame_request(like_, size_, state_);
  if (wanted == request_) return;
  request_ = wanted;
  worker_.send(command::Observe{wanted});
}

void ToySession::apply(const ViewCommand& command) {
  try {
    std::visit([this](const auto& c) { act(c); }, command);
  } catch (const Error& e) {
    tell(e.what(), true);
  }
}

void ToySession::tell(std::string text, bool error) {
  input_.notice = {std::move(text), error};
  since_notice_.restart();
}

void ToySession::restart(const ToyConfig& config) {
  const ToyFrame like = empty_frame(config);
  worker_.send(command::Reset{config});
  like_ = like;
  input_.draft = config;
  if (config.data != input_.config.data) act(view_command::Fit{});
  input_.notice = {};
  request_frame();
}

/// A new problem starts at once; a live option changes the running training; what else needs a reset
/// waits for one, so that a run isn't lost by a slip.
void ToySession::edit(const ToyConfig& wanted) {
  const ToyConfig& now = input_.config;
  ToyConfig draft = wanted;
  if (draft.loss == Loss::wgan_gp && draft.discriminator.normalisation == Normalisation::batch) {
    // Refusing would leave a person with a loss that no control can make valid.
    draft.discriminator.normalisation = Normalisation::none;
    tell(
        "wgan-gp penalises the gradient at each sample alone: the discriminator's batch normalisation is "
        "switched off with it.");
  } else if (now.loss == Loss::wgan_gp && draft.loss != Loss::wgan_gp) {
    draft.discriminator.normalisation = draft.generator.normalisation;
  }
  if (draft.data != now.data || draft.latent != now.latent || draft.seed != now.seed) {
    restart(draft);
    return;
  }
  const ToyConfig live = with_live_options(now, draft);
  if (!(live == now)) worker_.send(command::SetLive{live});
  input_.draft = draft;
}

void ToySession::act(const ToyCommand& c) {
  worker_.send(std::holds_alternative<command::Reset>(c) ? ToyCommand(command::Reset{input_.draft}) : c);
}
void ToySession::act(const view_command::ToggleRun&) {
  worker_.send(worker_.running() ? ToyCommand(command::Pause{}) : ToyCommand(command::Run{}));
}
void ToySession::act(const view_command::ToggleSlowMotion&) {
  input_.slow_motion = !input_.slow_motion;
  worker_.send(command::SlowMotion{input_.slow_motion ? kSecondsPerPhase : 0});
  if (input_.slow_motion) worker_.send(command::Run{});
}
void ToySession::act(const view_command::SelectPreset& c) {
  const ToyPreset& preset = toy_preset(c.name);
  ToyConfig config = input_.draft;
  config.data = preset.data;
  config.latent = preset.latent;
  restart(config);
}
void ToySession::act(const view_command::WalkPresets& c) {
  const std::vector<ToyPreset>& presets = toy_presets();
  const auto count = static_cast<int>(presets.size());
  int at = c.by > 0 ? -1 : 0;
  for (int i = 0; i < count; ++i) {
    const ToyPreset& preset = presets[static_cast<std::size_t>(i)];
    if (preset.data == input_.draft.data && preset.latent == input_.draft.latent) at = i;
  }
  const int next = ((at + c.by) % count + count) % count;
  act(view_command::SelectPreset{presets[static_cast<std::size_t>(next)].name});
  tell(presets[static_cast<std::size_t>(next)].name + ": " +
       presets[static_cast<std::size_t>(next)].description);
}
void ToySession::act(const view_command::Restart&) { restart(input_.draft); }
void ToySession::act(const view_command::EditDraft& c) { edit(c.draft); }
void ToySession::act(const view_command::ToggleLayer& c) {
  state_.picture.layers.toggle(c.id);
  request_frame();
}
void ToySession::act(const view_command::ToggleTheme&) {
  state_.picture.theme = state_.picture.theme == ThemeKind::dark ? ThemeKind::light : ThemeKind::dark;
}
void ToySession::act(const view_command::ScaleInterface& c) {
  state_.picture.scale = std::clamp(state_.picture.scale * c.by, 0.5f, 4.f);
  if (std::fabs(state_.picture.scale - 1.f) < 0.05f) state_.picture.scale = 1;
  request_frame();
}
void ToySession::act(const view_command::TogglePanels&) {
  state_.panels = !state_.panels;
  request_frame();
}
void ToySession::act(const view_command::ToggleHelp&) { state_.help = !state_.help; }
void ToySession::act(const view_command::ToggleFullscreen&) { state_.fullscreen = !state_.fullscreen; }
void ToySession::act(const view_command::Fit&) {
  state_.picture.zoom = 1;
  state_.picture.pan = {0, 0};
  request_frame();
}
void ToySession::act(const view_command::Zoom& c) {
  const glm::vec2 size = lay_out(size_, state_.picture.scale, state_.panels).picture.size();
  Camera2D camera = ToyPicture::camera(like_, size, state_.picture);
  camera.zoom_at(c.pixel, c.factor);
  state_.picture.zoom = camera.zoom;
  state_.picture.pan = camera.pan;
  request_frame();
}
void ToySession::act(const view_command::Drag& c) {
  const glm::vec2 size = lay_out(size_, state_.picture.scale, state_.panels).picture.size();
  Camera2D camera = ToyPicture::camera(like_, size, state_.picture);
  camera.drag(c.pixels);
  state_.picture.pan = camera.pan;
  request_frame();
}
void ToySession::act(const view_command::SavePicture&) { save_wish_ = true; }
void ToySession::act(const view_command::CopyCommand&) {
  clipboard_ = to_command(input_.config);
  const std::string layers = layers_text(state_.picture.layers);
  if (!layers.empty()) clipboard_ += " --layers " + shell_quoted(layers);
  if (state_.picture.theme == ThemeKind::light) clipboard_ += " --theme light";
  tell("copied: " + clipboard_);
}
void ToySession::act(const view_command::Dismiss&) {
  if (state_.help)
    state_.help = false;
  else if (!input_.notice.empty())
    input_.notice = {};
  else
    state_.fullscreen = false;
}
void ToySession::act(const view_command::Quit&) { quit_ = true; }

std::string ToySession::report() const {
  const StepReport step = frame_ ? frame_->step : StepReport();
  nlohmann::ordered_json layers = nlohmann::ordered_json::array();
  for (const LayerInfo& layer : layer_list())
    if (state_.picture.layers.has(layer.id)) layers.push_back(layer.name);
  const nlohmann::ordered_json out{
      {"command", to_command(input_.config)},
      {"data", input_.config.data},
      {"latent", input_.config.latent},
      {"run", frame_ ? frame_->run : 0},
      {"iteration", step.iteration},
      {"generator_steps", step.generator_steps},
      {"discriminator_steps", step.discriminator_steps},
      {"generator_rate", step.generator_rate},
      {"discriminator_rate", step.discriminator_rate},
      {"running", input_.running},
      {"rate", input_.rate},
      {"slow_motion", input_.slow_motion},
      {"phase", frame_ && frame_->phase ? static_cast<int>(frame_->phase->phase) : -1},
      {"diverged", frame_ && frame_->diverged},
      {"layers", layers},
      {"theme", state_.picture.theme == ThemeKind::dark ? "dark" : "light"},
      {"scale", state_.picture.scale},
      {"zoom", state_.picture.zoom},
      {"panels", state_.panels},
      {"help", state_.help},
      {"fullscreen", state_.fullscreen},
      {"width", size_.x},
      {"height", size_.y},
      {"notice", input_.notice.text}};
  return out.dump();
}

void ToySession::save_picture(ToyStage& stage) {
  if (!frame_) return;
  try {
    const glm::vec2 size = lay_out(size_, state_.picture.scale, state_.panels).picture.size();
    const RenderTarget target(static_cast<int>(size.x), static_cast<int>(size.y));
    ViewState plain = state_;
    plain.panels = false;
    plain.help = false;
    PanelInput input = input_;
    input.notice = {};
    input.rate = 0;
    static_cast<void>(stage.draw({frame_, input, plain, size, target.framebuffer()}));
    const std::string name = file_stem(input_.config) + "-" + std::to_string(frame_->step.iteration) + ".png";
    const std::filesystem::path path = unused_path(std::filesystem::current_path() / name);
    write_png(path, target.read(), {{"Software", "ganscope"}, {"Comment", to_command(input_.config)}});
    tell("saved " + path.string());
  } catch (const std::exception& e) {
    tell(e.what(), true);
  }
}

}  // namespace ganscope
