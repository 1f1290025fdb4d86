#pragma once
#include <cmath>

#include "core/rng.hpp"
#include "exchange/toy_config.hpp"

namespace ganscope::test {

/// A valid configuration anywhere in the space of options, about every third at its default.
class RandomConfig {
 public:
  explicit RandomConfig(std::uint64_t seed) : rng_(seed, "config") {}

  ToyConfig next() {
    ToyConfig c;
    const ToyPreset& preset = toy_presets()[rng_.below(toy_presets().size())];
    if (often()) c.data = preset.data;
    if (often()) c.latent = rng_.below(4) == 0 ? "normal:5" : preset.latent;
    if (often()) c.loss = static_cast<Loss>(rng_.below(5));
    if (often()) c.batches = static_cast<NormalisationBatches>(rng_.below(2));
    if (often()) c.batch = static_cast<int>(2 + rng_.below(65535));
    if (often()) c.seed = rng_.next() >> 1;
    if (often()) c.decay = rng_.uniform(0.01, 1);
    if (often()) c.decay_every = static_cast<int>(1 + rng_.below(1000000000));
    if (often()) c.clip = std::pow(10.0, rng_.uniform(-6, 2));
    if (often()) c.penalty = rng_.uniform(0, 10000);
    if (often()) c.engine = static_cast<Engine>(rng_.below(2));
    c.generator = side();
    // Sides that agree in some options try the general option beside the particular one.
    c.discriminator = rng_.below(3) == 0 ? c.generator : side();
    if (rng_.below(2) == 0) c.discriminator.rate = c.generator.rate;
    if (c.loss == Loss::wgan_gp) c.discriminator.normalisation = Normalisation::none;
    if (c.generator.updates + c.discriminator.updates == 0) c.generator.updates = 1;
    return c;
  }

 private:
  bool often() { return rng_.below(3) != 0; }
  NetworkConfig side() {
    NetworkConfig n;
    if (often()) {
      n.widths.resize(1 + rng_.below(32));
      for (int& width : n.widths) width = static_cast<int>(1 + rng_.below(4096));
    }
    if (often()) n.activation = static_cast<Activation>(rng_.below(4));
    if (often()) n.normalisation = static_cast<Normalisation>(rng_.below(2));
    if (often()) n.optimiser = static_cast<OptimiserKind>(rng_.below(3));
    if (often()) n.rate = std::pow(10.0, rng_.uniform(-8, 1));
    if (often()) n.momentum = rng_.uniform(0, 0.9999);
    if (often()) n.updates = static_cast<int>(rng_.below(101));
    return n;
  }

  Rng rng_;
};

}  // namespace ganscope::test
