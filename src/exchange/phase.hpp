#pragma once
#include <glm/vec2.hpp>
#include <string>
#include <vector>

namespace ganscope {

/// The phases of one iteration in their order: the first five are a step of the discriminator, the
/// last three a step of the generator.
enum class Phase {
  draw_latents,
  generate,
  draw_real,
  judge,
  discriminator_step,
  draw_new_latents,
  generator_gradients,
  generator_step,
};
inline constexpr int kPhaseCount = 8;

struct PhaseInfo {
  Phase phase;
  std::string name;      ///< a few words, as a heading
  std::string sentence;  ///< what happens, for a class
};
[[nodiscard]] const std::vector<PhaseInfo>& phase_list();

/// What the phase that was just walked worked on. Parts that no phase has made yet are empty.
struct PhaseView {
  Phase phase = Phase::draw_latents;
  std::vector<glm::vec2> latents;           ///< chart coordinates of the batch's latents
  std::vector<glm::vec2> generated;         ///< G of these latents, data units
  std::vector<glm::vec2> real;              ///< the batch's real samples
  std::vector<float> answers_generated;     ///< D's answers as drawn, 0 to 1, from judge on
  std::vector<float> answers_real;
  std::vector<glm::vec2> push;              ///< minus the loss's gradient at `generated`, unscaled
};

}  // namespace ganscope
