#include "support/sample_pictures.hpp"

#include "app/tour_frames.hpp"
#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/image_plan.hpp"
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
  frame.latent = planned_path(config, tour_anchors(config, space), space)->at(0.3);
  frame.seconds_per_image = 0.0042;
  return frame;
}

ImageFrame sample_grey_frame() {
  TestGenerator generator({.shape = {1, 14, 14}});
  ImageFrame frame;
  frame.image = generated_pictures(generator, std::vector<Latent>{Latent(8, 0.4)})[0];
  return frame;
}

}  // namespace ganscope::test
