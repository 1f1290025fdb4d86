#include "view/ui/wrap_text.hpp"

#include <imgui.h>

#include <algorithm>

namespace ganscope {

std::string wrap_text(std::string_view text, float width, const TextWidth& width_of) {
  std::string out;
  std::size_t line = 0;  // where the line begins in `out`
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\n') {
      out += '\n';
      line = out.size();
      ++at;
      continue;
    }
    // A word with the blanks before it.
    const std::size_t word = std::min(text.find_first_not_of(' ', at), text.size());
    const std::size_t end = std::min(text.find_first_of(" \n", word), text.size());
    const std::string whole = out.substr(line) + std::string(text.substr(at, end - at));
    if (out.size() > line && word < end && width_of(whole) > width) {
      out += '\n';
      line = out.size();
      out += text.substr(word, end - word);
    } else {
      out += text.substr(at, end - at);
    }
    at = end;
  }
  return out;
}

std::string wrap_text(std::string_view text, float width) {
  return wrap_text(text, width, [](std::string_view part) {
    return ImGui::CalcTextSize(part.data(), part.data() + part.size()).x;
  });
}

}  // namespace ganscope
