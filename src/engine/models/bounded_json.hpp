#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace ganscope {

/// JSON of foreign make: at most 32 deep, no key twice in an object, nothing after it. Throws Error
/// "WHERE: ..." with line and column.
[[nodiscard]] nlohmann::ordered_json parse_bounded_json(std::string_view text, const std::string& where);

/// JSON as people write it, as JSON: comments and a comma before a closing bracket become blanks, so that
/// lines and columns of messages stay right. What is no comment stays as it is.
[[nodiscard]] std::string without_comments(std::string_view text);

}  // namespace ganscope
