#include "view/panels/common/figure_painter.hpp"

#include <imgui.h>

#include "view/gpu/gl.hpp"
#include "view/gpu/render_target.hpp"
#include "view/layers/picture_layer.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr float kFigureMargin = 20;
constexpr float kHeadingHeight = 34;
constexpr float kBelowHeight = 26;

}  // namespace

struct FigurePainter::Impl {
  explicit Impl(ThemeKind kind_) : kind(kind_), colours(theme(kind)) {}

  void draw_pictures(const std::vector<PlacedPicture>& pictures, glm::vec2 size) {
    for (const PlacedPicture& placed : pictures) {
      PictureAtlas atlas;
      atlas.update({1, 1, {placed.picture}});
      const glm::vec2 pixels{placed.picture->width, placed.picture->height};
      layer.draw(atlas, {placed.place, 1, 1, 0}, plain_look(placed.place.size(), pixels, colours.picture),
                 size);
    }
  }

  const ThemeKind kind;
  const Theme& colours;
  UiContext ui;
  PictureLayer layer;
};

FigurePainter::FigurePainter(ThemeKind kind) : impl_(std::make_unique<Impl>(kind)) {}
FigurePainter::~FigurePainter() = default;

Image FigurePainter::draw(glm::ivec2 size, const std::string& heading, const std::string& below,
                          const FigureContent& content) {
  const UiContext::Current current(impl_->ui);
  impl_->ui.set_style(impl_->kind, 1);
  const RenderTarget target(size.x, size.y);
  target.begin(impl_->colours.picture);
  const float top = kFigureMargin + kHeadingHeight + (below.empty() ? 0 : kBelowHeight);
  const Rect area{{kFigureMargin, top}, glm::vec2(size) - kFigureMargin};
  if (content.pictures) impl_->draw_pictures(content.pictures(area), size);
  impl_->ui.begin(size, 0);
  ImDrawList& draw = *ImGui::GetForegroundDrawList();
  ImFont* title = font(TextStyle::title);
  ImFont* small = font(TextStyle::small);
  draw.AddText(title, title->FontSize, {kFigureMargin, kFigureMargin - 4}, to_u32(impl_->colours.text),
               heading.c_str());
  draw.AddText(small, small->FontSize, {kFigureMargin, kFigureMargin + kHeadingHeight - 4},
               to_u32(impl_->colours.text_muted), below.c_str());
  ImGui::PushFont(font(TextStyle::body));
  content.draw(draw, area, impl_->colours);
  ImGui::PopFont();
  glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer());
  glViewport(0, 0, target.width(), target.height());
  impl_->ui.end();
  return target.read();
}

}  // namespace ganscope
