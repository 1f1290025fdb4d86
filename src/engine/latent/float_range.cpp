#include "engine/latent/float_range.hpp"

#include <cmath>
#include <limits>

#include "core/text.hpp"

namespace ganscope {

std::optional<double> beyond_f32(const Latent& latent) {
  // Written so that nan is beyond too.
  for (const double x : latent)
    if (!(std::fabs(x) <= static_cast<double>(std::numeric_limits<float>::max()))) return x;
  return std::nullopt;
}

std::string f32_refusal(double number) {
  return exact_number(number) + ", which f32 cannot hold; expected finite numbers from -3.4e38 to 3.4e38";
}

}  // namespace ganscope
