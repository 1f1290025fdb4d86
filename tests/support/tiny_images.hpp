#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/rng.hpp"
#include "engine/images/image_set.hpp"

namespace ganscope::test {

/// Images of bright squares at random places on dark noise, in memory.
inline ImageSetPtr tiny_image_set(int count = 64, int channels = 1, int side = 28) {
  auto pixels = std::make_shared<std::vector<std::uint8_t>>();
  Rng rng(7, "tiny images");
  for (int i = 0; i < count; ++i) {
    const auto left = static_cast<int>(rng.below(static_cast<std::uint64_t>(side / 2)));
    const auto top = static_cast<int>(rng.below(static_cast<std::uint64_t>(side / 2)));
    for (int c = 0; c < channels; ++c)
      for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
          const bool inside = x >= left && x < left + side / 2 && y >= top && y < top + side / 2;
          pixels->push_back(static_cast<std::uint8_t>((inside ? 200 : 20) + rng.below(30)));
        }
  }
  auto set = std::make_shared<ImageSet>();
  set->name = "tiny";
  set->count = count;
  set->channels = channels;
  set->height = set->width = side;
  set->values = *pixels;
  set->storage = pixels;
  return set;
}

}  // namespace ganscope::test
