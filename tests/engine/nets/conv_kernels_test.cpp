#include "engine/nets/conv_kernels.hpp"

#include "support/doctest_torch.hpp"

using namespace ganscope;

namespace {

struct Geometry {
  int inputs, outputs, side, kernel, stride, padding;
};

// DCGAN's layers in small, a 3 x 3 one, and odd sizes.
const std::vector<Geometry> kGeometries{{100, 16, 1, 4, 1, 0}, {16, 8, 4, 4, 2, 1}, {8, 3, 16, 4, 2, 1},
                                        {5, 7, 6, 3, 1, 1},    {6, 4, 5, 5, 2, 2},  {9, 2, 1, 7, 1, 0}};

double largest_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

}  // namespace

TEST_CASE("conv_transpose: LibTorch's values and gradients, for one image and for many") {
  at::manual_seed(3);
  for (const Geometry& g : kGeometries)
    for (const int batch : {1, 3, 32}) {
      CAPTURE(g.inputs);
      CAPTURE(batch);
      const at::Tensor x = at::randn({batch, g.inputs, g.side, g.side}).requires_grad_(true);
      const at::Tensor w = at::randn({g.inputs, g.outputs, g.kernel, g.kernel}).requires_grad_(true);
      const at::Tensor expected = at::conv_transpose2d(x, w, {}, g.stride, g.padding);
      const at::Tensor got = conv_transpose(x, w, g.stride, g.padding);
      REQUIRE(got.sizes() == expected.sizes());
      CHECK(largest_difference(got, expected) < 1e-3);
      const at::Tensor push = at::randn(expected.sizes());
      const auto wanted = torch::autograd::grad({expected}, {x, w}, {push});
      const auto found = torch::autograd::grad({got}, {x, w}, {push});
      CHECK(largest_difference(found[0], wanted[0]) < 1e-2);
      CHECK(largest_difference(found[1], wanted[1]) < 1e-2);
    }
}

TEST_CASE("conv_transpose: a weight or an input without a gradient is left out") {
  const at::Tensor x = at::randn({4, 6, 4, 4}).requires_grad_(true);
  const at::Tensor w = at::randn({6, 5, 4, 4});
  const at::Tensor expected = torch::autograd::grad({at::conv_transpose2d(x, w, {}, 2, 1).sum()}, {x})[0];
  const at::Tensor got = torch::autograd::grad({conv_transpose(x, w, 2, 1).sum()}, {x})[0];
  CHECK(largest_difference(got, expected) < 1e-3);
}

TEST_CASE("conv: LibTorch's values, also where the kernel covers the picture") {
  at::manual_seed(4);
  for (const auto& [kernel, stride, padding] :
       {std::tuple(4, 2, 1), std::tuple(8, 1, 0), std::tuple(3, 1, 1)}) {
    const at::Tensor x = at::randn({5, 3, 8, 8});
    const at::Tensor w = at::randn({2, 3, kernel, kernel});
    const at::Tensor expected = at::conv2d(x, w, {}, stride, padding);
    const at::Tensor got = conv(x, w, stride, padding);
    REQUIRE(got.sizes() == expected.sizes());
    CHECK(largest_difference(got, expected) < 1e-4);
  }
}
