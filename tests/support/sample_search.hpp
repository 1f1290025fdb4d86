#pragma once
#include "view/panels/recover/recover_state.hpp"

/// A search for a latent as it could have gone, by a formula.
namespace ganscope::test {

/// After 240 of 400 steps with four restarts, of a generator of 12 x 12 pixels and 24 numbers; every fourth
/// step is kept. `known`: the target's own latent is known.
[[nodiscard]] std::shared_ptr<RecoveryFrame> sample_search(bool known = true);

/// What panels read while that frame is shown.
[[nodiscard]] RecoverPanelInput sample_recover_input(const RecoveryFramePtr& frame);

}  // namespace ganscope::test
