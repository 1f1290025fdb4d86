#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace ganscope {

/// A colour in 8 bits a channel, as files of pictures have it.
struct RgbColour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;

  bool operator==(const RgbColour&) const = default;
};

/// "black", "white" or "#rrggbb"; throws UsageError naming `what` otherwise.
[[nodiscard]] RgbColour parse_rgb_colour(std::string_view text, std::string_view what);
/// As parse_rgb_colour() reads it.
[[nodiscard]] std::string to_text(RgbColour colour);

}  // namespace ganscope
