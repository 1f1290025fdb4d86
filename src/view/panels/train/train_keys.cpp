#include "view/panels/train/train_keys.hpp"

#include "core/error.hpp"

namespace ganscope {
namespace {

std::vector<TrainKeyBinding> make_bindings() {
  using namespace train_command;
  std::vector<TrainKeyBinding> bindings{
      {{"Space", "Training", "run / pause"}, ToggleRun{}},
      {{".", "Training", "one iteration, then pause"}, Step{}},
      {{"Left", "Time", "the sheet before"}, LookBeside{-1}},
      {{"Right", "Time", "the sheet after"}, LookBeside{1}},
      {{"Home", "Time", "the first sheet"}, LookAtStart{}},
      {{"End", "Time", "follow the training"}, FollowTraining{}},
      {{"S", "Picture", "save the images"}, SavePicture{}},
      {{"C", "Picture", "copy as command"}, CopyCommand{}},
      {{"F2", "Picture", "open the finished model"}, OpenModel{}},
      {{"Tab", "Window", "show / hide the panels"}, TogglePanels{}},
      {{"T", "Window", "dark / light"}, ToggleTheme{}},
      {{"+", "Window", "larger interface"}, ScaleInterface{1.25f}},
      {{"-", "Window", "smaller interface"}, ScaleInterface{0.8f}},
      {{"F11", "Window", "full screen"}, ToggleFullscreen{}},
      {{"F1", "Window", "this help"}, ToggleHelp{}},
      {{"?", "Window", "this help"}, ToggleHelp{}},
      {{"Esc", "Window", "close what is open"}, Dismiss{}},
      {{"Ctrl+Q", "Window", "stop and quit"}, Quit{}},
  };
  for (std::size_t i = 0; i < bindings.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (bindings[i].key == bindings[k].key) throw Error("key '" + bindings[i].key + "' is bound twice");
  return bindings;
}

}  // namespace

const std::vector<TrainKeyBinding>& train_key_bindings() {
  static const std::vector<TrainKeyBinding> bindings = make_bindings();
  return bindings;
}

const TrainViewCommand* train_command_for_key(const std::string& key) {
  for (const TrainKeyBinding& binding : train_key_bindings())
    if (binding.key == key) return &binding.command;
  return nullptr;
}

}  // namespace ganscope
