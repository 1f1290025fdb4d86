#include "view/ui/shorten_text.hpp"

#include <imgui.h>

#include <vector>

namespace ganscope {
namespace {

constexpr const char* kDots = "...";  // the font's atlas has no ellipsis

/// Where the characters of UTF-8 begin, and the end of the text.
std::vector<std::size_t> character_starts(std::string_view text) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) starts.push_back(i);
  starts.push_back(text.size());
  return starts;
}

/// The greatest of 0 to `most` that fits; what fits less keeps fitting.
template <class Fits>
std::size_t greatest(std::size_t most, Fits fits) {
  std::size_t low = 0;
  while (low < most) {
    const std::size_t middle = (low + most + 1) / 2;
    if (fits(middle))
      low = middle;
    else
      most = middle - 1;
  }
  return low;
}

float width_in_font(std::string_view text) {
  return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
}

}  // namespace

std::string shorten_middle(std::string_view text, float width, const TextWidth& width_of) {
  if (width_of(text) <= width) return std::string(text);
  const std::vector<std::size_t> starts = character_starts(text);
  const std::size_t count = starts.size() - 1;
  const auto keeping = [&](std::size_t kept) {
    const std::size_t last = kept / 2;
    const std::size_t first = kept - last;
    return std::string(text.substr(0, starts[first])) + kDots +
           std::string(text.substr(starts[count - last]));
  };
  const std::size_t most = count == 0 ? 0 : count - 1;
  return keeping(greatest(most, [&](std::size_t kept) { return width_of(keeping(kept)) <= width; }));
}

std::string shorten_path(std::string_view path, float width, const TextWidth& width_of) {
  if (width_of(path) <= width) return std::string(path);
  // A slash at the end belongs to the last part.
  const std::size_t slash = path.size() < 2 ? std::string_view::npos : path.rfind('/', path.size() - 2);
  if (slash == std::string_view::npos) return shorten_middle(path, width, width_of);
  const std::string last = kDots + std::string(path.substr(slash));
  if (width_of(last) > width) return shorten_middle(path.substr(slash + 1), width, width_of);
  const std::vector<std::size_t> starts = character_starts(path.substr(0, slash));
  const auto keeping = [&](std::size_t kept) { return std::string(path.substr(0, starts[kept])) + last; };
  return keeping(
      greatest(starts.size() - 1, [&](std::size_t kept) { return width_of(keeping(kept)) <= width; }));
}

std::string shorten_middle(std::string_view text, float width) {
  return shorten_middle(text, width, width_in_font);
}
std::string shorten_path(std::string_view path, float width) {
  return shorten_path(path, width, width_in_font);
}

}  // namespace ganscope
