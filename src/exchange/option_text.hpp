#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace ganscope {

/// The enumerator whose name is `text`; `names` in the enumerators' order. Throws UsageError naming `what`.
template <class Enum>
[[nodiscard]] Enum parse_enum(const std::string& text, const std::string& what,
                              const std::vector<std::string>& names) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) throw unknown_name(what, text, names);
  return static_cast<Enum>(found - names.begin());
}

/// The entry of `options` that is called `name`. Throws UsageError with the nearest name.
template <class Options>
[[nodiscard]] const auto& option_called(const Options& options, const std::string& name) {
  for (const auto& option : options)
    if (option.name == name) return option;
  std::vector<std::string> names;
  for (const auto& option : options) names.push_back(option.name);
  throw unknown_name("option", name, names);
}

/// Hidden layer widths as "20-40-20", and back: 1 to 32 layers of 1 to 4096. Throws UsageError.
[[nodiscard]] std::string widths_text(const std::vector<int>& widths);
[[nodiscard]] std::vector<int> parse_widths(const std::string& text, const std::string& what);

/// "on" and "off". Throws UsageError naming `what`.
[[nodiscard]] bool parse_on_off(const std::string& text, const std::string& what);

}  // namespace ganscope
