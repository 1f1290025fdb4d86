#pragma once
#include <cstdint>
#include <span>

#include "engine/mlp/network.hpp"

namespace ganscope::mlp {

/// PyTorch's optimiser of a network, with its defaults for all that the configuration doesn't say: RMSprop
/// (alpha 0.99, epsilon 1e-8), Adam (beta2 0.999, epsilon 1e-8), SGD with momentum. All of its state is in
/// moments() and steps().
template <class T>
class Optimiser {
 public:
  Optimiser(OptimiserKind kind, const Network<T>& network);

  /// One step down the network's gradients at this rate; `momentum` is SGD's, or Adam's beta1. The network's
  /// pack() comes after it.
  void step(Network<T>& network, Team& team, double rate, double momentum);

  /// Adam's first moment or SGD's momentum, then the mean of the squared gradients, each as long as the
  /// network's parameters; empty where the optimiser has none.
  [[nodiscard]] std::span<T> first() { return first_; }
  [[nodiscard]] std::span<T> second() { return second_; }
  [[nodiscard]] std::int64_t steps() const { return steps_; }
  void set_steps(std::int64_t steps) { steps_ = steps; }

 private:
  OptimiserKind kind_;
  std::size_t count_;
  Aligned<T> first_;
  Aligned<T> second_;
  std::int64_t steps_ = 0;
};

extern template class Optimiser<float>;
extern template class Optimiser<double>;

}  // namespace ganscope::mlp
