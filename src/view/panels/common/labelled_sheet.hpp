#pragma once
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

/// A sheet of rows, each of as many pictures of one size, under a heading; all pixels of a picture are seen,
/// enlarged by a whole number to about 64 each way. At most as many rows as a picture of 16384 pixels holds;
/// a last line says how many were left out. Needs a current OpenGL context. Throws Error.
[[nodiscard]] Image labelled_sheet(const std::string& heading, const std::vector<LabelledRow>& rows,
                                   ThemeKind kind);

}  // namespace ganscope
