#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exchange/latent.hpp"
#include "exchange/latent_space.hpp"
#include "view/scene/rect.hpp"
#include "view/scene/theme.hpp"

namespace ganscope {

/// The latent's numbers as bars from zero, over the range where its prior has nearly all of them; those
/// beyond are cut and coloured. Returns the number and the value that the mouse drags it to, drawing over
/// several bars with one stroke.
[[nodiscard]] std::optional<std::pair<std::size_t, double>> latent_bars(const Latent& latent,
                                                                        const LatentSpace& space,
                                                                        const Rect& place,
                                                                        const Theme& theme);

/// Some of the bars stand out, and what their tooltip says of it.
struct MarkedBars {
  const std::vector<bool>& marked;  ///< one a number
  std::string meaning;              ///< "drawn again at this step"
};
/// The same to look at only.
void latent_bars(const Latent& latent, const LatentSpace& space, const Rect& place, const Theme& theme,
                 const MarkedBars& marks);

}  // namespace ganscope
