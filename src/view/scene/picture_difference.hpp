#pragma once
#include "exchange/picture.hpp"

namespace ganscope {

/// Half grey where both agree, lighter where `b` has more, darker where it has less: half the difference
/// around the middle. Both have one size; nullptr where they don't, or where one is missing.
[[nodiscard]] PicturePtr picture_difference(const PicturePtr& a, const PicturePtr& b);

}  // namespace ganscope
