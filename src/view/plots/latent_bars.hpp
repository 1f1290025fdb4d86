#pragma once
#include <optional>
#include <utility>

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

}  // namespace ganscope
