#pragma once
#include <string>

namespace ganscope {

/// A key as menu and help tell it.
struct KeyText {
  std::string key;      ///< "Space", "G", ".", "Tab", "F1", "Ctrl+Q"
  std::string section;  ///< heading in menu and help
  std::string what;     ///< one short line
};

}  // namespace ganscope
