#pragma once
#include <string>
#include <string_view>

#include "view/ui/shorten_text.hpp"

namespace ganscope {

/// `text` in lines of at most `width` pixels, broken at blanks alone: ImGui breaks behind points and commas
/// too, which tears file names and numbers. Lines that are there stay; a word that is wider stays whole.
[[nodiscard]] std::string wrap_text(std::string_view text, float width, const TextWidth& width_of);

/// In ImGui's current font.
[[nodiscard]] std::string wrap_text(std::string_view text, float width);

}  // namespace ganscope
