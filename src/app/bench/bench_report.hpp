#pragma once
#include <nlohmann/json.hpp>

namespace ganscope {

/// One line of JSON, or one line a key.
void print_bench(bool json, const nlohmann::ordered_json& result);

}  // namespace ganscope
