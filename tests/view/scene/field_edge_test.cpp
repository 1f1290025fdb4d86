#include "view/scene/field_edge.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

TEST_CASE("a field that reaches beyond the picture does not fade") {
  const Bounds field{{-2, -2}, {2, 2}};
  CHECK_FALSE(edge_fade(field, {{-1, -1}, {1, 1}}).any());
  CHECK_FALSE(edge_fade(field, field).any());
  CHECK(edge_opacity({-2, 2}, field, {}) == 1);
}

TEST_CASE("only the sides that are seen fade, from nothing at the side") {
  const Bounds field{{-2, -1}, {2, 1}};
  const EdgeFade fade = edge_fade(field, {{-3, -0.5f}, {1, 0.5f}});
  CHECK(fade.left > 0);
  CHECK(fade.left <= 0.5f * (field.max.y - field.min.y));  // the middle stays
  CHECK(fade.right == 0);
  CHECK(fade.below == 0);
  CHECK(fade.above == 0);
  CHECK(edge_opacity({-2, 0}, field, fade) == 0);
  CHECK(edge_opacity({-2 + 0.5f * fade.left, 0}, field, fade) == doctest::Approx(0.5));
  CHECK(edge_opacity({-2 + fade.left, 0}, field, fade) == 1);
  CHECK(edge_opacity({2, 0}, field, fade) == 1);
}

TEST_CASE("a field without extent fades nowhere") {
  CHECK_FALSE(edge_fade({{0, 0}, {0, 0}}, {{-1, -1}, {1, 1}}).any());
}
