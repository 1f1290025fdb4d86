#pragma once
#include <string>

namespace ganscope {

/// A key as menu and help tell it.
struct KeyText {
  std::string key;      ///< "Space", "G", ".", "Tab", "F1", "Ctrl+Q"
  std::string section;  ///< heading in menu and help
  std::string what;     ///< one short line
};

/// A key that went down, by the name of KeyText.
struct KeyPress {
  std::string key;
  bool held = false;  ///< down for so long that the keyboard says it again
};

}  // namespace ganscope
