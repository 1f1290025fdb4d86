#pragma once
#include <string>
#include <vector>

#include "view/ui/layout.hpp"

/// Text as ImGui hands it to the renderer: what is really drawn, whatever widget asked for it.
namespace ganscope::test {

struct Glyph {
  std::string window;  ///< the ImGui window that drew it
  Rect place;          ///< pixels
  Rect clip;           ///< what of it is shown
  Rect shape;          ///< its rectangle in the font's texture, which says which glyph it is
};

/// The glyphs of the interface frame that ImGui::Render finished last, in drawing order.
[[nodiscard]] std::vector<Glyph> drawn_glyphs();

/// Of those, the ones in `window`.
[[nodiscard]] std::vector<Glyph> glyphs_in(const std::vector<Glyph>& glyphs, const std::string& window);

/// The glyphs of `roomy`, drawn with all the room they want, that `tight` lacks or shows cut: 0 when
/// no text is clipped. Where they stand doesn't matter.
[[nodiscard]] std::size_t missing_or_cut(const std::vector<Glyph>& tight, const std::vector<Glyph>& roomy);

/// What they say, a character each, as far as it is ASCII ('?' otherwise); blanks are no glyphs. The
/// UiContext that drew them must still be there.
[[nodiscard]] std::string text_of(const std::vector<Glyph>& glyphs);

/// Where `text`, written without blanks, stands among them; empty when nowhere. The same condition.
[[nodiscard]] Rect place_of(const std::vector<Glyph>& glyphs, const std::string& text);

/// Pairs of glyphs that lie on each other by more than `slack` pixels both ways.
[[nodiscard]] std::size_t overlapping(const std::vector<Glyph>& glyphs, float slack);

}  // namespace ganscope::test
