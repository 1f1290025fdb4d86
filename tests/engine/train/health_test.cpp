#include "engine/train/health.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

namespace {

ImageTrainReport healthy(std::int64_t iteration) {
  ImageTrainReport report;
  report.iteration = iteration;
  report.discriminator_loss = 0.8;
  report.generator_loss = 1.5;
  report.generator_gradient = report.discriminator_gradient = 2;
  report.variety = 0.9;
  return report;
}

/// The ids that came over these iterations, all with the same report.
std::vector<std::string> came(HealthMonitor& monitor, ImageTrainReport report, int iterations) {
  std::vector<std::string> ids;
  for (int i = 0; i < iterations; ++i, ++report.iteration)
    for (const HealthWarning& warning : monitor.add(report)) ids.push_back(warning.id);
  return ids;
}

using Ids = std::vector<std::string>;
constexpr int kPatience = HealthMonitor::kPatience;

}  // namespace

TEST_CASE("health: a good run gets no warning") {
  HealthMonitor monitor(Loss::non_saturating);
  CHECK(came(monitor, healthy(1), 500).empty());
  CHECK(monitor.current().empty());
}

TEST_CASE("health: each sign is told once, after it has held for a while, and goes again") {
  struct Case {
    const char* id;
    void (*spoil)(ImageTrainReport&);
  };
  const std::vector<Case> cases{
      {"discriminator-wins", [](ImageTrainReport& r) { r.discriminator_loss = 0.001; }},
      {"large-gradients", [](ImageTrainReport& r) { r.discriminator_gradient = 150; }},
      {"large-gradients", [](ImageTrainReport& r) { r.generator_gradient = 1e6; }},
      {"no-gradient", [](ImageTrainReport& r) { r.generator_gradient = 0; }},
      {"collapse", [](ImageTrainReport& r) { r.variety = 0.01; }}};
  for (const Case& c : cases) {
    CAPTURE(c.id);
    HealthMonitor monitor(Loss::non_saturating);
    ImageTrainReport bad = healthy(1);
    c.spoil(bad);
    CHECK(came(monitor, bad, kPatience - 1).empty());
    CHECK(came(monitor, healthy(kPatience), 1).empty());
    bad.iteration = 1000;
    CHECK(came(monitor, bad, 3 * kPatience) == Ids{c.id});
    REQUIRE(monitor.current().size() == 1);
    CHECK(monitor.current()[0].since == 1000 + kPatience - 1);
    CHECK_FALSE(monitor.current()[0].meaning.empty());
    CHECK_FALSE(monitor.current()[0].advice.empty());
    CHECK(came(monitor, healthy(2000), kPatience).empty());
    CHECK(monitor.current().empty());
    bad.iteration = 3000;
    CHECK(came(monitor, bad, kPatience) == Ids{c.id});
  }
}

TEST_CASE("health: a critic's loss may be anything") {
  for (const Loss loss : {Loss::wgan_clip, Loss::wgan_gp}) {
    HealthMonitor monitor(loss);
    ImageTrainReport report = healthy(1);
    report.discriminator_loss = -5;
    CHECK(came(monitor, report, 3 * kPatience).empty());
  }
}
