#pragma once
#include <string>

namespace ganscope {

/// A font's file, and which of those in it.
struct FontFile {
  std::string path;  ///< "" for none
  int index = 0;
};

/// The interface's font as fontconfig finds it, wherever a distribution or a person keeps it: Inter in medium
/// weight, else the nearest of Noto Sans, DejaVu Sans and the system's own sans-serif. Nothing where no
/// scalable font is installed.
[[nodiscard]] FontFile find_screen_font();

}  // namespace ganscope
