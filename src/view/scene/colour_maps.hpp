#pragma once
#include <glm/vec2.hpp>

#include "view/scene/theme.hpp"

namespace ganscope {

/// Hue owned by the latent coordinate: one 2-D map for samples, mesh and inset. `chart` in [0, 1]^2.
[[nodiscard]] Colour latent_colour(glm::vec2 chart, const Theme& theme);

/// The discriminator's answer, 0 (generated: orange) over one half (neutral) to 1 (real: blue), low
/// in chroma so that it stays behind everything else.
[[nodiscard]] Colour field_colour(float answer, const Theme& theme);

/// CIE L* of an sRGB colour, 0 to 100.
[[nodiscard]] float lightness(Colour colour);
/// WCAG 2 contrast ratio, 1 to 21.
[[nodiscard]] float contrast(Colour a, Colour b);
/// CIE76 difference in Lab.
[[nodiscard]] float colour_difference(Colour a, Colour b);

enum class ColourVision { normal, protanopia, deuteranopia, tritanopia };
/// How the colour looks with a colour blindness (Machado, Oliveira and Fernandes 2009, severity 1).
[[nodiscard]] Colour simulate(Colour colour, ColourVision vision);

}  // namespace ganscope
