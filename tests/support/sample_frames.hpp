#pragma once
#include "exchange/run_log.hpp"
#include "exchange/toy_command.hpp"
#include "exchange/toy_frame.hpp"
#include "view/panels/toy/toy_state.hpp"

/// Frames and curves as a run could have made them, by formulas: the same on every machine, and
/// without training or the engine's manifolds (only latents and their grids come from its priors).
namespace ganscope::test {

enum class Sample {
  square,         ///< square prior pulled apart towards nine squares
  curve,          ///< interval prior wound through the plane
  atoms,          ///< nine atoms against a spiral
  one_dimension,  ///< 1-D data from a 1-D prior
  diverged,       ///< the square with positions that are no numbers
  empty_parts,    ///< the square without field, mesh, gradients and trails
};

/// The frame for a picture of `size` pixels that shows `state`; every part is there, whether
/// `state` shows it or not (except empty_parts).
[[nodiscard]] ToyFramePtr sample_frame(Sample sample, glm::vec2 size, const ToyViewState& state = {});

/// Curves of so many iterations with metrics every 100, plausible for nine-squares.
[[nodiscard]] RunCurves sample_curves(int iterations = 5000);

/// What panels read while `frame` is shown, with the catalogue filled; both must outlive it.
[[nodiscard]] ToyPanelInput sample_input(const ToyFrame& frame, const RunCurves& curves);

}  // namespace ganscope::test
