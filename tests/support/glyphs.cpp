#include "support/glyphs.hpp"

#include <imgui.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace ganscope::test {
namespace {

/// The six indices of a rectangle as ImGui writes text: two triangles from four corners in turn.
bool is_rectangle(const ImDrawIdx* i) {
  return i[1] == i[0] + 1 && i[2] == i[0] + 2 && i[3] == i[0] && i[4] == i[2] && i[5] == i[0] + 3;
}

/// A rectangle cut from the font's texture: two opposite corners of it, the others in line.
bool is_glyph(const ImDrawVert* v) {
  return v[0].uv.x < v[2].uv.x && v[0].uv.y < v[2].uv.y && v[1].uv.x == v[2].uv.x && v[1].uv.y == v[0].uv.y &&
         v[3].uv.x == v[0].uv.x && v[3].uv.y == v[2].uv.y;
}

Rect rect(ImVec2 min, ImVec2 max) { return {{min.x, min.y}, {max.x, max.y}}; }

void add_glyphs(const ImDrawList& list, const ImDrawCmd& command, std::vector<Glyph>& out) {
  if (command.TextureId != ImGui::GetIO().Fonts->TexID) return;
  const std::string window = list._OwnerName != nullptr ? list._OwnerName : "";
  const ImVec4& c = command.ClipRect;
  const int end = static_cast<int>(command.IdxOffset + command.ElemCount);
  for (int i = static_cast<int>(command.IdxOffset); i + 6 <= end; i += 3) {
    const ImDrawIdx* indices = &list.IdxBuffer.Data[i];
    if (!is_rectangle(indices)) continue;
    const ImDrawVert* v = &list.VtxBuffer.Data[command.VtxOffset + indices[0]];
    if (!is_glyph(v)) continue;
    out.push_back({window, rect(v[0].pos, v[2].pos), rect({c.x, c.y}, {c.z, c.w}), rect(v[0].uv, v[2].uv)});
    i += 3;
  }
}

bool inside(const Rect& inner, const Rect& outer) {
  return inner.min.x >= outer.min.x && inner.min.y >= outer.min.y && inner.max.x <= outer.max.x &&
         inner.max.y <= outer.max.y;
}

}  // namespace

std::vector<Glyph> drawn_glyphs() {
  std::vector<Glyph> out;
  const ImDrawData* data = ImGui::GetDrawData();
  for (int i = 0; data != nullptr && i < data->CmdListsCount; ++i)
    for (const ImDrawCmd& command : data->CmdLists[i]->CmdBuffer)
      add_glyphs(*data->CmdLists[i], command, out);
  return out;
}

std::vector<Glyph> glyphs_in(const std::vector<Glyph>& glyphs, const std::string& window) {
  std::vector<Glyph> out;
  std::copy_if(glyphs.begin(), glyphs.end(), std::back_inserter(out),
               [&](const Glyph& glyph) { return glyph.window == window; });
  return out;
}

std::string text_of(const std::vector<Glyph>& glyphs) {
  std::map<std::tuple<float, float>, char> letters;
  for (const ImFont* font : ImGui::GetIO().Fonts->Fonts)
    for (char c = '!'; c <= '~'; ++c)
      if (const ImFontGlyph* glyph = font->FindGlyphNoFallback(static_cast<ImWchar>(c)))
        letters[{glyph->U0, glyph->V0}] = c;
  std::string out;
  for (const Glyph& glyph : glyphs) {
    const auto found = letters.find({glyph.shape.min.x, glyph.shape.min.y});
    out += found == letters.end() ? '?' : found->second;
  }
  return out;
}

Rect place_of(const std::vector<Glyph>& glyphs, const std::string& text) {
  const std::size_t at = text_of(glyphs).find(text);
  if (at == std::string::npos) return {};
  Rect out = glyphs[at].place;
  for (std::size_t i = at; i < at + text.size(); ++i) {
    const Rect& place = glyphs[i].place;
    out.min = {std::min(out.min.x, place.min.x), std::min(out.min.y, place.min.y)};
    out.max = {std::max(out.max.x, place.max.x), std::max(out.max.y, place.max.y)};
  }
  return out;
}

std::size_t missing_or_cut(const std::vector<Glyph>& tight, const std::vector<Glyph>& roomy) {
  std::map<std::tuple<float, float, float, float>, std::ptrdiff_t> wanted;
  const auto key = [](const Rect& r) { return std::tuple(r.min.x, r.min.y, r.max.x, r.max.y); };
  for (const Glyph& glyph : roomy) ++wanted[key(glyph.shape)];
  for (const Glyph& glyph : tight)
    if (inside(glyph.place, glyph.clip)) --wanted[key(glyph.shape)];
  std::size_t missing = 0;
  for (const auto& [shape, count] : wanted)
    missing += static_cast<std::size_t>(std::max<std::ptrdiff_t>(count, 0));
  return missing;
}

std::size_t overlapping(const std::vector<Glyph>& glyphs, float slack) {
  std::size_t pairs = 0;
  for (std::size_t a = 0; a < glyphs.size(); ++a)
    for (std::size_t b = 0; b < a; ++b) {
      const Rect& p = glyphs[a].place;
      const Rect& q = glyphs[b].place;
      const float across = std::min(p.max.x, q.max.x) - std::max(p.min.x, q.min.x);
      const float down = std::min(p.max.y, q.max.y) - std::max(p.min.y, q.min.y);
      if (across > slack && down > slack) ++pairs;
    }
  return pairs;
}

}  // namespace ganscope::test
