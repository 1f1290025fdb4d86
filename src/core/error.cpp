#include "core/error.hpp"

#include "core/text.hpp"

namespace ganscope {

UsageError unknown_name(std::string_view what, std::string_view value, std::span<const std::string> valid) {
  std::string message = "unknown " + std::string(what) + " '" + std::string(value) + "'";
  if (const std::string nearest = nearest_name(value, valid); !nearest.empty())
    message += "; did you mean '" + nearest + "'?";
  else
    message += ";";
  message += " Valid: " + join(valid, ", ");
  return UsageError(message);
}

UsageError out_of_range(std::string_view what, std::string_view value, std::string_view expected) {
  return UsageError(std::string(what) + " is " + std::string(value) + "; expected " + std::string(expected));
}

}  // namespace ganscope
