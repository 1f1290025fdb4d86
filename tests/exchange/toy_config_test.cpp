#include "exchange/toy_config.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <set>

#include "core/error.hpp"
#include "exchange/random_config.hpp"

using namespace ganscope;

namespace {

std::string refusal(const ToyConfig& config) {
  try {
    validate(config);
  } catch (const UsageError& e) {
    return e.what();
  }
  return "";
}

struct Wrong {
  std::string message;
  std::function<void(ToyConfig&)> spoil;
};

}  // namespace

TEST_SUITE("toy_config") {
  TEST_CASE("the defaults and every preset are valid") {
    CHECK(refusal(ToyConfig{}).empty());
    std::set<std::string> names;
    for (const ToyPreset& preset : toy_presets()) {
      CAPTURE(preset.name);
      CHECK(names.insert(preset.name).second);
      CHECK_FALSE(preset.description.empty());
      ToyConfig config;
      config.data = preset.data;
      config.latent = preset.latent;
      CHECK(refusal(config).empty());
      CHECK(&toy_preset(preset.name) == &preset);
    }
  }

  TEST_CASE("the program starts on the preset that the defaults spell") {
    const ToyPreset& preset = toy_preset(kDefaultPreset);
    CHECK(preset.data == ToyConfig{}.data);
    CHECK(preset.latent == ToyConfig{}.latent);
  }

  TEST_CASE("an unknown preset names the nearest and all of them") {
    try {
      static_cast<void>(toy_preset("fig2c"));
      FAIL("not refused");
    } catch (const UsageError& e) {
      CHECK(std::string(e.what()) ==
            "unknown preset 'fig2c'; did you mean 'fig1c'? Valid: fig1a, fig1b, fig1c, fig1d, fig2a, fig2b");
    }
  }

  TEST_CASE("every value out of range is refused with option, value and range") {
    const std::vector<Wrong> wrongs{
        {"batch is 1; expected 2 to 65536", [](ToyConfig& c) { c.batch = 1; }},
        {"batch is 65537; expected 2 to 65536", [](ToyConfig& c) { c.batch = 65537; }},
        {"seed is 9223372036854775808; expected 0 to 9223372036854775807",
         [](ToyConfig& c) { c.seed = std::uint64_t{1} << 63; }},
        {"decay is 0; expected 0.01 to 1", [](ToyConfig& c) { c.decay = 0; }},
        {"decay is 1.01; expected 0.01 to 1", [](ToyConfig& c) { c.decay = 1.01; }},
        {"decay-every is 0; expected 1 to 1000000000", [](ToyConfig& c) { c.decay_every = 0; }},
        {"clip is 0; expected 0.000001 to 100", [](ToyConfig& c) { c.clip = 0; }},
        {"clip is 101; expected 0.000001 to 100", [](ToyConfig& c) { c.clip = 101; }},
        {"penalty is -1; expected 0 to 10000", [](ToyConfig& c) { c.penalty = -1; }},
        {"penalty is nan; expected 0 to 10000", [](ToyConfig& c) { c.penalty = std::nan(""); }},
        {"generator-rate is 11; expected 0 to 10", [](ToyConfig& c) { c.generator.rate = 11; }},
        {"generator-rate is inf; expected 0 to 10", [](ToyConfig& c) { c.generator.rate = HUGE_VAL; }},
        {"discriminator-rate is -0.1; expected 0 to 10", [](ToyConfig& c) { c.discriminator.rate = -0.1; }},
        {"generator-momentum is 1; expected 0 to 0.9999", [](ToyConfig& c) { c.generator.momentum = 1; }},
        {"discriminator-momentum is -1; expected 0 to 0.9999",
         [](ToyConfig& c) { c.discriminator.momentum = -1; }},
        {"generator-updates is -1; expected 0 to 100", [](ToyConfig& c) { c.generator.updates = -1; }},
        {"discriminator-updates is 101; expected 0 to 100",
         [](ToyConfig& c) { c.discriminator.updates = 101; }},
        {"generator-widths is 0; expected 1 to 4096",
         [](ToyConfig& c) {
           c.generator.widths = {20, 0};
         }},
        {"discriminator-widths is 4097; expected 1 to 4096",
         [](ToyConfig& c) { c.discriminator.widths = {4097}; }},
        {"generator-widths is ''; expected 1 to 32 hidden layers such as 20-40-20",
         [](ToyConfig& c) { c.generator.widths = {}; }},
    };
    for (const Wrong& wrong : wrongs) {
      ToyConfig config;
      wrong.spoil(config);
      CHECK(refusal(config) == wrong.message);
    }
    ToyConfig deep;
    deep.generator.widths.assign(33, 2);
    CHECK(refusal(deep).find("1 to 32 hidden layers") != std::string::npos);
  }

  TEST_CASE("the ends of the ranges are valid") {
    ToyConfig low;
    low.batch = 2;
    low.seed = 0;
    low.decay = 0.01;
    low.decay_every = 1;
    low.clip = 1e-6;
    low.penalty = 0;
    low.generator = {.widths = {1}, .rate = 0, .momentum = 0, .updates = 0};
    CHECK(refusal(low).empty());
    ToyConfig high;
    high.batch = 65536;
    high.seed = ~std::uint64_t{0} >> 1;
    high.decay = 1;
    high.decay_every = 1000000000;
    high.clip = 100;
    high.penalty = 10000;
    high.generator = {.widths = std::vector<int>(32, 4096), .rate = 10, .momentum = 0.9999, .updates = 100};
    CHECK(refusal(high).empty());
  }

  TEST_CASE("wgan-gp with batch normalisation in the critic is refused with the reason and the way out") {
    ToyConfig config;
    config.loss = Loss::wgan_gp;
    const std::string message = refusal(config);
    CHECK(message.find("wgan-gp") != std::string::npos);
    CHECK(message.find("whole batch") != std::string::npos);
    CHECK(message.find("--discriminator-normalisation none") != std::string::npos);
    config.discriminator.normalisation = Normalisation::none;  // the generator may keep its own
    CHECK(refusal(config).empty());
  }

  TEST_CASE("a run in which nobody learns is refused") {
    ToyConfig config;
    config.generator.updates = 0;
    CHECK(refusal(config).empty());
    config.discriminator.updates = 0;
    CHECK(refusal(config).find("at least one step") != std::string::npos);
  }

  TEST_CASE("random configurations of the tests are valid") {
    test::RandomConfig configs(1);
    for (int i = 0; i < 500; ++i) CHECK(refusal(configs.next()).empty());
  }
}
