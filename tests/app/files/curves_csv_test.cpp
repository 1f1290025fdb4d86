#include "app/files/curves_csv.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/text.hpp"

using namespace ganscope;

namespace {

std::vector<std::string> lines_of(const RunCurves& curves) { return split(curves_csv(curves), '\n'); }

}  // namespace

TEST_CASE("curves as CSV: every line has every column, and measurements stand in their iteration's line") {
  RunCurves curves;
  ToyMetrics m;
  m.coverage = 0.125;
  m.off_manifold = 0.25;
  m.modes = 1;
  m.mode_count = 9;
  curves.add(m);  // iteration 0, before any step
  for (int i = 1; i <= 3; ++i) {
    StepReport step;
    step.iteration = step.generator_steps = step.discriminator_steps = i;
    step.generator_loss = 0.1 * i;
    step.discriminator_loss = 1.5;
    curves.add(step);
  }
  m.iteration = 2;
  m.mode_count = 0;  // a manifold without modes
  curves.add(m);
  const std::vector<std::string> lines = lines_of(curves);
  REQUIRE(lines.size() >= 5);
  const auto columns = split(lines[0], ',').size();
  CHECK(columns == 16);
  for (std::size_t i = 0; i < 5; ++i)
    CHECK(static_cast<std::size_t>(std::count(lines[i].begin(), lines[i].end(), ',')) == columns - 1);
  CHECK(lines[1] == "0,0,0,,,,,,,0,0,0.125,0.25,1,0,0");
  CHECK(lines[2].starts_with("1,1,1,0.1,1.5,,,"));
  CHECK(lines[2].ends_with(",,,,,"));
  CHECK(lines[3].ends_with(",0.125,0.25,,0,0"));
  CHECK(lines[4].starts_with("3,3,3,0.30000000000000004,"));
}

TEST_CASE("curves as CSV: the steps of one side alone share an iteration, and its measurement comes once") {
  RunCurves curves;
  for (int i = 0; i < 3; ++i) {
    StepReport step;
    step.iteration = 4;
    step.discriminator_steps = i;
    curves.add(step);
  }
  ToyMetrics m;
  m.iteration = 4;
  m.coverage = 0.5;
  curves.add(m);
  int with = 0;
  for (const std::string& line : lines_of(curves)) with += line.find(",0.5,") != std::string::npos ? 1 : 0;
  CHECK(with == 1);
}
