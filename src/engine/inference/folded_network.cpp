#include "engine/inference/folded_network.hpp"

#include <algorithm>

#include "engine/inference/bias_activation.hpp"
#include "engine/inference/branches.hpp"
#include "engine/inference/layer_operators.hpp"
#include "engine/inference/packed_layer.hpp"
#include "engine/inference/staged_chain.hpp"
#include "engine/inference/tensor_views.hpp"

namespace ganscope {
namespace {

at::Tensor affine(const FoldedStep& step, const at::Tensor& x) {
  return at::addcmul(per_channel(step.bias, x), x, per_channel(step.weight, x));
}

/// How many steps from `first` on are a row: each takes what the one before gives, and nothing else wants it.
std::size_t steps_in_a_row(const std::vector<FoldedStep>& steps, std::size_t first) {
  std::vector<int> wanted(steps.size() + 1);
  for (const FoldedStep& step : steps)
    for (const int output : step.inputs) ++wanted[static_cast<std::size_t>(output)];
  std::size_t length = 1;
  for (; first + length < steps.size(); ++length) {
    const std::size_t before = first + length;  // the number of the output in between
    const std::vector<int>& inputs = steps[before].inputs;
    if (inputs.size() != 1 || inputs[0] != static_cast<int>(before) || wanted[before] != 1) break;
  }
  return length;
}

class FoldedNetwork final : public Network {
 public:
  FoldedNetwork(std::vector<FoldedStep> steps, Kernels kernels, const TileKernels* tiles)
      : steps_(std::move(steps)),
        branches_(steps_, [](const FoldedStep& step) { return step.inputs; }),
        chains_(steps_.size()),
        within_(steps_.size()),
        packed_(steps_.size()) {
    if (kernels == Kernels::torch) return;
    if (kernels == Kernels::staged && tiles != nullptr) start_chains(*tiles);
    for (std::size_t i = 0; i < steps_.size(); ++i)
      if (!chains_[i] && !within_[i]) packed_[i] = pack_layer(steps_[i]);
  }

  at::Tensor forward(const at::Tensor& latents, const at::Tensor& labels) override {
    return branches_.run(latents, [&](std::size_t i, std::span<const at::Tensor> inputs) {
      if (within_[i]) return inputs[0];  // the chain's result is handed on to its end
      if (chains_[i]) return chains_[i]->run(as_packed_wants(steps_[i], inputs[0]));
      return packed_[i] ? packed_[i]->run(as_packed_wants(steps_[i], inputs[0]))
                        : apply_step(steps_[i], inputs, labels);
    });
  }

 private:
  void start_chains(const TileKernels& tiles) {
    for (std::size_t i = 0; i < steps_.size();) {
      StartedChain started = start_chain(std::span(steps_).subspan(i, steps_in_a_row(steps_, i)), tiles);
      chains_[i] = std::move(started.chain);
      for (std::size_t step = 0; step < started.length; ++step) {
        within_[i + step] = step > 0;
        // Packed by now, and needed no more.
        steps_[i + step].weight = steps_[i + step].bias = at::Tensor();
      }
      i += std::max<std::size_t>(started.length, 1);
    }
  }

  std::vector<FoldedStep> steps_;
  Branches branches_;
  std::vector<std::unique_ptr<StagedChain>> chains_;  ///< where one begins
  std::vector<char> within_;                          ///< steps of a chain behind its first
  std::vector<std::unique_ptr<PackedLayer>> packed_;  ///< null where LibTorch's operators do it
};

}  // namespace

at::Tensor as_packed_wants(const FoldedStep& step, const at::Tensor& x) {
  if (step.kind == StepKind::linear) return flat(x).contiguous();
  return x.contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor apply_step(const FoldedStep& step, std::span<const at::Tensor> inputs, const at::Tensor& labels) {
  if (step.kind == StepKind::plain) return apply_layer(step.layer, inputs, labels);
  const at::Tensor& x = inputs[0];
  if (step.kind == StepKind::affine) return affine(step, x);
  NetworkLayer layer = step.layer;
  layer.tensors[static_cast<std::size_t>(TensorRole::weight)] = step.weight;
  layer.tensors[static_cast<std::size_t>(TensorRole::bias)] = step.bias;
  at::Tensor out = step.kind == StepKind::linear ? at::linear(flat(x), step.weight, step.bias)
                                                 : apply_layer(layer, inputs, labels);
  if (step.channels_last) {
    const TensorShape& shape = *step.channels_last;
    out = out.view({out.size(0), shape[1], shape[2], shape[0]}).permute({0, 3, 1, 2});
  }
  if (step.activation) activate(out, *step.activation);
  return out;
}

std::unique_ptr<Network> make_folded_network(std::vector<FoldedStep> steps, Kernels kernels,
                                             const TileKernels* tiles) {
  return std::make_unique<FoldedNetwork>(std::move(steps), kernels, tiles);
}

}  // namespace ganscope
