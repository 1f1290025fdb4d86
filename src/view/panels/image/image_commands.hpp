#pragma once
#include "view/panels/common/command_table.hpp"
#include "view/panels/image/image_state.hpp"

namespace ganscope {

/// The commands of image mode: the same hand as the toy mode's.
[[nodiscard]] const CommandTable<ImageViewCommand>& image_commands();

}  // namespace ganscope
