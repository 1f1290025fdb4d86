#include "exchange/option.hpp"

#include "core/text.hpp"

namespace ganscope {

const std::string& meaning_of(OptionEffect effect) {
  static const std::vector<std::string> meanings{"Takes effect at once; training goes on.",
                                                 "Needs a reset to take effect.", "Starts anew at once."};
  return meanings[static_cast<std::size_t>(effect)];
}

namespace {

/// " steps", of one " step".
std::string unit_behind(const std::string& unit, const std::string& value) {
  if (unit.empty()) return {};
  const bool one = value == "1" && unit.ends_with('s') && !unit.ends_with("/s");
  return " " + (one ? unit.substr(0, unit.size() - 1) : unit);
}

}  // namespace

std::string help_line(const OptionText& option, const std::string& value) {
  std::vector<std::string> parts;
  if (!option.flag && option.tells_range && !option.expected.empty()) parts.push_back(option.expected);
  if (!option.fallback.empty())
    parts.push_back("default " + option.fallback);
  else if (!value.empty())
    parts.push_back("default " + value + unit_behind(option.unit, value));
  else if (!option.unit.empty() && !parts.empty())
    parts.front() += " " + option.unit;
  else if (!option.unit.empty())
    parts.push_back(option.unit);
  return parts.empty() ? option.help : option.help + " (" + join(parts, "; ") + ")";
}

}  // namespace ganscope
