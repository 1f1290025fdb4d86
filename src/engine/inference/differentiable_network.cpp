#include "engine/inference/differentiable_network.hpp"

#include <torch/csrc/autograd/autograd.h>

#include <utility>

#include "core/error.hpp"
#include "engine/inference/activation_gradient.hpp"
#include "engine/inference/branches.hpp"
#include "engine/inference/folded_network.hpp"
#include "engine/inference/layer_operators.hpp"
#include "engine/inference/packed_layer.hpp"
#include "engine/inference/tensor_views.hpp"

namespace ganscope {
namespace {

constexpr auto kChannelsLast = at::MemoryFormat::ChannelsLast;

/// The step whose forward pass is `step`'s gradient by its input: a matrix product with the transposed
/// weight, a convolution for a transposed one with the same weight, and the other way round.
FoldedStep mirrored(const FoldedStep& step) {
  FoldedStep out;
  out.layer = step.layer;
  out.weight = step.kind == StepKind::linear ? step.weight.t().contiguous() : step.weight;
  out.kind = step.kind == StepKind::deconv ? StepKind::conv
             : step.kind == StepKind::conv ? StepKind::deconv
                                           : StepKind::linear;
  out.in = step.out;
  out.out = step.in;
  return out;
}

/// One step and its way back.
class Traced {
 public:
  virtual ~Traced() = default;
  [[nodiscard]] virtual at::Tensor forward(std::span<const at::Tensor> inputs, const at::Tensor& labels) = 0;
  /// The gradient by each input.
  [[nodiscard]] virtual std::vector<at::Tensor> backward(const at::Tensor& gradient) = 0;
  /// How the output changes with the inputs, around those of a forward() of one row: `moves` has several rows
  /// of each.
  [[nodiscard]] virtual at::Tensor tangents(std::span<const at::Tensor> moves) = 0;
};

/// `function` of `inputs` (one row each), along `moves` (several rows each): twice backward is once forward,
/// since the gradient is linear in what it is multiplied by.
template <class Function>
at::Tensor tangents_by_autograd(Function function, std::span<const at::Tensor> inputs,
                                std::span<const at::Tensor> moves) {
  const at::AutoGradMode with_gradients(true);
  std::vector<at::Tensor> repeated;
  for (std::size_t k = 0; k < inputs.size(); ++k)
    repeated.push_back(
        inputs[k].detach().expand(moves[k].sizes()).clone(at::MemoryFormat::Contiguous).requires_grad_(true));
  const at::Tensor output = function(std::span<const at::Tensor>(repeated));
  if (!output.requires_grad()) return at::zeros_like(output);
  const at::Tensor weights = at::zeros_like(output).requires_grad_(true);
  const std::vector<at::Tensor> gradients =
      torch::autograd::grad({output}, repeated, {weights}, /*retain_graph=*/true, /*create_graph=*/true,
                            /*allow_unused=*/true);
  at::Tensor along;
  for (std::size_t k = 0; k < repeated.size(); ++k) {
    if (!gradients[k].defined()) continue;
    // Channels last, LibTorch 1.13 goes twice backward through a PReLU to wrong numbers.
    const at::Tensor part = (gradients[k] * moves[k].contiguous()).sum();
    along = along.defined() ? along + part : part;
  }
  if (!along.defined() || !along.requires_grad()) return at::zeros_like(output);
  const at::Tensor out =
      torch::autograd::grad({along}, {weights}, {}, /*retain_graph=*/false, /*create_graph=*/false,
                            /*allow_unused=*/true)[0];
  return out.defined() ? out : at::zeros_like(output);
}

/// A step of packed kernels both ways.
class TracedKernels final : public Traced {
 public:
  TracedKernels(const FoldedStep& step, std::unique_ptr<PackedLayer> there, std::unique_ptr<PackedLayer> back)
      : without_shift_(step),
        linear_(step.kind == StepKind::linear),
        channels_last_(step.channels_last.has_value()),
        activation_(step.activation),
        there_(std::move(there)),
        back_(std::move(back)) {
    without_shift_.bias = at::Tensor();
    without_shift_.activation.reset();
  }

  at::Tensor forward(std::span<const at::Tensor> inputs, const at::Tensor& /*labels*/) override {
    shape_ = inputs[0].sizes().vec();
    output_ = there_->run(as_packed_wants(without_shift_, inputs[0]));
    return output_;
  }
  std::vector<at::Tensor> backward(const at::Tensor& gradient) override {
    at::Tensor g = activation_ ? activation_gradient(gradient, output_, *activation_) : gradient;
    if (!linear_) return {back_->run(g.contiguous(kChannelsLast))};
    // The numbers of a matrix product that came out as pictures stand channels last.
    if (channels_last_) g = g.permute({0, 2, 3, 1});
    return {back_->run(flat(g.contiguous())).reshape(shape_)};
  }
  at::Tensor tangents(std::span<const at::Tensor> moves) override {
    if (!moved_) moved_ = pack_layer(without_shift_);
    const at::Tensor out = moved_->run(as_packed_wants(without_shift_, moves[0]));
    if (!activation_) return out;
    return activation_gradient(out, output_.expand(out.sizes()), *activation_);
  }

 private:
  FoldedStep without_shift_;  ///< what is left of the step for differences
  bool linear_;
  bool channels_last_;
  std::optional<FusedActivation> activation_;
  std::unique_ptr<PackedLayer> there_;
  std::unique_ptr<PackedLayer> back_;
  std::unique_ptr<PackedLayer> moved_;  ///< made when it is asked for
  std::vector<std::int64_t> shape_;
  at::Tensor output_;
};

class TracedAffine final : public Traced {
 public:
  explicit TracedAffine(const FoldedStep& step) : scale_(step.weight), shift_(step.bias) {}
  at::Tensor forward(std::span<const at::Tensor> inputs, const at::Tensor& /*labels*/) override {
    return at::addcmul(per_channel(shift_, inputs[0]), inputs[0], per_channel(scale_, inputs[0]));
  }
  std::vector<at::Tensor> backward(const at::Tensor& gradient) override {
    return {gradient * per_channel(scale_, gradient)};
  }
  at::Tensor tangents(std::span<const at::Tensor> moves) override {
    return moves[0] * per_channel(scale_, moves[0]);
  }

 private:
  at::Tensor scale_;
  at::Tensor shift_;
};

class TracedReshape final : public Traced {
 public:
  explicit TracedReshape(const FoldedStep& step) : layer_(step.layer) {}
  at::Tensor forward(std::span<const at::Tensor> inputs, const at::Tensor& labels) override {
    shape_ = inputs[0].sizes().vec();
    return apply_layer(layer_, inputs, labels);
  }
  std::vector<at::Tensor> backward(const at::Tensor& gradient) override { return {gradient.reshape(shape_)}; }
  at::Tensor tangents(std::span<const at::Tensor> moves) override { return apply_layer(layer_, moves, {}); }

 private:
  NetworkLayer layer_;
  std::vector<std::int64_t> shape_;
};

/// Anything else, by autograd.
class TracedByAutograd final : public Traced {
 public:
  explicit TracedByAutograd(const FoldedStep& step) : step_(step) {}

  at::Tensor forward(std::span<const at::Tensor> inputs, const at::Tensor& labels) override {
    const at::AutoGradMode with_gradients(true);
    inputs_.clear();
    for (const at::Tensor& input : inputs) inputs_.push_back(input.detach().requires_grad_(true));
    labels_ = labels;
    output_ = apply_step(step_, inputs_, labels);
    return output_.detach();
  }
  std::vector<at::Tensor> backward(const at::Tensor& gradient) override {
    if (output_.requires_grad()) output_.backward(gradient);  // else it comes of labels alone
    output_ = at::Tensor();
    std::vector<at::Tensor> gradients;
    for (const at::Tensor& input : inputs_)
      gradients.push_back(input.grad().defined() ? input.grad() : at::zeros_like(input));
    inputs_.clear();
    return gradients;
  }
  at::Tensor tangents(std::span<const at::Tensor> moves) override {
    const auto function = [this](std::span<const at::Tensor> x) {
      return apply_step(step_, x, labels_.defined() ? labels_.expand({x[0].size(0)}) : labels_);
    };
    return tangents_by_autograd(function, inputs_, moves);
  }

 private:
  FoldedStep step_;
  std::vector<at::Tensor> inputs_;
  at::Tensor labels_;
  at::Tensor output_;
};

std::unique_ptr<Traced> traced(const FoldedStep& step) {
  if (step.kind == StepKind::affine) return std::make_unique<TracedAffine>(step);
  if (step.kind == StepKind::plain && step.layer.kind() == LayerKind::reshape)
    return std::make_unique<TracedReshape>(step);
  const bool has_weights = step.kind != StepKind::plain;
  if (has_weights && (!step.activation || slope_from_output(*step.activation))) {
    std::unique_ptr<PackedLayer> there = pack_layer(step);
    std::unique_ptr<PackedLayer> back = there ? pack_layer(mirrored(step)) : nullptr;
    if (there && back) return std::make_unique<TracedKernels>(step, std::move(there), std::move(back));
  }
  return std::make_unique<TracedByAutograd>(step);
}

class FoldedDifferentiable final : public DifferentiableNetwork {
 public:
  explicit FoldedDifferentiable(const std::vector<FoldedStep>& steps)
      : branches_(steps, [](const FoldedStep& step) { return step.inputs; }) {
    for (const FoldedStep& step : steps) {
      steps_.push_back(traced(step));
      inputs_.push_back(step.inputs);
    }
  }

  at::Tensor forward(const at::Tensor& latents, const at::Tensor& labels) override {
    const at::NoGradGuard no_gradients;
    latents_ = latents;
    return branches_.run(latents, [&](std::size_t i, std::span<const at::Tensor> inputs) {
      return steps_[i]->forward(inputs, labels);
    });
  }

  at::Tensor backward(const at::Tensor& gradient) override {
    const at::NoGradGuard no_gradients;
    std::vector<at::Tensor> gradients(steps_.size() + 1);
    gradients.back() = gradient;
    for (std::size_t i = steps_.size(); i-- > 0;) {
      const at::Tensor of_output = std::exchange(gradients[i + 1], at::Tensor());
      if (!of_output.defined()) continue;  // nothing wants this output
      const std::vector<at::Tensor> of_inputs = steps_[i]->backward(of_output);
      for (std::size_t k = 0; k < inputs_[i].size(); ++k) {
        at::Tensor& sum = gradients[static_cast<std::size_t>(inputs_[i][k])];
        sum = sum.defined() ? sum + of_inputs[k] : of_inputs[k];
      }
    }
    // A network that looks at its label alone doesn't depend on the latents.
    if (!gradients[0].defined()) return at::zeros_like(latents_);
    return gradients[0].reshape(latents_.sizes());
  }

  at::Tensor tangents(const at::Tensor& latent, const at::Tensor& label,
                      const at::Tensor& directions) override {
    static_cast<void>(forward(latent, label));
    const at::NoGradGuard no_gradients;
    return branches_.run(directions, [this](std::size_t i, std::span<const at::Tensor> moves) {
      return steps_[i]->tangents(moves);
    });
  }

 private:
  Branches branches_;
  std::vector<std::unique_ptr<Traced>> steps_;
  std::vector<std::vector<int>> inputs_;  ///< of each step: 0 the latent, n what step n gives
  at::Tensor latents_;
};

class AutogradNetwork final : public DifferentiableNetwork {
 public:
  explicit AutogradNetwork(std::unique_ptr<Network> network) : network_(std::move(network)) {}

  at::Tensor forward(const at::Tensor& latents, const at::Tensor& labels) override {
    const at::AutoGradMode with_gradients(true);
    latents_ = latents.detach().requires_grad_(true);
    output_ = network_->forward(latents_, labels);
    if (!output_.requires_grad())
      throw Error(
          "the network's pictures cannot be followed back to its latents: it works without gradients");
    return output_.detach();
  }
  at::Tensor backward(const at::Tensor& gradient) override {
    output_.backward(gradient);
    output_ = at::Tensor();
    return latents_.grad().defined() ? latents_.grad() : at::zeros_like(latents_);
  }
  at::Tensor tangents(const at::Tensor& latent, const at::Tensor& label,
                      const at::Tensor& directions) override {
    const auto function = [&](std::span<const at::Tensor> x) {
      return network_->forward(x[0], label.defined() ? label.expand({x[0].size(0)}) : label);
    };
    return tangents_by_autograd(function, std::span(&latent, 1), std::span(&directions, 1));
  }

 private:
  std::unique_ptr<Network> network_;
  at::Tensor latents_;
  at::Tensor output_;
};

}  // namespace

std::unique_ptr<DifferentiableNetwork> make_differentiable_network(const std::vector<NetworkLayer>& layers) {
  return std::make_unique<FoldedDifferentiable>(fold_layers(layers));
}

std::unique_ptr<DifferentiableNetwork> make_autograd_network(std::unique_ptr<Network> network) {
  return std::make_unique<AutogradNetwork>(std::move(network));
}

}  // namespace ganscope
