#include "support/sample_pictures.hpp"

#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/image_plan.hpp"
#include "engine/latent/tour_frames.hpp"
#include "support/test_generator.hpp"

namespace ganscope::test {

ImageFrame sample_image_frame() {
  TestGenerator generator;
  const LatentSpace space = generator.latent_space();
  ImageConfig config;
  config.layout = TourLayout::strip;
  config.reach = 0.04;
  TourFrames frames(config, space, tour_anchors(config, space), 100);
  ImageFrame frame = frames.frame(30, generator);
  config.rows = 5;
  config.columns = 6;
  const std::vector<Anchor> anchors = grid_anchors(config, space);
  frame.grid = {5, 6, generated_pictures(generator, planned_grid(config, anchors, space).cells)};
  frame.grid.cells[22] = nullptr;
  frame.grid_waiting = 1;
  frame.thumbnails = generated_pictures(generator, latents_of(anchors));
  auto model = std::make_shared<ModelInfo>();
  model->generation = 1;
  model->path = "/models/pattern.pt";
  model->name = "test pattern";
  model->data = "a formula";
  model->space = space;
  model->shape = generator.image_shape();
  model->assumptions = {"the latent prior is normal"};
  frame.model = std::move(model);
  frame.latent = planned_path(config, tour_anchors(config, space), space)->at(0.3);
  frame.seconds_per_image = 0.0042;
  return frame;
}

ImagePanelInput sample_image_input(const ImageFrame& frame) {
  const LatentSpace space{.size = 8};
  ImagePanelInput input;
  input.frame = &frame;
  input.config.rows = 5;
  input.config.columns = 6;
  std::vector<Latent> latents;
  for (const Anchor& anchor : grid_anchors(input.config, space)) {
    input.anchors.push_back(anchor.name);
    latents.push_back(anchor.latent);
  }
  input.path = PathKind::arcs;
  const LatentPathPtr path = make_path(PathKind::arcs, latents, space);
  input.positions = path->anchor_positions();
  input.position = 0.3;
  input.latent = path->at(0.3);
  input.playing = true;
  for (int i = -4; i <= 4; ++i) input.strip.push_back(0.3 + 0.04 * i);
  input.recent = {{"/models/pattern.pt"}, {"/models/faces_dcgan32.pt"}};
  return input;
}

ImageFrame sample_grey_frame() {
  TestGenerator generator({.shape = {1, 14, 14}});
  ImageFrame frame;
  frame.image = generated_pictures(generator, std::vector<Latent>{Latent(8, 0.4)})[0];
  return frame;
}

}  // namespace ganscope::test
