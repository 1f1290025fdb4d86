#include "engine/inference/packed_layer.hpp"

#include <omp.h>

#include <map>
#include <unordered_map>

#include "engine/inference/bias_activation.hpp"
#include "engine/inference/onednn_compat.hpp"
#include "engine/onednn_health.hpp"

namespace ganscope {
namespace {

using Tag = dnnl::memory::format_tag;
using Dims = dnnl::memory::dims;

dnnl::memory::desc described(const Dims& dims, Tag tag) { return {dims, dnnl::memory::data_type::f32, tag}; }

/// What all three share: primitives by batch size, and weights packed once for each way of packing.
class OneDnnLayer : public PackedLayer {
 public:
  at::Tensor run(const at::Tensor& x) final {
    const std::int64_t batch = x.size(0);
    // A kernel divides its work among the threads there are when it is made.
    const std::pair key(batch, omp_get_max_threads());
    auto made = kernels_.find(key);
    if (made == kernels_.end()) made = kernels_.emplace(key, make(batch)).first;
    Kernel& kernel = made->second;
    at::Tensor out = empty_output(batch);
    kernel.in.set_data_handle(x.data_ptr<float>());
    kernel.out.set_data_handle(out.data_ptr<float>());
    kernel.primitive.execute(stream_, kernel.arguments);
    stream_.wait();
    finish(out);
    return out;
  }

 protected:
  /// A primitive for one size of batch; input and output get their places when it runs.
  struct Kernel {
    dnnl::primitive primitive;
    dnnl::memory in;
    dnnl::memory out;
    std::unordered_map<int, dnnl::memory> arguments;
  };

  explicit OneDnnLayer(const FoldedStep& step) : step_(step), bias_(step.bias) {}

  [[nodiscard]] virtual Kernel make(std::int64_t batch) = 0;
  [[nodiscard]] virtual at::Tensor empty_output(std::int64_t batch) const {
    return at::empty({batch, step_.out[0], step_.out[1], step_.out[2]}, at::kFloat,
                     at::MemoryFormat::ChannelsLast);
  }
  [[nodiscard]] virtual int input_argument() const { return DNNL_ARG_SRC; }
  [[nodiscard]] virtual int output_argument() const { return DNNL_ARG_DST; }
  [[nodiscard]] virtual bool kernel_adds_bias() const { return true; }
  /// oneDNN's activations turn NaN into numbers (its ReLU into 0), which would hide a broken network behind a
  /// grey picture: LibTorch's, which keep it, come after the kernel.
  virtual void finish(at::Tensor& out) const {
    if (step_.activation) activate(out, *step_.activation);
  }

  [[nodiscard]] const dnnl::engine& engine() const { return engine_; }
  [[nodiscard]] dnnl::memory wrapped(const dnnl::memory::desc& desc, const at::Tensor& tensor) const {
    return {desc, engine_, tensor.data_ptr<float>()};
  }
  [[nodiscard]] const FoldedStep& step() const { return step_; }
  [[nodiscard]] std::optional<dnnl::memory::desc> bias_desc() const {
    if (!bias_.defined()) return std::nullopt;
    return described({bias_.size(0)}, Tag::a);
  }
  Kernel kernel(const dnnl::primitive& primitive, const dnnl::memory::desc& in, const dnnl::memory::desc& out,
                const dnnl::memory& weight) {
    Kernel made{primitive, {in, engine_, nullptr}, {out, engine_, nullptr}, {}};
    made.arguments = {{input_argument(), made.in}, {DNNL_ARG_WEIGHTS, weight}, {output_argument(), made.out}};
    if (kernel_adds_bias() && bias_.defined())
      made.arguments.emplace(DNNL_ARG_BIAS, wrapped(described({bias_.size(0)}, Tag::a), bias_));
    return made;
  }
  /// The weights in the order that a kernel wants.
  dnnl::memory packed(const dnnl::memory::desc& plain, const dnnl::memory::desc& wanted) {
    for (const dnnl::memory& memory : packed_)
      if (memory.get_desc() == wanted) return memory;
    dnnl::memory memory(wanted, engine_);
    if (onednn_packs_right()) {
      dnnl::memory from = wrapped(plain, step_.weight);
      dnnl::reorder(from, memory).execute(stream_, from, memory);
      stream_.wait();
    } else {
      const std::optional<BlockedLayout> layout = onednn::blocked_layout(wanted);
      if (!layout) throw dnnl::error(dnnl_unimplemented, "a layout that only oneDNN knows");
      lay_out_in_blocks(step_.weight.data_ptr<float>(), *layout,
                        static_cast<float*>(memory.get_data_handle()));
    }
    packed_.push_back(memory);
    return memory;
  }

 private:
  dnnl::engine engine_{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream_{engine_};
  FoldedStep step_;
  at::Tensor bias_;
  std::map<std::pair<std::int64_t, int>, Kernel> kernels_;  ///< by batch and threads
  std::vector<dnnl::memory> packed_;
};

class OneDnnLinear final : public OneDnnLayer {
 public:
  explicit OneDnnLinear(const FoldedStep& step) : OneDnnLayer(step) {}

 protected:
  Kernel make(std::int64_t batch) override {
    const std::int64_t outputs = step().weight.size(0);
    const std::int64_t inputs = step().weight.size(1);
    const auto in = described({batch, inputs}, Tag::ab);
    const auto out = described({batch, outputs}, Tag::ab);
    const auto any = described({outputs, inputs}, Tag::any);
    using Product = dnnl::inner_product_forward;
    constexpr auto kInference = dnnl::prop_kind::forward_inference;
    const auto bias = bias_desc();
    const dnnl::primitive_attr plain;
    const Product::primitive_desc found =
        bias ? onednn::describe_forward<Product>(engine(), plain, kInference, in, any, *bias, out)
             : onednn::describe_forward<Product>(engine(), plain, kInference, in, any, out);
    return kernel(Product(found), in, out,
                  packed(described({outputs, inputs}, Tag::ab), found.weights_desc()));
  }
  at::Tensor empty_output(std::int64_t batch) const override {
    return at::empty({batch, step().weight.size(0)}, at::kFloat);
  }
  void finish(at::Tensor& out) const override {
    OneDnnLayer::finish(out);
    if (!step().channels_last) return;
    const TensorShape& shape = *step().channels_last;
    out = out.view({out.size(0), shape[1], shape[2], shape[0]}).permute({0, 3, 1, 2});
  }
};

/// Sizes of a convolution, where a transposed one has input and output changed over.
class OneDnnConvolution : public OneDnnLayer {
 protected:
  explicit OneDnnConvolution(const FoldedStep& step) : OneDnnLayer(step) {
    const LayerCard& card = step.layer.plan.card;
    for (std::size_t axis = 0; axis < 2; ++axis) {
      strides_.push_back(card.stride[axis]);
      dilations_.push_back(card.dilation[axis] - 1);
      padding_.push_back(card.padding[axis]);
    }
  }
  [[nodiscard]] static dnnl::memory::desc picture(std::int64_t batch, const TensorShape& shape) {
    return described({batch, shape[0], shape[1], shape[2]}, Tag::nhwc);
  }
  [[nodiscard]] dnnl::memory::desc weights(bool any) const {
    const at::Tensor& weight = step().weight;
    const std::int64_t groups = step().layer.plan.card.groups;
    Dims dims(weight.sizes().begin(), weight.sizes().end());
    if (groups == 1) return described(dims, any ? Tag::any : Tag::oihw);
    dims[0] /= groups;
    dims.insert(dims.begin(), groups);
    return described(dims, any ? Tag::any : Tag::goihw);
  }

  Dims strides_;
  Dims dilations_;
  Dims padding_;
};

class OneDnnForward final : public OneDnnConvolution {
 public:
  explicit OneDnnForward(const FoldedStep& step) : OneDnnConvolution(step) {}

 protected:
  Kernel make(std::int64_t batch) override {
    using Forward = dnnl::convolution_forward;
    constexpr auto kInference = dnnl::prop_kind::forward_inference;
    constexpr auto kDirect = dnnl::algorithm::convolution_direct;
    const auto in = picture(batch, step().in);
    const auto out = picture(batch, step().out);
    const auto bias = bias_desc();
    const dnnl::primitive_attr plain;
    const Forward::primitive_desc found =
        bias ? onednn::describe_forward<Forward>(engine(), plain, kInference, kDirect, in, weights(true),
                                                 *bias, out, strides_, dilations_, padding_, padding_)
             : onednn::describe_forward<Forward>(engine(), plain, kInference, kDirect, in, weights(true), out,
                                                 strides_, dilations_, padding_, padding_);
    return kernel(Forward(found), in, out, packed(weights(false), found.weights_desc()));
  }
};

class OneDnnTransposed final : public OneDnnConvolution {
 public:
  explicit OneDnnTransposed(const FoldedStep& step) : OneDnnConvolution(step) {}

 protected:
  Kernel make(std::int64_t batch) override {
    using Forward = dnnl::convolution_forward;
    using Backward = dnnl::convolution_backward_data;
    constexpr auto kDirect = dnnl::algorithm::convolution_direct;
    const auto small = picture(batch, step().in);
    const auto large = picture(batch, step().out);
    const auto hint = onednn::describe_forward<Forward>(
        engine(), dnnl::primitive_attr(), dnnl::prop_kind::forward_training, kDirect, large, weights(true),
        small, strides_, dilations_, padding_, padding_);
    const auto found = onednn::describe_backward<Backward>(engine(), hint, kDirect, large, weights(true),
                                                           small, strides_, dilations_, padding_, padding_);
    return kernel(Backward(found), small, large, packed(weights(false), found.weights_desc()));
  }
  int input_argument() const override { return DNNL_ARG_DIFF_DST; }
  int output_argument() const override { return DNNL_ARG_DIFF_SRC; }
  bool kernel_adds_bias() const override { return false; }
  void finish(at::Tensor& out) const override { add_bias_and_activate(out, step().bias, step().activation); }
};

}  // namespace

std::unique_ptr<PackedLayer> pack_layer(const FoldedStep& step) {
  std::unique_ptr<PackedLayer> layer;
  try {
    if (step.kind == StepKind::linear) layer = std::make_unique<OneDnnLinear>(step);
    if (step.kind == StepKind::conv) layer = std::make_unique<OneDnnForward>(step);
    if (step.kind == StepKind::deconv) layer = std::make_unique<OneDnnTransposed>(step);
    // Whether there is a kernel is known when one is made.
    if (layer) {
      const std::vector<std::int64_t> sizes = [&] {
        if (step.kind == StepKind::linear) return std::vector<std::int64_t>{1, step.weight.size(1)};
        return std::vector<std::int64_t>{1, step.in[0], step.in[1], step.in[2]};
      }();
      const auto format = sizes.size() == 4 ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
      (void)layer->run(at::zeros(sizes, at::kFloat).contiguous(format));
    }
  } catch (const dnnl::error&) {
    return nullptr;
  }
  return layer;
}

}  // namespace ganscope
