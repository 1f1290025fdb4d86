#pragma once
#include <cstdint>

namespace ganscope {

/// sRGB colour, components 0 to 1, straight (not premultiplied) alpha.
struct Colour {
  float r = 0;
  float g = 0;
  float b = 0;
  float a = 1;

  [[nodiscard]] constexpr Colour with_alpha(float alpha) const { return {r, g, b, alpha}; }
  bool operator==(const Colour&) const = default;
};

/// 0xRRGGBB.
[[nodiscard]] constexpr Colour rgb(std::uint32_t hex) {
  return {static_cast<float>(hex >> 16 & 255) / 255.f, static_cast<float>(hex >> 8 & 255) / 255.f,
          static_cast<float>(hex & 255) / 255.f, 1.f};
}

enum class ThemeKind { dark, light };

/// Every colour that is drawn, with its one meaning. Dark for a screen, light for a projector and
/// for print.
struct Theme {
  ThemeKind kind = ThemeKind::dark;
  Colour window;          ///< behind the panels
  Colour panel;           ///< panels
  Colour panel_raised;    ///< controls on a panel
  Colour hairline;        ///< separators, frames
  Colour text;            ///< primary text; contrast with `panel` at least 7:1
  Colour text_muted;      ///< units, captions; contrast at least 4.5:1
  Colour accent;          ///< the control in use, keyboard focus
  Colour picture;         ///< the picture's ground where no field is drawn
  Colour tick;            ///< axis ticks and their numbers
  Colour real_sample;     ///< rings of real samples: neutral
  Colour decision;        ///< the half line of the field
  Colour discriminator;   ///< curves and field where D says real: blue
  Colour generator;       ///< curves and field where D says generated: orange
  Colour gradient;        ///< arrows
  Colour warning;
  Colour error;
  Colour recording;
};

[[nodiscard]] const Theme& theme(ThemeKind kind);

}  // namespace ganscope
