#include "app/bench/bench_report.hpp"

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

}  // namespace ganscope
