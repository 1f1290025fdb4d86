#pragma once
#include "view/panels/image/image_state.hpp"
#include "view/ui/key_text.hpp"

namespace ganscope {

/// The keys of image mode: the same hand as toy mode's.
struct ImageKeyBinding : KeyText {
  ImageViewCommand command;
};
[[nodiscard]] const std::vector<ImageKeyBinding>& image_key_bindings();

/// The command bound to `key`, or nullptr.
[[nodiscard]] const ImageViewCommand* image_command_for_key(const std::string& key);

}  // namespace ganscope
