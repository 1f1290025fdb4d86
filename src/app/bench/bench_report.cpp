#include "app/bench/bench_report.hpp"

#include <algorithm>
#include <cstdio>

namespace ganscope {

void print_bench(bool json, const nlohmann::ordered_json& result) {
  if (json) {
    std::printf("%s\n", result.dump().c_str());
    return;
  }
  for (const auto& [key, value] : result.items())
    std::printf("%-36s %s\n", key.c_str(), value.dump().c_str());
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace ganscope
