#include "view/panels/common/command_table.hpp"

namespace ganscope {

std::vector<CommandLine> window_lines(const std::string& other_mode, const std::string& quit) {
  return {
      {{"Tab", "Window", "show / hide the panels"}, "toggle-panels"},
      {{"T", "Window", "dark / light"}, "toggle-theme"},
      {{"+", "Window", "larger interface"}, "scale-interface 1.25"},
      {{"-", "Window", "smaller interface"}, "scale-interface 0.8"},
      {{"F2", "Window", other_mode}, "switch-mode"},
      {{"F11", "Window", "full screen"}, "toggle-fullscreen"},
      {{"F1", "Window", "this help"}, "toggle-help"},
      {{"?", "Window", "this help"}, "toggle-help"},
      {{"Esc", "Window", "close what is open"}, "dismiss"},
      {{"Ctrl+Q", "Window", quit}, "quit"},
  };
}

}  // namespace ganscope
