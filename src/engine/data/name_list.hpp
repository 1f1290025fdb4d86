#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope {

/// The `name` of every entry, in order. Throws std::logic_error (a mistake of the programmer) when
/// two entries share one, since the second could never be reached.
template <class Entries>
[[nodiscard]] std::vector<std::string> unique_names(const Entries& entries, std::string_view what) {
  std::vector<std::string> names;
  for (const auto& entry : entries) {
    for (const std::string& earlier : names)
      if (earlier == entry.name)
        throw std::logic_error("two entries of the list of " + std::string(what) + " are named '" +
                               entry.name + "'; expected one");
    names.push_back(entry.name);
  }
  return names;
}

}  // namespace ganscope
