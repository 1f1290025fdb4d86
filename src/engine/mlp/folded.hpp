#pragma once
#include <span>

#include "engine/mlp/pass.hpp"

namespace ganscope::mlp {

/// A network with the statistics of one batch frozen into its weights: a pure function of each row, for
/// drawing. What a row gets is what it would get as one more member of that batch.
class Folded {
 public:
  /// Takes the statistics of the last forward() of `batch`, whose network this is; without normalisation it
  /// needs no batch to have been.
  Folded(const Network<float>& network, const Pass<float>& batch);
  /// in: any number of rows x inputs; out: as many x outputs.
  void operator()(std::span<const float> in, std::span<float> out) const;

 private:
  const Network<float>* network_;
  Aligned<float> weights_;  ///< packed as the network packs them
  std::vector<std::size_t> at_;
  std::vector<std::size_t> bias_at_;
  int widest_ = 0;
};

}  // namespace ganscope::mlp
