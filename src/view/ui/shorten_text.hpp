#pragma once
#include <functional>
#include <string>
#include <string_view>

namespace ganscope {

/// How wide a text is, in pixels.
using TextWidth = std::function<float(std::string_view)>;

/// `text` where it is at most `width` pixels wide, else as many of its first and last characters as fit on
/// both sides of "...", the first half longer by one at most. Never less than "...", and no character of
/// UTF-8 is cut.
[[nodiscard]] std::string shorten_middle(std::string_view text, float width, const TextWidth& width_of);

/// The same for a path, whose last part says most: it stays whole while it fits behind "...", and what stands
/// before it is cut. A last part that has no room there stands alone, shortened in its own middle where it must.
[[nodiscard]] std::string shorten_path(std::string_view path, float width, const TextWidth& width_of);

/// In ImGui's current font.
[[nodiscard]] std::string shorten_middle(std::string_view text, float width);
[[nodiscard]] std::string shorten_path(std::string_view path, float width);

}  // namespace ganscope
