#include "engine/nets/conv_kernels.hpp"

#include <torch/csrc/autograd/custom_function.h>

#include <array>

#include "engine/nets/torch_compat.hpp"

namespace ganscope {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

/// Gradients of conv2d(input, weight) for the input, the weight or both.
std::tuple<at::Tensor, at::Tensor, at::Tensor> conv_gradients(const at::Tensor& gradient,
                                                              const at::Tensor& input,
                                                              const at::Tensor& weight, std::int64_t stride,
                                                              std::int64_t padding, bool of_input,
                                                              bool of_weight) {
  return at::convolution_backward(gradient, input, weight, /*bias_sizes=*/c10::nullopt, {stride, stride},
                                  {padding, padding}, /*dilation=*/{1, 1}, /*transposed=*/false,
                                  /*output_padding=*/{0, 0}, /*groups=*/1, {of_input, of_weight, false});
}

/// A transposed convolution as what it is: the gradient of a convolution for its input.
class ConvTranspose : public torch::autograd::Function<ConvTranspose> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight,
                            std::int64_t stride, std::int64_t padding) {
    context->save_for_backward({x, weight});
    context->saved_data["stride"] = stride;
    context->saved_data["padding"] = padding;
    const std::int64_t kernel = weight.size(2);
    const auto grown = [&](std::int64_t side) { return (side - 1) * stride - 2 * padding + kernel; };
    // Only its size is looked at.
    const at::Tensor output =
        at::empty({x.size(0), weight.size(1), grown(x.size(2)), grown(x.size(3))}, x.options());
    return std::get<0>(conv_gradients(x, output, weight, stride, padding, true, false));
  }

  static tensor_list backward(AutogradContext* context, tensor_list gradients) {
    const auto saved = context->get_saved_variables();
    const std::int64_t stride = context->saved_data["stride"].toInt();
    const std::int64_t padding = context->saved_data["padding"].toInt();
    const at::Tensor gradient = gradients[0].contiguous();
    at::Tensor for_x;
    at::Tensor for_weight;
    if (context->needs_input_grad(0))
      for_x = at::conv2d(gradient, saved[1], {}, {stride, stride}, {padding, padding});
    if (context->needs_input_grad(1))
      for_weight = std::get<1>(conv_gradients(saved[0], gradient, saved[1], stride, padding, false, true));
    return {for_x, for_weight, {}, {}};
  }
};

}  // namespace

at::Tensor conv_transpose(const at::Tensor& x, const at::Tensor& weight, int stride, int padding) {
  const std::int64_t kernel = weight.size(2);
  if (x.size(2) == 1 && x.size(3) == 1 && padding == 0)
    return x.flatten(1).mm(weight.flatten(1)).view({x.size(0), weight.size(1), kernel, kernel});
  if (!x.is_cpu()) return at::conv_transpose2d(x, weight, {}, stride, padding);
  return torch_compat::apply<ConvTranspose>(x, weight, std::int64_t{stride}, std::int64_t{padding});
}

at::Tensor conv(const at::Tensor& x, const at::Tensor& weight, int stride, int padding) {
  if (padding == 0 && x.size(2) == weight.size(2) && x.size(3) == weight.size(3))
    return x.flatten(1).mm(weight.flatten(1).t()).view({x.size(0), weight.size(0), 1, 1});
  return at::conv2d(x, weight, {}, stride, padding);
}

}  // namespace ganscope
