#include "engine/inference/staged_layer.hpp"

#include <cmath>
#include <cstring>
#include <string>

#include "engine/inference/folded_network.hpp"
#include "engine/inference/panel_weights.hpp"
#include "engine/inference/staged_chain.hpp"
#include "engine/models/open_model.hpp"
#include "engine/threads.hpp"
#include "support/doctest_torch.hpp"
#include "support/models.hpp"

using namespace ganscope;

namespace {

/// Those that this processor can run.
std::vector<const TileKernels*> kernels_here() {
  std::vector<const TileKernels*> out;
  for (const TileKernels* kernels : compiled_tile_kernels())
    if (kernels->works_here()) out.push_back(kernels);
  if (out.empty()) MESSAGE("skipped: no kernels of our own for this processor");
  return out;
}

struct Transposed {
  std::int64_t inputs, outputs, height, width;
  std::array<int, 2> kernel{4, 4}, stride{2, 2}, padding{1, 1}, dilation{1, 1}, output_padding{0, 0};
};

FoldedStep step_of(const Transposed& t, const FusedActivation& activation, bool bias = true) {
  FoldedStep step;
  step.kind = StepKind::deconv;
  LayerCard& card = step.layer.plan.card;
  card.kind = LayerKind::conv_transpose2d;
  card.stride = t.stride;
  card.padding = t.padding;
  card.dilation = t.dilation;
  card.output_padding = t.output_padding;
  card.groups = 1;
  step.weight =
      at::randn({t.inputs, t.outputs, t.kernel[0], t.kernel[1]}) / std::sqrt(4.0 * double(t.inputs));
  if (bias) step.bias = at::randn({t.outputs});
  step.activation = activation;
  const auto size = [&](std::int64_t in, std::size_t axis) {
    return (in - 1) * t.stride[axis] - 2 * t.padding[axis] + t.dilation[axis] * (t.kernel[axis] - 1) + 1 +
           t.output_padding[axis];
  };
  step.in = {t.inputs, t.height, t.width};
  step.out = {t.outputs, size(t.height, 0), size(t.width, 1)};
  step.inputs = {0};
  return step;
}

FoldedStep linear_step(std::int64_t inputs, std::int64_t outputs, const FusedActivation& activation) {
  FoldedStep step;
  step.kind = StepKind::linear;
  step.weight = at::randn({outputs, inputs}) / std::sqrt(double(inputs));
  step.bias = at::randn({outputs});
  step.activation = activation;
  step.in = {inputs};
  step.out = {outputs};
  step.inputs = {0};
  return step;
}

at::Tensor activated(const at::Tensor& x, const FusedActivation& activation) {
  if (activation.kind == LayerKind::tanh) return x.tanh();
  if (activation.kind == LayerKind::sigmoid) return x.sigmoid();
  if (activation.kind == LayerKind::elu) return at::where(x > 0, x, activation.alpha * (x.exp() - 1));
  return at::where(x > 0, x, x * activation.alpha);
}

/// LibTorch's own operator, in double.
at::Tensor expected(const FoldedStep& step, const at::Tensor& x) {
  const at::Tensor weight = step.weight.to(at::kDouble);
  const at::Tensor bias = step.bias.defined() ? step.bias.to(at::kDouble) : step.bias;
  at::Tensor out;
  if (step.kind == StepKind::linear) {
    out = at::linear(x.to(at::kDouble), weight, bias);
  } else {
    const LayerCard& card = step.layer.plan.card;
    const auto pair = [](const std::array<int, 2>& p) { return std::array<std::int64_t, 2>{p[0], p[1]}; };
    out = at::conv_transpose2d(x.to(at::kDouble), weight, bias, pair(card.stride), pair(card.padding),
                               pair(card.output_padding), 1, pair(card.dilation));
  }
  return activated(out, *step.activation);
}

double difference(const at::Tensor& a, const at::Tensor& b) {
  REQUIRE((a.sizes() == b.sizes()));
  return (a.to(at::kDouble) - b).abs().max().item<double>();
}

at::Tensor input_of(const FoldedStep& step, std::int64_t count) {
  if (step.kind == StepKind::linear) return at::randn({count, step.in[0]});
  return at::randn({count, step.in[0], step.in[1], step.in[2]}).contiguous(at::MemoryFormat::ChannelsLast);
}

bool same_bits(const at::Tensor& a, const at::Tensor& b) {
  const at::Tensor x = a.contiguous();
  const at::Tensor y = b.contiguous();
  return x.sizes() == y.sizes() &&
         std::memcmp(x.data_ptr<float>(), y.data_ptr<float>(), std::size_t(x.numel()) * sizeof(float)) == 0;
}

const std::vector<FusedActivation>& activations() {
  static const std::vector<FusedActivation> kAll{
      {LayerKind::relu}, {LayerKind::leaky_relu, 0.2F}, {LayerKind::tanh}, {LayerKind::sigmoid}};
  return kAll;
}

}  // namespace

TEST_SUITE("staged layers") {
  TEST_CASE("matrix products of all widths and heights equal LibTorch's") {
    const c10::InferenceMode guard;
    at::manual_seed(1);
    std::size_t turn = 0;
    for (const TileKernels* kernels : kernels_here())
      for (const std::int64_t inputs : {1, 7, 100})
        for (const std::int64_t outputs : {1, 3, 8, 16, 17, 63, 64, 65, 200}) {
          const FoldedStep step = linear_step(inputs, outputs, activations()[turn++ % 4]);
          const std::string instructions = kernels->name;
          CAPTURE(instructions);
          CAPTURE(outputs);
          const StartedChain started = start_chain({&step, 1}, *kernels);
          REQUIRE(started.length == 1);
          for (const std::int64_t count : {1, 2, 3, 5, 6, 7, 13, 49, 100}) {
            const at::Tensor x = input_of(step, count);
            CHECK(difference(started.chain->run(x), expected(step, x)) < 1e-5);
          }
        }
  }

  TEST_CASE("transposed convolutions of all shapes equal LibTorch's") {
    const c10::InferenceMode guard;
    at::manual_seed(2);
    const std::vector<Transposed> all{
        // The doubling kind, joined in registers: odd sizes, channels that don't fill a panel.
        {16, 32, 4, 4},
        {16, 9, 1, 1},
        {5, 70, 3, 5},
        {33, 12, 7, 2},
        {12, 130, 5, 6},
        // The rest: overlapping products.
        {16, 3, 8, 8},
        {16, 1, 5, 3},
        {8, 4, 6, 7, {4, 4}, {2, 2}, {1, 1}, {1, 1}, {1, 0}},
        {8, 5, 4, 4, {3, 3}, {2, 2}, {1, 1}, {1, 1}, {1, 1}},
        {8, 5, 4, 4, {5, 5}, {2, 2}, {2, 2}, {1, 1}, {1, 1}},
        {8, 20, 4, 3, {3, 3}, {1, 1}, {1, 1}},
        {8, 20, 4, 3, {4, 4}, {1, 1}, {0, 0}},
        {8, 6, 3, 4, {2, 2}, {2, 2}, {0, 0}},
        {8, 6, 3, 4, {2, 3}, {3, 4}, {0, 0}},
        {8, 6, 3, 4, {2, 3}, {3, 4}, {0, 0}, {1, 1}, {2, 3}},
        {8, 6, 5, 4, {3, 2}, {1, 2}, {2, 1}, {2, 3}},
        {8, 6, 6, 6, {3, 3}, {2, 1}, {3, 2}, {1, 1}, {1, 0}},
    };
    for (const TileKernels* kernels : kernels_here())
      for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string instructions = kernels->name;
        CAPTURE(instructions);
        CAPTURE(i);
        const FoldedStep step = step_of(all[i], activations()[i % 4], i % 3 != 0);
        const StartedChain started = start_chain({&step, 1}, *kernels);
        REQUIRE(started.length == 1);
        for (const std::int64_t count : {1, 2, 3, 20}) {
          const at::Tensor x = input_of(step, count);
          CHECK(difference(started.chain->run(x), expected(step, x)) < 1e-5);
        }
      }
  }

  TEST_CASE("weights of 16 bits keep a picture within a tenth of one of 255 steps") {
    const c10::InferenceMode guard;
    at::manual_seed(3);
    for (const TileKernels* kernels : kernels_here()) {
      const std::string instructions = kernels->name;
      CAPTURE(instructions);
      for (const FoldedStep& step :
           {linear_step(300, 800, {LayerKind::tanh}), step_of({80, 64, 4, 4}, {LayerKind::tanh})}) {
        const StartedChain started = start_chain({&step, 1}, *kernels);
        // Half the bytes of the 240,000 numbers; of 36 products for 16 weights.
        const std::size_t numbers = step.kind == StepKind::linear ? 300 * 800 : 80 * 64 * 36;
        CHECK(started.chain->weight_bytes() == 2 * numbers);
        for (const std::int64_t count : {1, 7, 33}) {
          const at::Tensor x = input_of(step, count);
          // tanh goes from -1 to 1.
          CHECK(difference(started.chain->run(x), expected(step, x)) < 0.1 * 2 / 255);
        }
      }
    }
  }

  TEST_CASE("weights with outliers stay floats, and so do few") {
    const c10::InferenceMode guard;
    at::manual_seed(4);
    for (const TileKernels* kernels : kernels_here()) {
      FoldedStep step = linear_step(300, 800, {LayerKind::tanh});
      for (std::int64_t row = 0; row < 800; ++row) step.weight[row][0] = 20;
      CHECK(start_chain({&step, 1}, *kernels).chain->weight_bytes() == 4 * 300 * 800);
      const at::Tensor x = input_of(step, 2);
      CHECK(difference(start_chain({&step, 1}, *kernels).chain->run(x), expected(step, x)) < 1e-5);
      step = linear_step(100, 128, {LayerKind::tanh});
      CHECK(start_chain({&step, 1}, *kernels).chain->weight_bytes() == 4 * 100 * 128);
    }
  }

  TEST_CASE("a column of zeros and infinite weights") {
    const c10::InferenceMode guard;
    for (const TileKernels* kernels : kernels_here()) {
      std::vector<float> values(std::size_t(300 * 800), 0.F);
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = i % 800 == 5 ? 0.F : float(i % 11) - 5;
      const PanelWeights narrow(*kernels, {.depth = 300, .columns = 800}, values);
      CHECK(narrow.is_narrow());
      std::vector<float> ones(300, 1.F);
      std::vector<float> out(std::size_t(narrow.panel_columns()));
      const float* row = ones.data();
      narrow.multiply(0, 0, 0, &row, 1, out.data(), narrow.panel_columns());
      CHECK(out[5] == 0);
      for (const float broken : {INFINITY, NAN}) {
        values[7] = broken;
        CHECK_FALSE(PanelWeights(*kernels, {.depth = 300, .columns = 800}, values).is_narrow());
      }
    }
  }

  TEST_CASE("an image has the same bits for any number of threads and whichever images are beside it") {
    const c10::InferenceMode guard;
    at::manual_seed(5);
    std::vector<FoldedStep> steps{linear_step(20, 32 * 9, {LayerKind::relu})};
    steps[0].channels_last = steps[0].out = {32, 3, 3};
    steps.push_back(step_of({32, 24, 3, 3}, {LayerKind::leaky_relu, 0.2F}));
    steps.push_back(step_of({24, 3, 6, 6}, {LayerKind::tanh}));
    const at::Tensor x = at::randn({67, 20});
    for (const TileKernels* kernels : kernels_here()) {
      const std::string instructions = kernels->name;
      CAPTURE(instructions);
      use_threads(1);
      const StartedChain started = start_chain(steps, *kernels);
      REQUIRE(started.length == 3);
      const at::Tensor all = started.chain->run(x).clone();
      CHECK((all.sizes().vec() == std::vector<std::int64_t>{67, 3, 12, 12}));
      at::Tensor through = x;
      through = expected(steps[0], through).view({67, 3, 3, 32}).permute({0, 3, 1, 2});
      through = expected(steps[2], expected(steps[1], through));
      CHECK(difference(all, through) < 1e-5);
      for (const int threads : {1, 2, 3}) {
        use_threads(threads);
        CHECK(same_bits(started.chain->run(x), all));
        for (const std::int64_t image : {0, 1, 66})
          CHECK(same_bits(started.chain->run(x.narrow(0, image, 1)), all.narrow(0, image, 1)));
        CHECK(started.chain->run(x.narrow(0, 0, 0)).size(0) == 0);
      }
      use_threads(1);
    }
  }

  TEST_CASE("a chain ends where the order of numbers or an activation wants LibTorch") {
    const c10::InferenceMode guard;
    for (const TileKernels* kernels : kernels_here()) {
      // By channels and by pixels are different orders.
      std::vector<FoldedStep> steps{step_of({4, 3, 2, 2}, {LayerKind::relu}),
                                    linear_step(3 * 16, 5, {LayerKind::relu})};
      CHECK(start_chain(steps, *kernels).length == 1);
      // ELU is LibTorch's, behind the chain.
      steps = {linear_step(6, 5, {LayerKind::elu, 0.5F}), linear_step(5, 4, {LayerKind::relu})};
      const StartedChain started = start_chain(steps, *kernels);
      CHECK(started.length == 1);
      const at::Tensor x = at::randn({3, 6});
      CHECK(difference(started.chain->run(x), expected(steps[0], x)) < 1e-5);
      FoldedStep grouped = step_of({4, 4, 2, 2}, {LayerKind::relu});
      grouped.layer.plan.card.groups = 2;
      CHECK(start_chain({&grouped, 1}, *kernels).length == 0);
    }
  }

  TEST_CASE("a network equals the plain one with every kind of kernels, and without any") {
    const c10::InferenceMode guard;
    at::manual_seed(6);
    for (const std::string name : {"family_dcgan", "family_mlp", "conv_transpose2d", "residual"}) {
      CAPTURE(name);
      const OpenModel model = open_model(test::model_data(name + ".pt"));
      const std::vector<NetworkLayer> layers = load_layers(model.plan, *model.file, at::kCPU);
      const at::Tensor latents = at::randn({3, model.plan.latent.size});
      const at::Tensor plain = make_eager_network(layers)->forward(latents, {}).contiguous();
      const auto made = [&](Kernels kernels, const TileKernels* tiles) {
        return make_folded_network(fold_layers(layers), kernels, tiles)->forward(latents, {}).clone();
      };
      for (const TileKernels* tiles : kernels_here())
        CHECK(difference(made(Kernels::staged, tiles), plain.to(at::kDouble)) < 1e-4);
      // As on a processor that has none of their instructions.
      CHECK(same_bits(made(Kernels::staged, nullptr), made(Kernels::packed, nullptr)));
    }
  }

  TEST_CASE("what is not a number stays so through every activation") {
    for (const TileKernels* kernels : kernels_here()) {
      const std::vector<float> zeros(20, 0.F);
      const std::vector<float> ones(20, 1.F);
      for (const TileActivation activation :
           {TileActivation::none, TileActivation::slope, TileActivation::tanh, TileActivation::sigmoid}) {
        std::vector<float> x(20, 0.5F);
        x[3] = x[18] = NAN;
        kernels->finish(x.data(), 20, 1, 20, {ones.data(), zeros.data(), activation, 0}, x.data(), 20);
        for (std::size_t i = 0; i < x.size(); ++i) CHECK(std::isnan(x[i]) == (i == 3 || i == 18));
      }
      std::vector<float> x{-INFINITY, INFINITY};
      kernels->finish(x.data(), 2, 1, 2, {ones.data(), zeros.data(), TileActivation::slope, 0}, x.data(), 2);
      CHECK(std::isnan(x[0]));
      CHECK(x[1] == INFINITY);
    }
  }

  TEST_CASE("tanh and sigmoid over their whole range") {
    std::vector<float> x;
    for (int i = -3000; i <= 3000; ++i) x.push_back(float(i) / 100);
    x.insert(x.end(), {1e-8F, -1e-8F, 1e30F, -1e30F, INFINITY, -INFINITY});
    const std::vector<float> zeros(x.size(), 0.F);
    const std::vector<float> ones(x.size(), 1.F);
    const auto count = std::int64_t(x.size());
    for (const TileKernels* kernels : kernels_here()) {
      std::vector<float> y(x.size());
      kernels->finish(x.data(), count, 1, count, {ones.data(), zeros.data(), TileActivation::tanh, 0},
                      y.data(), count);
      for (std::size_t i = 0; i < x.size(); ++i)
        CHECK(std::abs(double(y[i]) - std::tanh(double(x[i]))) < 2e-7);
      kernels->finish(x.data(), count, 1, count, {ones.data(), zeros.data(), TileActivation::sigmoid, 0},
                      y.data(), count);
      for (std::size_t i = 0; i < x.size(); ++i)
        CHECK(std::abs(double(y[i]) - 1 / (1 + std::exp(-double(x[i])))) < 2e-7);
    }
  }
}
