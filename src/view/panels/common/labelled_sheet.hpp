#pragma once
#include <memory>
#include <string>
#include <vector>

#include "exchange/picture.hpp"
#include "view/scene/image.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// A row of pictures with what they show beside it.
struct LabelledRow {
  std::string title;
  std::string detail;  ///< below it, smaller
  std::vector<PicturePtr> pictures;
};

/// Pixels each way that a picture of a sheet has at least, enlarged by a whole number.
inline constexpr int kSheetCell = 64;

/// Draws sheets of rows, each of as many pictures of one size, under a heading; all pixels of a picture are
/// seen. At most as many rows as a picture of 16384 pixels holds; a last line says how many were left out.
/// Needs a current OpenGL context for its whole life.
class SheetPainter {
 public:
  explicit SheetPainter(ThemeKind kind, int cell = kSheetCell);
  ~SheetPainter();
  SheetPainter(const SheetPainter&) = delete;
  SheetPainter& operator=(const SheetPainter&) = delete;

  /// All sheets are as large as the first one, as frames of a video are: later ones have as many rows, and
  /// texts about as long. Throws Error.
  [[nodiscard]] Image draw(const std::string& heading, const std::vector<LabelledRow>& rows);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// One sheet.
[[nodiscard]] Image labelled_sheet(const std::string& heading, const std::vector<LabelledRow>& rows,
                                   ThemeKind kind);

}  // namespace ganscope
