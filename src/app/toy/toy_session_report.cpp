#include <array>
#include <nlohmann/json.hpp>

#include "app/toy/toy_session.hpp"
#include "exchange/toy_options.hpp"

namespace ganscope {

nlohmann::ordered_json ToySession::state_json() const {
  const ToyFramePtr& shown = frame();
  const StepReport step = latest_ ? latest_->step : StepReport();
  nlohmann::ordered_json layers = nlohmann::ordered_json::array();
  for (const LayerInfo& layer : layer_list())
    if (state_.picture.layers.has(layer.id)) layers.push_back(layer.name);
  nlohmann::ordered_json span = nullptr;
  if (state_.time.span) span = {state_.time.span->first, state_.time.span->second};
  const RecordingStatus& r = input_.recording;
  static constexpr std::array kStates{"off", "on", "finishing"};
  const nlohmann::ordered_json recording{{"state", kStates[static_cast<std::size_t>(r.state)]},
                                         {"frames", r.frames},
                                         {"dropped", r.dropped},
                                         {"path", r.path},
                                         {"format", name_of(state_.recording.format)},
                                         {"whole_window", state_.recording.whole_window},
                                         {"as_seen", state_.recording.as_seen},
                                         {"every", state_.recording.every},
                                         {"fps", state_.recording.fps}};
  return nlohmann::ordered_json{
      {"mode", "toy"},
      {"command", to_command(input_.config)},
      {"data", input_.config.data},
      {"latent", input_.config.latent},
      {"run", latest_ ? latest_->run : 0},
      {"iteration", step.iteration},
      {"generator_steps", step.generator_steps},
      {"discriminator_steps", step.discriminator_steps},
      {"generator_rate", step.generator_rate},
      {"discriminator_rate", step.discriminator_rate},
      {"can_undo", aside_.has_value()},
      {"running", input_.running},
      {"rate", input_.rate},
      {"slow_motion", input_.slow_motion()},
      {"speed", speed_list()[static_cast<std::size_t>(input_.speed)].label},
      {"phase", latest_ && latest_->phase ? static_cast<int>(latest_->phase->phase) : -1},
      {"diverged", latest_ && latest_->diverged},
      {"shown_iteration", shown ? shown->step.iteration : -1},
      {"looks_back", state_.time.look_back.has_value()},
      {"replaying", state_.time.replaying},
      {"pin", state_.time.pin.value_or(-1)},
      {"span", span},
      {"kept_frames", history_.size()},
      {"log_plots", state_.time.log_plots},
      {"recording", recording},
      {"layers", layers},
      {"zoom", state_.picture.zoom},
      {"notice", input_.notice.text}};
}

}  // namespace ganscope
