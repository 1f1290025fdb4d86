#include "app/recover/search_row.hpp"

#include <cstdio>

#include "core/text.hpp"
#include "view/scene/picture_difference.hpp"

namespace ganscope {

LabelledRow search_row(const ShownSearch& shown) {
  // Texts of one length, so that nothing jumps from frame to frame.
  char text[96];
  std::snprintf(text, sizeof text, "pixel error %.2e", shown.pixel_error);
  std::string detail = text;
  if (shown.z_error) {
    std::snprintf(text, sizeof text, "   z error %6.2f %%", 100 * *shown.z_error);
    detail += text;
  }
  return {shown.name, detail, {shown.target, shown.found, picture_difference(shown.target, shown.found)}};
}

std::string search_heading(std::int64_t steps) {
  return "Target, found, difference after " + with_thousands(steps) + (steps == 1 ? " step" : " steps");
}

int search_cell(std::size_t rows) {
  constexpr int kOne = 192;
  constexpr int kFew = 128;
  return rows == 1 ? kOne : rows <= 3 ? kFew : kSheetCell;
}

}  // namespace ganscope
