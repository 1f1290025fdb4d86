#include "view/panels/common/labelled_sheet.hpp"

#include <imgui.h>

#include <algorithm>

#include "core/error.hpp"
#include "view/gpu/gl.hpp"
#include "view/gpu/render_target.hpp"
#include "view/layers/picture_layer.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr int kUsualCell = 64;  ///< pixels each way at least
constexpr int kGap = 2;         ///< between pictures
constexpr int kSheetMargin = 16;
constexpr int kRowGap = 10;
constexpr int kHeading = 44;
constexpr int kMostPixels = 16384;

float text_width(TextStyle style, const std::string& text) {
  const ImFont* used = font(style);
  return used->CalcTextSizeA(used->FontSize, 1e9F, 0, text.c_str()).x;
}

void write(ImDrawList& draw, TextStyle style, glm::vec2 at, Colour colour, const std::string& text) {
  ImFont* used = font(style);
  draw.AddText(used, used->FontSize, to_imgui(at), to_u32(colour), text.c_str());
}

/// Where things stand on the sheet, pixels.
struct SheetPlaces {
  int cell_width, cell_height, columns, rows, text, width, height;

  SheetPlaces(const std::vector<LabelledRow>& all, int text_pixels) : text(text_pixels) {
    const Picture& like = *all.front().pictures.front();
    const int factor =
        std::max(1, (kUsualCell + std::min(like.width, like.height) - 1) / std::min(like.width, like.height));
    cell_width = factor * like.width;
    cell_height = factor * like.height;
    columns = static_cast<int>(all.front().pictures.size());
    const int row = cell_height + kRowGap;
    rows = std::min(static_cast<int>(all.size()), (kMostPixels - kHeading - 4 * kSheetMargin) / row);
    width = 3 * kSheetMargin + text + columns * (cell_width + kGap) - kGap;
    height =
        kHeading + kSheetMargin + rows * row + (rows < static_cast<int>(all.size()) ? 2 * kSheetMargin : 0);
    width += width % 2;
    height += height % 2;
    if (rows < 1 || width > kMostPixels) {
      const int fitting = std::max(0, (kMostPixels - 3 * kSheetMargin - text) / (cell_width + kGap));
      throw Error("the sheet would have " + std::to_string(width) + "x" + std::to_string(height) +
                  " pixels; expected at most " + std::to_string(kMostPixels) +
                  " each way: of pictures this large no more than " + std::to_string(fitting) + " a row");
    }
  }
  [[nodiscard]] int top(int row) const { return kHeading + row * (cell_height + kRowGap); }
  [[nodiscard]] int left() const { return 2 * kSheetMargin + text; }
};

}  // namespace

Image labelled_sheet(const std::string& heading, const std::vector<LabelledRow>& rows, ThemeKind kind) {
  const Theme& colours = theme(kind);
  UiContext ui;
  const UiContext::Current current(ui);
  ui.set_style(kind, 1);
  const RenderTarget scratch(64, 64);
  scratch.begin(colours.picture);
  ui.begin({64, 64}, 0);  // fonts are measured within a frame
  float text = 0;
  for (const LabelledRow& row : rows)
    text = std::max({text, text_width(TextStyle::body, row.title), text_width(TextStyle::small, row.detail)});
  ui.end();
  const SheetPlaces places(rows, static_cast<int>(text) + 1);
  const RenderTarget target(places.width, places.height);
  const glm::vec2 size{places.width, places.height};
  target.begin(colours.picture);
  PictureLayer layer;
  for (int row = 0; row < places.rows; ++row) {
    PictureAtlas atlas;
    atlas.update({1, places.columns, rows[static_cast<std::size_t>(row)].pictures});
    const glm::vec2 corner{places.left(), places.top(row)};
    const glm::vec2 extent{places.columns * (places.cell_width + kGap) - kGap, places.cell_height};
    layer.draw(atlas, {{corner, corner + extent}, 1, places.columns, static_cast<float>(kGap)},
               {Magnification::nearest, GreyMap::grey, colours.panel_raised}, size);
  }
  ui.begin(size, 0);
  ImDrawList& draw = *ImGui::GetForegroundDrawList();
  write(draw, TextStyle::title, {kSheetMargin, 10}, colours.text, heading);
  for (int row = 0; row < places.rows; ++row) {
    const float middle = static_cast<float>(places.top(row)) + 0.5F * static_cast<float>(places.cell_height);
    write(draw, TextStyle::body, {kSheetMargin, middle - kTextSize - 2}, colours.text,
          rows[static_cast<std::size_t>(row)].title);
    write(draw, TextStyle::small, {kSheetMargin, middle + 2}, colours.text_muted,
          rows[static_cast<std::size_t>(row)].detail);
  }
  if (const std::size_t left = rows.size() - static_cast<std::size_t>(places.rows); left > 0)
    write(draw, TextStyle::small, {kSheetMargin, places.top(places.rows)}, colours.text_muted,
          "and " + std::to_string(left) + " more");
  glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer());
  glViewport(0, 0, places.width, places.height);
  ui.end();
  return target.read();
}

}  // namespace ganscope
