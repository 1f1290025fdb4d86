#include "exchange/option_text.hpp"

#include "core/text.hpp"

namespace ganscope {

std::string widths_text(const std::vector<int>& widths) {
  std::vector<std::string> parts;
  for (const int width : widths) parts.push_back(std::to_string(width));
  return join(parts, "-");
}

std::vector<int> parse_widths(const std::string& text, const std::string& what) {
  if (text.find(',') != std::string::npos)
    throw out_of_range(what, "'" + text + "'", "widths joined by '-', such as 20-40-20");
  const std::vector<std::string> parts = split(text, '-');
  if (parts.empty() || parts.size() > 32)
    throw out_of_range(what, "'" + text + "'", "1 to 32 hidden layers such as 20-40-20");
  std::vector<int> widths;
  for (const std::string& part : parts)
    widths.push_back(static_cast<int>(parse_integer_in(part, what, 1, 4096)));
  return widths;
}

bool parse_on_off(const std::string& text, const std::string& what) {
  static const std::vector<std::string> names{"on", "off"};
  if (text != "on" && text != "off") throw unknown_name(what, text, names);
  return text == "on";
}

}  // namespace ganscope
