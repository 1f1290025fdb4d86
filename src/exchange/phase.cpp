#include "exchange/phase.hpp"

namespace ganscope {

const std::vector<PhaseInfo>& phase_list() {
  static const std::vector<PhaseInfo> phases{
      {Phase::draw_latents, "Draw latents", "A batch of random coordinates z is drawn from the prior."},
      {Phase::generate, "Generate", "The generator maps every z to a sample G(z)."},
      {Phase::draw_real, "Draw real samples", "As many real samples are drawn from the data."},
      {Phase::judge, "Judge", "The discriminator answers how real it thinks each sample is."},
      {Phase::discriminator_step, "Discriminator learns",
       "Its weights move so that real samples score higher and generated ones lower: the field moves."},
      {Phase::draw_new_latents, "Draw new latents", "A fresh batch of z is drawn for the generator's turn."},
      {Phase::generator_gradients, "Ask which way",
       "Through the discriminator, every generated sample learns in which direction it would look more real."},
      {Phase::generator_step, "Generator learns",
       "The generator's weights follow these arrows: all samples move at once."},
  };
  return phases;
}

}  // namespace ganscope
