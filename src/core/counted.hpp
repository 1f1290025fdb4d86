#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace ganscope {

/// So many of a thing: "1 frame", "12,345 frames"; `many` where the plural isn't `one` with an s.
[[nodiscard]] std::string counted(std::int64_t count, std::string_view one, std::string_view many = {});

}  // namespace ganscope
