#pragma once
#include "view/panels/common/notice.hpp"
#include "view/scene/rect.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// A message centred at the upper edge of `room`: an error stays, a notice goes by itself. Returns the place
/// taken, empty when there is none.
[[nodiscard]] Rect notice_box(const Notice& notice, const Theme& theme, const Rect& room);

}  // namespace ganscope
