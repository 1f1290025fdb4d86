#include "view/scene/picture_difference.hpp"

namespace ganscope {

PicturePtr picture_difference(const PicturePtr& a, const PicturePtr& b) {
  if (!a || !b || a->width != b->width || a->height != b->height || a->channels != b->channels)
    return nullptr;
  auto out = std::make_shared<Picture>(*a);
  for (std::size_t i = 0; i < out->values.size(); ++i)
    // From 0 to 255 with 128 where both agree, rounded up.
    out->values[i] = static_cast<std::uint8_t>((255 + b->values[i] - a->values[i] + 1) / 2);
  return out;
}

}  // namespace ganscope
