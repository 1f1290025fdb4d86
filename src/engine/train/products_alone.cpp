#include "engine/train/products_alone.hpp"

#include <algorithm>

#include "core/clock.hpp"
#include "engine/data/manifold.hpp"
#include "engine/data/prior.hpp"
#include "engine/mlp/pass.hpp"
#include "engine/threads.hpp"

namespace ganscope {

double products_alone_seconds(const ToyConfig& config, int warm_up, int iterations) {
  const int latent_dims = make_prior(config.latent)->dims();
  const int data_dims = make_manifold(config.data)->ambient_dims();
  mlp::Team team(threads_in_use());
  mlp::Network<float> generator(latent_dims, data_dims, config.generator);
  mlp::Network<float> discriminator(data_dims, 1, config.discriminator);
  Rng rng(config.seed, "products");
  for (mlp::Network<float>* network : {&generator, &discriminator}) {
    network->draw(rng);
    network->pack(team);
  }
  mlp::Pass<float> making(generator, team);
  mlp::Pass<float> judging(discriminator, team);
  making.shape(config.batch);
  judging.shape(2 * config.batch);
  for (const std::span<float> input : {making.input(), judging.input()}) rng.fill_normal(input);
  const auto iterate = [&] {
    for (int i = 0; i < config.discriminator.updates; ++i) {
      making.multiply_alone({.weights = false, .inputs_from = -1});
      judging.multiply_alone({.weights = true, .inputs_from = -1});
    }
    for (int i = 0; i < config.generator.updates; ++i) {
      making.multiply_alone({.weights = true, .inputs_from = -1});
      judging.multiply_alone({.weights = false, .inputs_from = config.batch});
    }
  };
  for (int i = 0; i < warm_up; ++i) iterate();
  const Stopwatch watch;
  for (int i = 0; i < iterations; ++i) iterate();
  return watch.seconds();
}

}  // namespace ganscope
