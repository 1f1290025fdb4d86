#include "view/scene/layer_content.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

TEST_CASE("a frame without anything holds no layer, one with everything all") {
  ToyFrame frame;
  for (const LayerInfo& layer : layer_list()) {
    CAPTURE(layer.name);
    CHECK_FALSE(frame_holds(frame, layer.id));
  }
  frame.real = frame.generated = frame.chart = {{0, 0}};
  frame.field.answer = {0.5f};
  frame.mesh.chart = frame.mesh.position = {{0, 0}};
  frame.gradients = {{{0, 0}}, {{1, 0}}};
  frame.trails = {{{0, 0}}, {{{0, 0}}}};
  for (const LayerInfo& layer : layer_list()) {
    CAPTURE(layer.name);
    CHECK(frame_holds(frame, layer.id));
  }
}

TEST_CASE("each part of a frame is asked for by the layers that draw it") {
  ToyFrame frame;
  frame.field.answer = {0.5f};
  CHECK(frame_holds(frame, LayerId::field));
  CHECK(frame_holds(frame, LayerId::decision));
  CHECK_FALSE(frame_holds(frame, LayerId::gradients));
  CHECK_FALSE(frame_holds(frame, LayerId::trails));
}

TEST_CASE("1-D: the half line needs no field, and lines of latents no mesh") {
  ToyFrame frame;
  frame.data_dims = 1;
  CHECK(frame_holds(frame, LayerId::decision));
  CHECK_FALSE(frame_holds(frame, LayerId::mesh));
  frame.chart = {{0.5f, 0.5f}};
  CHECK(frame_holds(frame, LayerId::mesh));
}
