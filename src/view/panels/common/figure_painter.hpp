#pragma once
#include <functional>
#include <glm/vec2.hpp>
#include <memory>
#include <string>
#include <vector>

#include "exchange/picture.hpp"
#include "view/scene/image.hpp"
#include "view/scene/rect.hpp"
#include "view/scene/theme.hpp"

struct ImDrawList;

namespace ganscope {

/// A picture somewhere in a figure, pixel by pixel.
struct PlacedPicture {
  PicturePtr picture;
  Rect place;
};

/// What a figure shows below its heading.
struct FigureContent {
  /// Draws into `area`, over the pictures.
  std::function<void(ImDrawList& draw, const Rect& area, const Theme& theme)> draw;
  /// Where pictures lie in it; none when empty.
  std::function<std::vector<PlacedPicture>(const Rect& area)> pictures{};
};

/// Draws figures for files: a heading, a line below it in small letters, and the content. Needs a current
/// OpenGL context for its whole life.
class FigurePainter {
 public:
  explicit FigurePainter(ThemeKind kind);
  ~FigurePainter();
  FigurePainter(const FigurePainter&) = delete;
  FigurePainter& operator=(const FigurePainter&) = delete;

  /// `size` in pixels.
  [[nodiscard]] Image draw(glm::ivec2 size, const std::string& heading, const std::string& below,
                           const FigureContent& content);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ganscope
