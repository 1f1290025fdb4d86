#include "view/panels/common/labelled_sheet.hpp"

#include <imgui.h>

#include <algorithm>
#include <optional>

#include "core/error.hpp"
#include "view/gpu/gl.hpp"
#include "view/gpu/render_target.hpp"
#include "view/layers/picture_layer.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr int kGap = 2;  ///< between pictures
constexpr int kSheetMargin = 16;
constexpr int kRowGap = 10;
constexpr int kHeading = 44;
constexpr int kMostPixels = 16384;
constexpr float kSpare = 1.1F;  ///< of texts' room, for those of later sheets
/// Texts' room is a multiple of it: a release of ImGui sets the same letters some pixels wider, and a
/// video is no other size for that.
constexpr int kTextStep = 32;

float text_width(TextStyle style, const std::string& text) {
  const ImFont* used = font(style);
  return used->CalcTextSizeA(used->FontSize, 1e9F, 0, text.c_str()).x;
}

int room_for(float text) {
  const int least = static_cast<int>(kSpare * text) + 1;
  return (least + kTextStep - 1) / kTextStep * kTextStep;
}

void write(ImDrawList& draw, TextStyle style, glm::vec2 at, Colour colour, const std::string& text) {
  ImFont* used = font(style);
  draw.AddText(used, used->FontSize, to_imgui(at), to_u32(colour), text.c_str());
}

/// The widest of a sheet's texts, pixels.
struct TextWidths {
  int heading = 0;
  int rows = 0;
};

/// Where things stand on the sheet, pixels.
struct SheetPlaces {
  int cell_width, cell_height, columns, rows, text, width, height;

  SheetPlaces(const std::vector<LabelledRow>& all, const TextWidths& texts, int cell) : text(texts.rows) {
    const Picture& like = *all.front().pictures.front();
    const int factor =
        std::max(1, (cell + std::min(like.width, like.height) - 1) / std::min(like.width, like.height));
    cell_width = factor * like.width;
    cell_height = factor * like.height;
    columns = static_cast<int>(all.front().pictures.size());
    const int row = cell_height + kRowGap;
    rows = std::min(static_cast<int>(all.size()), (kMostPixels - kHeading - 4 * kSheetMargin) / row);
    width = std::max(3 * kSheetMargin + text + columns * (cell_width + kGap) - kGap,
                     2 * kSheetMargin + texts.heading);
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

struct SheetPainter::Impl {
  Impl(ThemeKind kind_, int cell_) : kind(kind_), cell(cell_), colours(theme(kind)) {}

  /// Fonts are measured within an interface frame.
  [[nodiscard]] TextWidths measure(const std::string& heading, const std::vector<LabelledRow>& rows) {
    const RenderTarget scratch(64, 64);
    scratch.begin(colours.picture);
    ui.begin({64, 64}, 0);
    float text = 0;
    for (const LabelledRow& row : rows)
      text =
          std::max({text, text_width(TextStyle::body, row.title), text_width(TextStyle::small, row.detail)});
    const float above = text_width(TextStyle::title, heading);
    ui.end();
    return {room_for(above), room_for(text)};
  }

  void draw_pictures(const std::vector<LabelledRow>& rows, glm::vec2 size) {
    for (int row = 0; row < places->rows; ++row) {
      PictureAtlas atlas;
      atlas.update({1, places->columns, rows[static_cast<std::size_t>(row)].pictures});
      const glm::vec2 corner{places->left(), places->top(row)};
      const glm::vec2 extent{places->columns * (places->cell_width + kGap) - kGap, places->cell_height};
      layer.draw(atlas, {{corner, corner + extent}, 1, places->columns, static_cast<float>(kGap)},
                 {Magnification::nearest, GreyMap::grey, colours.panel_raised}, size);
    }
  }

  void draw_texts(const std::string& heading, const std::vector<LabelledRow>& rows) const {
    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    write(draw, TextStyle::title, {kSheetMargin, 10}, colours.text, heading);
    for (int row = 0; row < places->rows; ++row) {
      const float middle =
          static_cast<float>(places->top(row)) + 0.5F * static_cast<float>(places->cell_height);
      write(draw, TextStyle::body, {kSheetMargin, middle - kTextSize - 2}, colours.text,
            rows[static_cast<std::size_t>(row)].title);
      write(draw, TextStyle::small, {kSheetMargin, middle + 2}, colours.text_muted,
            rows[static_cast<std::size_t>(row)].detail);
    }
    if (const std::size_t left = rows.size() - static_cast<std::size_t>(places->rows); left > 0)
      write(draw, TextStyle::small, {kSheetMargin, places->top(places->rows)}, colours.text_muted,
            "and " + std::to_string(left) + " more");
  }

  const ThemeKind kind;
  const int cell;
  const Theme& colours;
  UiContext ui;
  PictureLayer layer;
  std::optional<SheetPlaces> places;  ///< of the first sheet
  std::optional<RenderTarget> target;
};

SheetPainter::SheetPainter(ThemeKind kind, int cell) : impl_(std::make_unique<Impl>(kind, cell)) {}
SheetPainter::~SheetPainter() = default;

Image SheetPainter::draw(const std::string& heading, const std::vector<LabelledRow>& rows) {
  const UiContext::Current current(impl_->ui);
  impl_->ui.set_style(impl_->kind, 1);
  if (!impl_->places) {
    const SheetPlaces first(rows, impl_->measure(heading, rows), impl_->cell);
    impl_->target.emplace(first.width, first.height);
    impl_->places = first;
  }
  const RenderTarget& target = *impl_->target;
  const glm::vec2 size{target.width(), target.height()};
  target.begin(impl_->colours.picture);
  impl_->draw_pictures(rows, size);
  impl_->ui.begin(size, 0);
  impl_->draw_texts(heading, rows);
  glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer());
  glViewport(0, 0, target.width(), target.height());
  impl_->ui.end();
  return target.read();
}

Image labelled_sheet(const std::string& heading, const std::vector<LabelledRow>& rows, ThemeKind kind) {
  return SheetPainter(kind).draw(heading, rows);
}

}  // namespace ganscope
