#include "engine/mlp/optimiser.hpp"

#include <algorithm>
#include <cmath>

#include "engine/mlp/row_kernels.hpp"

namespace ganscope::mlp {

template <class T>
Optimiser<T>::Optimiser(OptimiserKind kind, const Network<T>& network)
    : kind_(kind), count_(network.padded_count()) {
  if (kind != OptimiserKind::rmsprop) first_.assign(count_, T(0));
  if (kind != OptimiserKind::sgd) second_.assign(count_, T(0));
}

template <class T>
void Optimiser<T>::step(Network<T>& network, Team& team, double rate, double momentum) {
  ++steps_;
  WeightStep<T> all{.count = static_cast<std::int64_t>(count_),
                    .gradient = network.gradients().data(),
                    .weight = network.parameters().data(),
                    .first = first_.data(),
                    .second = second_.data(),
                    .rate = static_cast<T>(rate),
                    .momentum = static_cast<T>(momentum),
                    .root = 1};
  if (kind_ == OptimiserKind::adam) {
    const auto n = static_cast<double>(steps_);
    all.rate = static_cast<T>(rate / (1 - std::pow(momentum, n)));
    all.root = static_cast<T>(std::sqrt(1 - std::pow(0.999, n)));
  }
  const RowKernels<T>& kernels = row_kernels<T>();
  const auto kernel = kind_ == OptimiserKind::rmsprop ? kernels.rmsprop
                      : kind_ == OptimiserKind::adam  ? kernels.adam
                                                      : kernels.sgd;
  constexpr int kPiece = 4096;
  const int pieces = static_cast<int>((count_ + kPiece - 1) / kPiece);
  team.run([&](int member) {
    const Share mine(pieces, member, team.size());
    const std::int64_t from = static_cast<std::int64_t>(mine.begin) * kPiece;
    WeightStep<T> part = all;
    part.count = std::min(all.count, static_cast<std::int64_t>(mine.end) * kPiece) - from;
    if (part.count <= 0) return;
    part.gradient += from;
    part.weight += from;
    if (part.first != nullptr) part.first += from;
    if (part.second != nullptr) part.second += from;
    kernel(part);
  });
}

template class Optimiser<float>;
template class Optimiser<double>;

}  // namespace ganscope::mlp
