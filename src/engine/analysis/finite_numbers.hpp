#pragma once
#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "core/error.hpp"

namespace ganscope {

/// Throws Error where one of `numbers` is not finite, naming `what` has it and where. NaN compares with
/// nothing: unrefused it would sort anywhere and end as the best of all measures.
template <class Number>
void check_all_finite(std::span<const Number> numbers, const std::string& what) {
  const auto broken =
      std::find_if(numbers.begin(), numbers.end(), [](Number x) { return !std::isfinite(x); });
  if (broken == numbers.end()) return;
  const std::string value = std::isnan(*broken) ? "nan" : *broken < 0 ? "-inf" : "inf";
  throw Error(what + " have " + value + " at place " + std::to_string(broken - numbers.begin() + 1) + " of " +
              std::to_string(numbers.size()) + "; expected finite numbers");
}

}  // namespace ganscope
