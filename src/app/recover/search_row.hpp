#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "view/panels/common/labelled_sheet.hpp"

namespace ganscope {

/// A moment of a search for one picture's latent, for the eye.
struct ShownSearch {
  std::string name;  ///< of the picture
  PicturePtr target;
  PicturePtr found;
  double pixel_error = 0;         ///< mean squared
  std::optional<double> z_error;  ///< relative; where the latent is known
};

// How every picture and every video of a search is drawn, the window's and the command's.

/// A row of its sheet: the target, what was found, and their difference.
[[nodiscard]] LabelledRow search_row(const ShownSearch& shown);
/// "Target, found, difference after 1,000 steps".
[[nodiscard]] std::string search_heading(std::int64_t steps);
/// Pixels each way of the pictures of `rows` targets: one alone is shown large.
[[nodiscard]] int search_cell(std::size_t rows);

}  // namespace ganscope
