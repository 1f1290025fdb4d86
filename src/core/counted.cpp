#include "core/counted.hpp"

#include "core/text.hpp"

namespace ganscope {

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  const std::string number = with_thousands(count) + " ";
  if (count == 1 || many.empty()) return number + std::string(one) + (count == 1 ? "" : "s");
  return number + std::string(many);
}

}  // namespace ganscope
