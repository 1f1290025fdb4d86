#pragma once
#include <nlohmann/json.hpp>
#include <vector>

namespace ganscope {

/// One line of JSON, or one line a key.
void print_bench(bool json, const nlohmann::ordered_json& result);

/// The middle one (the upper of two); not of an empty list.
[[nodiscard]] double median(std::vector<double> values);

}  // namespace ganscope
