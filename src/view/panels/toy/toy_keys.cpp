#include "view/panels/toy/toy_keys.hpp"

#include "core/error.hpp"

namespace ganscope {
namespace {

std::vector<ToyKeyBinding> make_bindings() {
  using namespace toy_command;
  std::vector<ToyKeyBinding> bindings{
      {{"Space", "Training", "run / pause"}, ToggleRun{}},
      {{"D", "Training", "step the discriminator"}, ToyCommand(command::StepDiscriminator{})},
      {{"G", "Training", "step the generator"}, ToyCommand(command::StepGenerator{})},
      {{".", "Training", "step both: one iteration"}, ToyCommand(command::StepBoth{})},
      {{",", "Training", "step one phase"}, ToyCommand(command::StepPhase{})},
      {{"M", "Training", "slow motion"}, ToggleSlowMotion{}},
      {{"[", "Training", "slower"}, ChangeSpeed{-1}},
      {{"]", "Training", "faster"}, ChangeSpeed{1}},
      {{"R", "Training", "reset"}, Restart{}},
      {{"N", "Training", "next preset"}, WalkPresets{1}},
      {{"P", "Training", "previous preset"}, WalkPresets{-1}},
      {{"Left", "Time", "look back by a frame"}, LookBeside{-1}},
      {{"Right", "Time", "look on by a frame"}, LookBeside{1}},
      {{"Home", "Time", "look at the start"}, LookAtStart{}},
      {{"End", "Time", "follow the training"}, FollowTraining{}},
      {{"L", "Time", "replay / stop"}, ToggleReplay{}},
      {{"F", "Picture", "fit"}, Fit{}},
      {{"S", "Picture", "save the picture"}, SavePicture{}},
      {{"V", "Picture", "start / stop recording"}, ToggleRecording{}},
      {{"E", "Picture", "export the curves as CSV"}, ExportCurves{}},
      {{"C", "Picture", "copy as command"}, CopyCommand{}},
      {{"Tab", "Window", "show / hide the panels"}, TogglePanels{}},
      {{"T", "Window", "dark / light"}, ToggleTheme{}},
      {{"+", "Window", "larger interface"}, ScaleInterface{1.25f}},
      {{"-", "Window", "smaller interface"}, ScaleInterface{0.8f}},
      {{"F2", "Window", "image mode"}, SwitchMode{}},
      {{"F11", "Window", "full screen"}, ToggleFullscreen{}},
      {{"F1", "Window", "this help"}, ToggleHelp{}},
      {{"?", "Window", "this help"}, ToggleHelp{}},
      {{"Esc", "Window", "close what is open"}, Dismiss{}},
      {{"Ctrl+Q", "Window", "quit"}, Quit{}},
  };
  for (const LayerInfo& layer : layer_list())
    bindings.push_back({{std::string(1, layer.key), "Layers", layer.label}, ToggleLayer{layer.id}});
  for (std::size_t i = 0; i < bindings.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (bindings[i].key == bindings[k].key) throw Error("key '" + bindings[i].key + "' is bound twice");
  return bindings;
}

}  // namespace

const std::vector<ToyKeyBinding>& toy_key_bindings() {
  static const std::vector<ToyKeyBinding> bindings = make_bindings();
  return bindings;
}

const ToyViewCommand* toy_command_for_key(const std::string& key) {
  for (const ToyKeyBinding& binding : toy_key_bindings())
    if (binding.key == key) return &binding.command;
  return nullptr;
}

}  // namespace ganscope
