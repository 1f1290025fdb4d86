#pragma once
#include <string>

namespace ganscope {

/// A short message over the picture: something was saved, or went wrong.
struct Notice {
  std::string text;
  bool error = false;
  [[nodiscard]] bool empty() const { return text.empty(); }
};

}  // namespace ganscope
