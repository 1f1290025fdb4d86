#include "engine/inference/folded_network.hpp"

#include "engine/inference/bias_activation.hpp"
#include "engine/inference/branches.hpp"
#include "engine/inference/layer_operators.hpp"
#include "engine/inference/packed_layer.hpp"
#include "engine/inference/tensor_views.hpp"

namespace ganscope {
namespace {

at::Tensor affine(const FoldedStep& step, const at::Tensor& x) {
  return at::addcmul(per_channel(step.bias, x), x, per_channel(step.weight, x));
}

class FoldedNetwork final : public Network {
 public:
  FoldedNetwork(std::vector<FoldedStep> steps, Kernels kernels)
      : steps_(std::move(steps)), branches_(steps_, [](const FoldedStep& step) { return step.inputs; }) {
    for (const FoldedStep& step : steps_)
      packed_.push_back(kernels == Kernels::packed ? pack_layer(step) : nullptr);
  }

  at::Tensor forward(const at::Tensor& latents, const at::Tensor& labels) override {
    return branches_.run(latents, [&](std::size_t i, std::span<const at::Tensor> inputs) {
      return packed_[i] ? packed_[i]->run(as_packed_wants(steps_[i], inputs[0]))
                        : apply_step(steps_[i], inputs, labels);
    });
  }

 private:
  std::vector<FoldedStep> steps_;
  Branches branches_;
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

std::unique_ptr<Network> make_folded_network(std::vector<FoldedStep> steps, Kernels kernels) {
  return std::make_unique<FoldedNetwork>(std::move(steps), kernels);
}

}  // namespace ganscope
