#include "exchange/rgb_colour.hpp"

#include <charconv>
#include <cstdio>

#include "core/error.hpp"

namespace ganscope {
namespace {

constexpr RgbColour kBlack{0, 0, 0};
constexpr RgbColour kWhite{255, 255, 255};

}  // namespace

RgbColour parse_rgb_colour(std::string_view text, std::string_view what) {
  if (text == "black") return kBlack;
  if (text == "white") return kWhite;
  std::uint32_t value = 0;
  const char* end = text.data() + text.size();
  const bool seven = text.size() == 7 && text[0] == '#';
  if (!seven || std::from_chars(text.data() + 1, end, value, 16).ptr != end)
    throw out_of_range(what, "'" + std::string(text) + "'", "black, white or #rrggbb, such as #ff8000");
  return {static_cast<std::uint8_t>(value >> 16U), static_cast<std::uint8_t>(value >> 8U & 255U),
          static_cast<std::uint8_t>(value & 255U)};
}

std::string to_text(RgbColour colour) {
  if (colour == kBlack) return "black";
  if (colour == kWhite) return "white";
  char text[8];
  std::snprintf(text, sizeof text, "#%02x%02x%02x", static_cast<unsigned>(colour.red),
                static_cast<unsigned>(colour.green), static_cast<unsigned>(colour.blue));
  return text;
}

}  // namespace ganscope
