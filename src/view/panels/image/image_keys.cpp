#include "view/panels/image/image_keys.hpp"

#include "core/error.hpp"

namespace ganscope {
namespace {

std::vector<ImageKeyBinding> make_bindings() {
  using namespace image_command;
  std::vector<ImageKeyBinding> bindings{
      {{"Space", "Path", "play / pause"}, TogglePlay{}},
      {{"N", "Path", "next anchor"}, Snap{1}},
      {{"P", "Path", "previous anchor"}, Snap{-1}},
      {{"Home", "Path", "to the first anchor"}, SetPosition{0}},
      {{"Left", "Path", "back a little"}, MoveBy{-0.01}},
      {{"Right", "Path", "on a little"}, MoveBy{0.01}},
      {{"R", "Path", "return to the path"}, ReturnToPath{}},
      {{"G", "Latents", "generate: one new sample"}, Generate{}},
      {{"E", "Latents", "explore: an endless walk"}, ToggleExplore{}},
      {{"A", "Latents", "make this one an anchor"}, AddAnchor{}},
      {{"X", "Picture", "swap tour and grid"}, SwapViews{}},
      {{"B", "Picture", "move the grid"}, ToggleGridMotion{}},
      {{"S", "Picture", "save the picture"}, SavePicture{}},
      {{"V", "Picture", "start / stop recording a lap"}, ToggleRecording{}},
      {{"C", "Picture", "copy as command"}, CopyCommand{}},
      {{"Tab", "Window", "show / hide the panels"}, TogglePanels{}},
      {{"T", "Window", "dark / light"}, ToggleTheme{}},
      {{"+", "Window", "larger interface"}, ScaleInterface{1.25f}},
      {{"-", "Window", "smaller interface"}, ScaleInterface{0.8f}},
      {{"F2", "Window", "toy mode"}, SwitchMode{}},
      {{"F11", "Window", "full screen"}, ToggleFullscreen{}},
      {{"F1", "Window", "this help"}, ToggleHelp{}},
      {{"?", "Window", "this help"}, ToggleHelp{}},
      {{"Esc", "Window", "close what is open"}, Dismiss{}},
      {{"Ctrl+Q", "Window", "quit"}, Quit{}},
  };
  for (std::size_t i = 0; i < bindings.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (bindings[i].key == bindings[k].key) throw Error("key '" + bindings[i].key + "' is bound twice");
  return bindings;
}

}  // namespace

const std::vector<ImageKeyBinding>& image_key_bindings() {
  static const std::vector<ImageKeyBinding> bindings = make_bindings();
  return bindings;
}

const ImageViewCommand* image_command_for_key(const std::string& key) {
  for (const ImageKeyBinding& binding : image_key_bindings())
    if (binding.key == key) return &binding.command;
  return nullptr;
}

}  // namespace ganscope
