#pragma once
#include <optional>
#include <string>

#include "exchange/latent.hpp"

namespace ganscope {

/// Generators take latents as f32. The first number of `latent` that f32 cannot hold, as it is nan, infinite
/// or beyond 3.4e38; none where all fit.
[[nodiscard]] std::optional<double> beyond_f32(const Latent& latent);

/// "1e+39, which f32 cannot hold; expected finite numbers from -3.4e38 to 3.4e38", to end a message with.
[[nodiscard]] std::string f32_refusal(double number);

}  // namespace ganscope
