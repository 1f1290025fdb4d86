#include "engine/mlp/folded.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/mlp/small_network.hpp"

using namespace ganscope;
using namespace ganscope::mlp;
using namespace ganscope::test;

namespace {

double largest_difference(std::span<const float> a, std::span<const float> b) {
  double out = a.size() == b.size() ? 0 : 1e30;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    out = std::max(out, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
  return out;
}

}  // namespace

TEST_CASE("folded: a frozen batch gives each of its rows what the batch gave it, for every activation") {
  for (const Activation activation : kActivations)
    for (const Normalisation normalisation : kNormalisations) {
      Team team;
      auto network = small_network<float>(small_config(activation, normalisation), 2, 2);
      Pass<float> pass(network, team);
      pass.shape(700);
      const std::vector<float> x = numbers<float>(1400, 4);
      std::copy(x.begin(), x.end(), pass.input().begin());
      pass.forward(false);
      const Folded folded(network, pass);
      std::vector<float> out(1400);
      folded(x, out);
      CHECK(largest_difference(out, pass.output()) < 5e-5);
      // Row by row it is a pure function: a part of the batch gives the same answers.
      std::vector<float> three(6);
      folded(std::span<const float>(x).subspan(200, 6), three);
      CHECK(largest_difference(three, pass.output().subspan(200, 6)) < 5e-5);
    }
}

TEST_CASE("folded: what is only looked at needs no way back, and is the same to the bit") {
  for (const Normalisation normalisation : kNormalisations)
    for (const int members : {1, 3}) {
      Team team(members);
      auto network =
          small_network<float>(small_config(Activation::elu, normalisation, {20, 70, 5, 40}), 2, 1);
      Pass<float> kept(network, team);
      Pass<float> looked(network, team);
      kept.shape(300);
      looked.shape(300, 1, false);
      const std::vector<float> x = numbers<float>(600, 4);
      for (Pass<float>* pass : {&kept, &looked}) {
        std::copy(x.begin(), x.end(), pass->input().begin());
        pass->forward(false);
      }
      CHECK(std::equal(kept.output().begin(), kept.output().end(), looked.output().begin()));
    }
}

TEST_CASE("row kernels: activations to float precision, and NaN stays NaN") {
  const std::vector<float> x{-120.f, -20.f, -5.f,  -0.6f, -0.3f, -1e-4f, -1e-9f, 0.f,
                             1e-5f,  0.2f,  0.61f, 0.64f, 3.f,   8.f,    30.f,   std::nanf("")};
  for (const Activation activation : kActivations) {
    CAPTURE(static_cast<int>(activation));
    Aligned<float> bias(16, 0.f);
    Aligned<float> out(x.begin(), x.end());
    row_kernels<float>().add_bias(activation, {1, 16}, bias.data(), out.data());
    for (std::size_t i = 0; i < 15; ++i) {
      const auto y = static_cast<double>(x[i]);
      const double expected = activation == Activation::elu          ? (y > 0 ? y : std::expm1(y))
                              : activation == Activation::relu       ? std::max(y, 0.0)
                              : activation == Activation::leaky_relu ? (y > 0 ? y : 0.2 * y)
                                                                     : std::tanh(y);
      CHECK(std::abs(static_cast<double>(out[i]) - expected) < 2e-7 * std::max(1.0, std::abs(expected)));
      // Where it is small, tanh is right to its own last digits.
      if (activation == Activation::tanh)
        CHECK(static_cast<double>(out[i]) == doctest::Approx(expected).epsilon(5e-7));
    }
    CHECK(std::isnan(out[15]));
  }
}

TEST_CASE("row kernels: each kind that this processor has agrees with the plain one") {
  const std::string name = row_kernels_name();
  CHECK((name == "avx512" || name == "avx2" || name == "plain"));
  for (const RowKernels<float>* kernels : every_row_kernels()) {
    constexpr int kRows = 37;
    constexpr int kStride = 48;
    const Rows rows{kRows, kStride};
    const std::vector<float> from = numbers<float>(kRows * kStride, 3);
    Aligned<float> z(from.begin(), from.end());
    Aligned<float> mean(kStride), squares(kStride), plain_mean(kStride), plain_squares(kStride);
    kernels->moments({.rows = rows, .z = z.data(), .mean = mean.data(), .squares = squares.data()});
    every_row_kernels().front()->moments(
        {.rows = rows, .z = z.data(), .mean = plain_mean.data(), .squares = plain_squares.data()});
    CHECK(largest_difference(mean, plain_mean) < 1e-6);
    CHECK(largest_difference(squares, plain_squares) < 1e-4);
    for (const Activation activation : kActivations) {
      Aligned<float> ours(kRows * kStride), theirs(kRows * kStride);
      for (const auto& [k, out] : {std::pair{kernels, &ours}, {every_row_kernels().front(), &theirs}})
        k->normalise(activation, {.rows = rows,
                                  .z = z.data(),
                                  .mean = plain_mean.data(),
                                  .factor = plain_squares.data(),
                                  .shift = plain_mean.data(),
                                  .out = out->data()});
      CHECK(largest_difference(ours, theirs) < 3e-5);
    }
  }
}
