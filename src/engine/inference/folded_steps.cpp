#include "engine/inference/folded_steps.hpp"

namespace ganscope {
namespace {

using enum LayerKind;

/// y = scale x + shift, a channel; what a batch norm with running statistics is.
struct Affine {
  at::Tensor scale;
  at::Tensor shift;
};

Affine affine_of(const NetworkLayer& norm) {
  const auto of = [&](TensorRole role, double otherwise) {
    const at::Tensor& tensor = norm.tensor(role);
    return tensor.defined() ? tensor.to(at::kDouble) : at::full({norm.plan.in[0]}, otherwise, at::kDouble);
  };
  const at::Tensor scale =
      of(TensorRole::weight, 1) / (of(TensorRole::running_var, 1) + norm.plan.card.eps).sqrt();
  return {scale, of(TensorRole::bias, 0) - of(TensorRole::running_mean, 0) * scale};
}

bool is_folded_norm(const NetworkLayer& layer) {
  return layer.kind() == batch_norm && !layer.plan.card.batch_statistics;
}

/// Which dimension of the weight counts outputs, and how often a channel's number stands there.
at::Tensor broadcast_over_outputs(const at::Tensor& values, const FoldedStep& step) {
  if (step.kind == StepKind::conv) return values.view({-1, 1, 1, 1});
  if (step.kind == StepKind::linear) return values.view({-1, 1});
  // [in, out / groups, h, w]: the outputs of a group belong to its inputs.
  const std::int64_t groups = step.layer.plan.card.groups;
  const std::int64_t inputs = step.weight.size(0) / groups;
  return values.view({groups, -1}).repeat_interleave(inputs, 0).view({step.weight.size(0), -1, 1, 1});
}

void fold_after(FoldedStep& step, Affine norm) {
  // A linear layer whose outputs were reshaped to pictures: one channel's number for all its pixels.
  const std::int64_t outputs = step.kind == StepKind::linear ? step.weight.size(0) : norm.scale.size(0);
  if (outputs != norm.scale.size(0)) {
    const std::int64_t pixels = outputs / norm.scale.size(0);
    norm = {norm.scale.repeat_interleave(pixels), norm.shift.repeat_interleave(pixels)};
  }
  step.weight = step.weight.to(at::kDouble) * broadcast_over_outputs(norm.scale, step);
  step.bias = step.bias.defined() ? step.bias.to(at::kDouble) * norm.scale + norm.shift : norm.shift;
}

/// Into the weights of the layer behind; the shift passes through exactly only where no padding is.
bool fold_before(const Affine& norm, FoldedStep& next) {
  if (next.kind != StepKind::linear && next.kind != StepKind::conv) return false;
  const LayerCard& card = next.layer.plan.card;
  at::Tensor weight = next.weight.to(at::kDouble);
  at::Tensor shift;
  if (next.kind == StepKind::linear) {
    shift = weight.matmul(norm.shift);
    weight = weight * norm.scale.view({1, -1});
  } else if (card.padding == std::array{0, 0} && card.groups == 1) {
    shift = weight.sum({2, 3}).matmul(norm.shift);
    weight = weight * norm.scale.view({1, -1, 1, 1});
  } else {
    return false;
  }
  next.weight = weight;
  next.bias = next.bias.defined() ? next.bias.to(at::kDouble) + shift : shift;
  return true;
}

std::optional<FusedActivation> fusable(const NetworkLayer& layer) {
  switch (layer.kind()) {
    case relu:
      return FusedActivation{relu};
    case leaky_relu:
      return FusedActivation{leaky_relu, static_cast<float>(layer.plan.card.slope)};
    case elu:
      return FusedActivation{elu, static_cast<float>(layer.plan.card.alpha)};
    case hardtanh:
      return FusedActivation{hardtanh, static_cast<float>(layer.plan.card.range[0]),
                             static_cast<float>(layer.plan.card.range[1])};
    case gelu:
      return FusedActivation{.kind = gelu, .tanh_gelu = layer.plan.card.tanh_gelu};
    case tanh:
    case sigmoid:
    case selu:
    case silu:
    case mish:
      return FusedActivation{layer.kind()};
    default:
      return std::nullopt;
  }
}

FoldedStep step_of(const NetworkLayer& layer) {
  FoldedStep step;
  step.layer = layer;
  step.in = layer.plan.in;
  step.out = layer.plan.out;
  if (layer.kind() == linear) step.kind = StepKind::linear;
  if (layer.kind() == conv2d) step.kind = StepKind::conv;
  if (layer.kind() == conv_transpose2d) step.kind = StepKind::deconv;
  if (step.kind == StepKind::plain) return step;
  step.weight = layer.tensor(TensorRole::weight);
  step.bias = layer.tensor(TensorRole::bias);
  return step;
}

/// A transposed convolution on one pixel writes its kernel once: out[o, y, x] = sum_i in[i] w[i, o, k(y),
/// k(x)], where k says which number of the kernel falls there. Rows come in the order y, x, o.
void become_linear(FoldedStep& step) {
  const LayerCard& card = step.layer.plan.card;
  const std::int64_t inputs = step.in[0];
  const std::int64_t group_inputs = inputs / card.groups;
  const std::int64_t group_outputs = step.weight.size(1);
  const at::Tensor dense = at::zeros({step.out[1], step.out[2], step.out[0], inputs}, at::kDouble);
  const at::Tensor weight = step.weight.to(at::kDouble);
  for (std::int64_t ky = 0; ky < weight.size(2); ++ky)
    for (std::int64_t kx = 0; kx < weight.size(3); ++kx) {
      const std::int64_t y = ky * card.dilation[0] - card.padding[0];
      const std::int64_t x = kx * card.dilation[1] - card.padding[1];
      if (y < 0 || x < 0 || y >= step.out[1] || x >= step.out[2]) continue;
      for (std::int64_t g = 0; g < card.groups; ++g)
        dense[y][x]
            .narrow(0, g * group_outputs, group_outputs)
            .narrow(1, g * group_inputs, group_inputs)
            .copy_(weight.narrow(0, g * group_inputs, group_inputs).select(3, kx).select(2, ky).t());
    }
  const std::int64_t pixels = step.out[1] * step.out[2];
  step.kind = StepKind::linear;
  step.weight = dense.view({pixels * step.out[0], inputs});
  if (step.bias.defined()) step.bias = step.bias.repeat({pixels});
  step.channels_last = step.out;
}

/// The numbers of a linear layer that a reshape makes into pictures, in the order of channels-last.
void take_reshape(FoldedStep& step, const TensorShape& shape) {
  const auto rows = [&](const at::Tensor& tensor) {
    std::vector<std::int64_t> split(shape.begin(), shape.end());
    split.push_back(-1);
    return tensor.reshape(split).permute({1, 2, 0, 3}).reshape(tensor.sizes());
  };
  step.weight = rows(step.weight);
  if (step.bias.defined()) step.bias = rows(step.bias);
  step.channels_last = shape;
  step.out = shape;
}

/// Beyond this a dense matrix costs more memory than the kernel it came from is worth.
constexpr std::int64_t kMostDense = std::int64_t{1} << 26;

class Folder {
 public:
  explicit Folder(const std::vector<NetworkLayer>& layers)
      : layers_(layers), uses_(layers.size() + 1), outputs_(layers.size() + 1) {
    for (const NetworkLayer& layer : layers_)
      for (const int output : layer.plan.inputs) ++uses_[static_cast<std::size_t>(output)];
    if (!layers_.empty()) ++uses_.back();  // the picture
  }

  std::vector<FoldedStep> run() {
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      add(layers_[i]);
      outputs_[i + 1] = static_cast<int>(steps_.size());
    }
    for (FoldedStep& step : steps_) finish(step);
    join_reshapes();
    for (FoldedStep& step : steps_) {
      if (step.weight.defined()) step.weight = step.weight.to(at::kFloat).contiguous();
      if (step.bias.defined()) step.bias = step.bias.to(at::kFloat).contiguous();
    }
    return std::move(steps_);
  }

 private:
  [[nodiscard]] static bool has_weights(const FoldedStep& step) {
    return step.kind == StepKind::linear || step.kind == StepKind::conv || step.kind == StepKind::deconv;
  }
  /// Whether what `layer` alone gets is what the last step gives, so that the two can become one.
  [[nodiscard]] bool follows_last(const NetworkLayer& layer) const {
    const auto input = static_cast<std::size_t>(layer.plan.inputs.front());
    return layer.plan.inputs.size() == 1 && !steps_.empty() && uses_[input] == 1 &&
           outputs_[input] == static_cast<int>(steps_.size());
  }

  void add(const NetworkLayer& layer) {
    if (is_folded_norm(layer)) {
      add_norm(layer);
      return;
    }
    if (const std::optional<FusedActivation> activation = fusable(layer)) {
      // Pointwise, so a reshape between the two doesn't matter.
      if (FoldedStep* before = foldable_before(layer); before != nullptr) {
        before->activation = activation;
        return;
      }
    }
    FoldedStep step = step_of(layer);
    step.inputs = inputs_of(layer);
    if (follows_last(layer) && steps_.back().kind == StepKind::affine &&
        fold_before({steps_.back().weight, steps_.back().bias}, step)) {
      step.inputs = steps_.back().inputs;
      steps_.pop_back();
    }
    steps_.push_back(std::move(step));
  }

  void add_norm(const NetworkLayer& layer) {
    const Affine norm = affine_of(layer);
    if (FoldedStep* before = foldable_before(layer); before != nullptr) {
      fold_after(*before, norm);
      return;
    }
    FoldedStep step;
    step.kind = StepKind::affine;
    step.layer = layer;
    step.inputs = inputs_of(layer);
    step.in = step.out = layer.plan.out;
    step.weight = norm.scale;
    step.bias = norm.shift;
    steps_.push_back(std::move(step));
  }

  [[nodiscard]] std::vector<int> inputs_of(const NetworkLayer& layer) const {
    std::vector<int> inputs;
    for (const int output : layer.plan.inputs) inputs.push_back(outputs_[static_cast<std::size_t>(output)]);
    return inputs;
  }

  /// The step whose outputs the layer alone sees as they are: the last, or the one before a reshape of a
  /// linear layer's numbers to pictures.
  [[nodiscard]] FoldedStep* foldable_before(const NetworkLayer& layer) {
    if (!follows_last(layer)) return nullptr;
    FoldedStep* last = &steps_.back();
    const bool reshaped = last->layer.kind() == reshape && last->kind == StepKind::plain;
    if (reshaped && steps_.size() > 1 && last->out.size() == 3 && last->in.size() == 1) {
      const auto input = static_cast<std::size_t>(last->layer.plan.inputs.front());
      if (uses_[input] != 1 || outputs_[input] + 1 != static_cast<int>(steps_.size())) return nullptr;
      last = &steps_[steps_.size() - 2];
      if (last->kind != StepKind::linear) return nullptr;
    }
    return has_weights(*last) && !last->activation ? last : nullptr;
  }

  static void finish(FoldedStep& step) {
    if (step.kind == StepKind::deconv && step.in[1] == 1 && step.in[2] == 1 &&
        step.in[0] * step.out[0] * step.out[1] * step.out[2] <= kMostDense)
      become_linear(step);
  }

  /// A reshape of a matrix product's result to a picture, where nothing else wants the numbers.
  void join_reshapes() {
    std::vector<int> wanted(steps_.size() + 1);
    for (const FoldedStep& step : steps_)
      for (const int output : step.inputs) ++wanted[static_cast<std::size_t>(output)];
    std::vector<FoldedStep> out;
    std::vector<int> places{0};  // of outputs, as steps become fewer
    for (FoldedStep& step : steps_) {
      const bool is_reshape = step.kind == StepKind::plain && step.layer.kind() == reshape;
      const auto input = static_cast<std::size_t>(step.inputs.front());
      const bool after_linear = is_reshape && !out.empty() && wanted[input] == 1 &&
                                places[input] == static_cast<int>(out.size()) &&
                                out.back().kind == StepKind::linear && !out.back().channels_last;
      if (after_linear && step.out.size() == 3 && step.in.size() == 1) {
        take_reshape(out.back(), step.out);
      } else {
        for (int& output : step.inputs) output = places[static_cast<std::size_t>(output)];
        out.push_back(std::move(step));
      }
      places.push_back(static_cast<int>(out.size()));
    }
    steps_ = std::move(out);
  }

  const std::vector<NetworkLayer>& layers_;
  std::vector<int> uses_;     ///< of each layer's output, by number
  std::vector<int> outputs_;  ///< which step gives it
  std::vector<FoldedStep> steps_;
};

}  // namespace

std::vector<FoldedStep> fold_layers(const std::vector<NetworkLayer>& layers) { return Folder(layers).run(); }

}  // namespace ganscope
