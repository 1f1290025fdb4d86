#include "engine/inference/tuned_network.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace ganscope;

TEST_SUITE("tuned network") {
  TEST_CASE("a batch that any kind of layer normalises by itself is one batch") {
    for (const LayerKind kind :
         {LayerKind::batch_norm, LayerKind::conditional_batch_norm, LayerKind::linear}) {
      std::vector<NetworkLayer> layers(3);
      layers[1].plan.card.kind = kind;
      CHECK_FALSE(uses_batch_statistics(layers));
      layers[1].plan.card.batch_statistics = true;
      CHECK(uses_batch_statistics(layers));
    }
    CHECK_FALSE(uses_batch_statistics({}));
  }
}
