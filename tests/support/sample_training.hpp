#pragma once
#include "view/panels/train/train_state.hpp"

/// Moments of an image training as one could have been, by a formula.
namespace ganscope::test {

/// Rings of several sizes: 64 real ones of 28 x 28 pixels; `learnt` from 0, noise, to 1, like the real
/// ones. `alike`: all the same ring.
[[nodiscard]] ImageStackPtr sample_rings(int count, double learnt, bool alike = false);

/// Curves of so many iterations.
[[nodiscard]] ImageTrainCurves sample_train_curves(int iterations);

/// What panels read in the middle of a run of MNIST's size that is healthy; `curves` must outlive it.
[[nodiscard]] TrainPanelInput sample_train_input(const ImageTrainCurves& curves);

/// The warning of a generator that has collapsed, since iteration 1,150.
[[nodiscard]] HealthWarning sample_warning();

}  // namespace ganscope::test
