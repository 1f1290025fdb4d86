#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/mlp/penalty.hpp"
#include "engine/mlp/small_network.hpp"

using namespace ganscope;
using namespace ganscope::mlp;
using namespace ganscope::test;

namespace {

/// The slope of `value` at *x by differences of fourth order.
double difference(double* x, const std::function<double()>& value, double h = 1e-4) {
  const double at = *x;
  const auto moved = [&](double by) {
    *x = at + by;
    return value();
  };
  const double slope = (8 * (moved(h) - moved(-h)) - (moved(2 * h) - moved(-2 * h))) / (12 * h);
  *x = at;
  return slope;
}

/// Small where the activation has a kink, which must not lie between two differences, or half a kink (ELU).
double step_for(Activation activation) { return activation == Activation::tanh ? 1e-4 : 1e-7; }

struct Case {
  Activation activation;
  Normalisation normalisation;
  int inputs;
  int outputs;
  int rows;
  int groups;
};

std::vector<Case> cases() {
  std::vector<Case> out;
  for (const Activation activation : kActivations)
    for (const Normalisation normalisation : kNormalisations)
      for (const int groups : {1, 2}) {
        out.push_back({activation, normalisation, 2, 1, 70, groups});  // a whole tile and a short one
        out.push_back({activation, normalisation, 1, 2, 9, groups});
      }
  return out;
}

}  // namespace

TEST_CASE("small networks: every gradient is the slope that finite differences find") {
  for (const Case& c : cases()) {
    CAPTURE(static_cast<int>(c.activation));
    CAPTURE(static_cast<int>(c.normalisation));
    CAPTURE(c.groups);
    CAPTURE(c.rows);
    Team team;
    auto network = small_network<double>(small_config(c.activation, c.normalisation), c.inputs, c.outputs);
    Pass<double> pass(network, team);
    pass.shape(c.rows, c.groups);
    const auto all = static_cast<std::size_t>(c.rows * c.groups);
    const std::vector<double> x = numbers<double>(all * static_cast<std::size_t>(c.inputs), 5);
    std::copy(x.begin(), x.end(), pass.input().begin());
    // A loss that weighs every output differently: its gradient at the output is these weights.
    const std::vector<double> weights = numbers<double>(all * static_cast<std::size_t>(c.outputs), 6);
    const auto loss = [&] {
      network.pack(team);
      pass.forward(false);
      double sum = 0;
      for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * pass.output()[i];
      return sum;
    };
    loss();
    pass.backward(weights.data(), {.weights = true, .inputs_from = 0});
    const std::vector<double> gradients(network.gradients().begin(), network.gradients().end());
    const std::vector<double> at_inputs(pass.input_gradients().begin(), pass.input_gradients().end());
    const std::vector<double> before(network.parameters().begin(), network.parameters().end());
    double size = 0;
    for (const double g : gradients) size = std::max(size, std::abs(g));
    REQUIRE(size > 0.1);
    const double h = step_for(c.activation);
    const double tolerance = c.activation == Activation::tanh ? 1e-8 : 1e-6;
    for (std::size_t i = 0; i<gradients.size(); i += gradients.size()> 300 ? 3 : 1)
      if (std::abs(difference(&network.parameters()[i], loss, h) - gradients[i]) > tolerance * size)
        FAIL_CHECK("parameter " << i << ": " << gradients[i] << " instead of "
                                << difference(&network.parameters()[i], loss, h));
    for (std::size_t i = 0; i < at_inputs.size(); ++i)
      if (std::abs(difference(&pass.input()[i], loss, h) - at_inputs[i]) > tolerance * size)
        FAIL_CHECK("input " << i << ": " << at_inputs[i] << " instead of "
                            << difference(&pass.input()[i], loss, h));
    CHECK(std::vector<double>(network.parameters().begin(), network.parameters().end()) == before);
  }
}

TEST_CASE("small networks: the way back without weights leaves their gradients alone") {
  Team team;
  auto network = small_network<double>(small_config(Activation::elu, Normalisation::batch), 2, 1);
  Pass<double> pass(network, team);
  pass.shape(130);
  const std::vector<double> x = numbers<double>(260, 1);
  std::copy(x.begin(), x.end(), pass.input().begin());
  const std::vector<double> slopes = numbers<double>(130, 2);
  pass.forward(false);
  pass.backward(slopes.data(), {.weights = true, .inputs_from = 0});
  const std::vector<double> whole(pass.input_gradients().begin(), pass.input_gradients().end());
  std::fill(network.gradients().begin(), network.gradients().end(), 7.0);
  pass.forward(false);
  pass.backward(slopes.data(), {.weights = false, .inputs_from = 65});
  for (const double g : network.gradients()) REQUIRE(g == 7.0);
  for (std::size_t i = 130; i < 260; ++i) REQUIRE(pass.input_gradients()[i] == whole[i]);
}

TEST_CASE("small networks: the penalty's gradient is the slope that finite differences find") {
  for (const Activation activation : kActivations)
    for (const int inputs : {1, 2}) {
      CAPTURE(static_cast<int>(activation));
      CAPTURE(inputs);
      Team team;
      auto network = small_network<double>(small_config(activation, Normalisation::none), inputs, 1);
      Penalty<double> penalty(network, team);
      penalty.shape(67);
      const std::vector<double> x = numbers<double>(static_cast<std::size_t>(67 * inputs), 5);
      std::copy(x.begin(), x.end(), penalty.input().begin());
      constexpr double kWeight = 3;
      const auto value = [&] {
        network.pack(team);
        return kWeight * penalty.add(kWeight);
      };
      // It adds to what is there.
      std::fill(network.gradients().begin(), network.gradients().end(), 0.5);
      value();
      std::vector<double> gradients(network.gradients().begin(), network.gradients().end());
      double size = 0;
      for (double& g : gradients) size = std::max(size, std::abs(g -= 0.5));
      REQUIRE(size > 0.1);
      for (std::size_t i = 0; i < gradients.size(); ++i) {
        const double slope = difference(&network.parameters()[i], value, step_for(activation));
        if (std::abs(slope - gradients[i]) > (activation == Activation::tanh ? 1e-7 : 1e-5) * size)
          FAIL_CHECK("parameter " << i << ": " << gradients[i] << " instead of " << slope);
      }
    }
}

TEST_CASE("small networks: the penalty is what the ways back say it is") {
  Team team;
  auto network = small_network<double>(small_config(Activation::tanh, Normalisation::none), 2, 1);
  const std::vector<double> x = numbers<double>(200, 8);
  Pass<double> pass(network, team);
  pass.shape(100);
  std::copy(x.begin(), x.end(), pass.input().begin());
  pass.forward(false);
  const std::vector<double> ones(100, 1.0);
  pass.backward(ones.data(), {.weights = false, .inputs_from = 0});
  double expected = 0;
  for (std::size_t i = 0; i < 200; i += 2) {
    const double length = std::hypot(pass.input_gradients()[i], pass.input_gradients()[i + 1]);
    expected += (length - 1) * (length - 1) / 100;
  }
  Penalty<double> penalty(network, team);
  penalty.shape(100);
  std::copy(x.begin(), x.end(), penalty.input().begin());
  CHECK(penalty.add(1) == doctest::Approx(expected).epsilon(1e-9));
}
