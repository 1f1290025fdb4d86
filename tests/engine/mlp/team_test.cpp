#include "engine/mlp/team.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <numeric>

#include "engine/mlp/optimiser.hpp"
#include "engine/mlp/penalty.hpp"
#include "engine/mlp/small_network.hpp"

using namespace ganscope;
using namespace ganscope::mlp;
using namespace ganscope::test;

TEST_CASE("team: every member works once, and all meet before any goes on") {
  for (const int members : {1, 2, 3, 5}) {
    Team team(members);
    std::vector<int> first(static_cast<std::size_t>(members), 0);
    std::vector<int> seen(static_cast<std::size_t>(members), 0);
    for (int round = 1; round <= 300; ++round) {
      team.run([&](int member) {
        first[static_cast<std::size_t>(member)] = round;
        team.meet();
        seen[static_cast<std::size_t>(member)] +=
            std::accumulate(first.begin(), first.end(), 0) == members * round;
        team.meet();
      });
      if (round == 150) std::this_thread::sleep_for(std::chrono::milliseconds(5));  // and they sleep
    }
    for (const int times : seen) CHECK(times == 300);
  }
}

TEST_CASE("team: members come and go") {
  Team team(3);
  for (const int members : {1, 4, 2, 0, 3}) {
    team.resize(members);
    CHECK(team.size() == std::max(1, members));
    std::vector<int> worked(static_cast<std::size_t>(team.size()), 0);
    team.run([&](int member) { ++worked[static_cast<std::size_t>(member)]; });
    for (const int times : worked) CHECK(times == 1);
  }
}

TEST_CASE("team: shares are everything, once") {
  for (const int count : {0, 1, 5, 64})
    for (const int members : {1, 2, 3, 7}) {
      int next = 0;
      for (int member = 0; member < members; ++member) {
        const Share share(count, member, members);
        CHECK(share.begin == next);
        next = share.end;
      }
      CHECK(next == count);
    }
}

namespace {

/// Some steps of learning; everything that they leave.
std::vector<float> learnt(int members, Activation activation, Normalisation normalisation, bool penalised) {
  Team team(members);
  auto network = small_network<float>(small_config(activation, normalisation, {20, 40, 70}), 2, 1);
  Optimiser<float> optimiser(OptimiserKind::adam, network);
  Pass<float> pass(network, team);
  pass.shape(300, 2);
  Penalty<float> penalty(network, team);
  penalty.shape(150);
  for (std::uint64_t step = 0; step < 4; ++step) {
    const std::vector<float> x = numbers<float>(1200, step);
    const std::vector<float> slopes = numbers<float>(600, step + 100);
    std::copy(x.begin(), x.end(), pass.input().begin());
    pass.forward(true);
    pass.backward(slopes.data(), {.weights = true, .inputs_from = 10});
    if (penalised) {
      std::copy_n(x.begin(), 300, penalty.input().begin());
      penalty.add(0.1f);
    }
    optimiser.step(network, team, 1e-3, 0.9);
    network.pack(team);
  }
  std::vector<float> out(network.parameters().begin(), network.parameters().end());
  out.insert(out.end(), network.running().begin(), network.running().end());
  out.insert(out.end(), pass.input_gradients().begin(), pass.input_gradients().end());
  return out;
}

}  // namespace

TEST_CASE("team: any number of members gives the same bits") {
  for (const Activation activation : kActivations)
    for (const bool normalised : {true, false}) {
      const Normalisation normalisation = normalised ? Normalisation::batch : Normalisation::none;
      const std::vector<float> alone = learnt(1, activation, normalisation, !normalised);
      for (const int members : {2, 3, 4})
        CHECK(learnt(members, activation, normalisation, !normalised) == alone);
    }
}
