#include "support/sample_search.hpp"

#include <cmath>

#include "engine/latent/generated_pictures.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/latent/vectors.hpp"
#include "support/test_generator.hpp"
#include "view/scene/picture_difference.hpp"

namespace ganscope::test {
namespace {

constexpr int kSearchSize = 24;
constexpr std::int64_t kSearchEvery = 4;
constexpr std::int64_t kSearchSteps = 240;

/// Of a restart after so many steps: on the way to the target, some faster than others.
float sample_error(int restart, std::int64_t step) {
  const double t = static_cast<double>(step);
  const double wave = 1 + 0.3 * std::sin(0.11 * t + restart);
  return static_cast<float>(0.05 * wave * std::exp(-t / (38 + 22 * restart)) + 2e-5 * (restart + 1));
}

}  // namespace

std::shared_ptr<RecoveryFrame> sample_search(bool known) {
  const LatentSpace space{.size = kSearchSize};
  TestGenerator generator({.space = space});
  const Latent wanted = seeded_latent(space, 5);
  const Latent start = seeded_latent(space, 8);
  const auto frame = std::make_shared<RecoveryFrame>();
  auto path = std::make_shared<RecoveryPath>();
  for (std::int64_t step = 0; step <= kSearchSteps; step += kSearchEvery) {
    auto moment = std::make_shared<RecoveryMoment>();
    moment->iteration = step;
    for (int restart = 0; restart < 4; ++restart) moment->errors.push_back(sample_error(restart, step));
    const double left = std::exp(-static_cast<double>(step) / 70);
    for (std::size_t i = 0; i < wanted.size(); ++i)
      moment->latent.push_back(wanted[i] + left * (start[i] - wanted[i]));
    moment->picture = generated_pictures(generator, std::vector<Latent>{moment->latent})[0];
    if (known) moment->z_error = distance(moment->latent, wanted) / norm(wanted);
    moment->length = norm(moment->latent);
    moment->resampled.assign(kSearchSize, false);
    if (step > 0)
      moment->resampled[static_cast<std::size_t>(step) % kSearchSize] = moment->resampled[7] = true;
    moment->resampled_total = step / 3;
    path->push_back(std::move(moment));
  }
  frame->run = 1;
  frame->config.iterations = 400;
  frame->config.restarts = 4;
  frame->config.criterion = parse_criterion("hard:2.5");
  frame->name = known ? "seed:5" : "photo";
  if (!known) frame->fitted = "640 x 480: its middle of 480 x 480, scaled to 12 x 12";
  frame->space = space;
  frame->target = generated_pictures(generator, std::vector<Latent>{wanted})[0];
  frame->known = known;
  frame->now = path->back();
  frame->path = std::move(path);
  frame->typical_length = typical_radius(space);
  frame->steps_per_second = 87.6;
  frame->running = true;
  return frame;
}

RecoverPanelInput sample_recover_input(const RecoveryFramePtr& frame) {
  RecoverPanelInput input;
  input.frame = frame;
  input.shown = frame->now;
  input.difference = frame->now ? picture_difference(frame->target, frame->now->picture) : nullptr;
  input.config = frame->config;
  input.model = "/models/pattern.pt";
  input.picture = frame->name;
  input.running = frame->running;
  return input;
}

}  // namespace ganscope::test
