#include "exchange/toy_options.hpp"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>

#include "app/commands/toy_command_line.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "exchange/random_config.hpp"

using namespace ganscope;

namespace {

const ToyOption& option(const std::string& name) {
  for (const ToyOption& o : toy_options())
    if (o.name == name) return o;
  throw std::runtime_error("no option " + name);
}

/// What the program makes of a command line that has no quoted blanks.
ToyConfig parsed(const std::string& command) {
  std::vector<std::string> words = split(command, ' ');
  REQUIRE(words.size() >= 2);
  CHECK(words[0] == "ganscope");
  CHECK(words[1] == "toy");
  std::vector<std::string> reversed(words.rbegin(), words.rend() - 2);
  CLI::App app;
  ToyCommandLine line(app);
  app.parse(reversed);
  return line.options().config;
}

/// A value other than the one `config` has, valid for the option.
std::string another(const ToyOption& o, const ToyConfig& config, test::RandomConfig& configs) {
  while (true) {
    const std::string value = o.get(configs.next());
    if (!value.empty() && value != o.get(config)) return value;
  }
}

}  // namespace

TEST_SUITE("toy_options") {
  TEST_CASE("names are different and every option explains itself") {
    std::set<std::string> names;
    for (const ToyOption& o : toy_options()) {
      CAPTURE(o.name);
      CHECK(names.insert(o.name).second);
      CHECK_FALSE(o.help.empty());
      CHECK_FALSE(o.expected.empty());
    }
  }

  TEST_CASE("setting an option to its own value changes nothing") {
    test::RandomConfig configs(2);
    for (int i = 0; i < 200; ++i) {
      const ToyConfig config = configs.next();
      for (const ToyOption& o : toy_options()) {
        const std::string value = o.get(config);
        if (o.both_sides && value.empty()) continue;
        ToyConfig copy = config;
        o.set(copy, value);
        CAPTURE(o.name);
        REQUIRE(copy == config);
      }
    }
  }

  TEST_CASE("every option changes what it reads, and the options together reach everything") {
    test::RandomConfig configs(3);
    for (int i = 0; i < 20; ++i) {
      const ToyConfig wanted = configs.next();
      ToyConfig built;
      for (const ToyOption& o : toy_options()) {
        ToyConfig changed;
        const std::string value = another(o, changed, configs);
        o.set(changed, value);
        CAPTURE(o.name);
        CHECK(o.get(changed) == value);
        CHECK_FALSE(changed == ToyConfig{});
        if (!o.both_sides) o.set(built, o.get(wanted));
      }
      CHECK(built == wanted);
    }
  }

  TEST_CASE("an option of both sides sets both and is silent where they differ") {
    ToyConfig config;
    option("rate").set(config, "0.5");
    CHECK(config.generator.rate == 0.5);
    CHECK(config.discriminator.rate == 0.5);
    CHECK(option("rate").get(config) == "0.5");
    option("generator-rate").set(config, "0.25");
    CHECK(config.discriminator.rate == 0.5);
    CHECK(option("rate").get(config).empty());
    CHECK(option("discriminator-rate").get(config) == "0.5");
  }

  TEST_CASE("options of both sides come before those of one, which so win") {
    const auto place = [](const std::string& name) { return &option(name) - toy_options().data(); };
    for (const ToyOption& o : toy_options())
      if (o.both_sides) {
        CHECK(place(o.name) < place("generator-" + o.name));
        CHECK(place(o.name) < place("discriminator-" + o.name));
      }
  }

  TEST_CASE("names in the wrong list are refused with the valid ones") {
    const std::vector<std::pair<std::string, std::string>> wrong{{"loss", "wgan-pg"},
                                                                 {"activation", "relux"},
                                                                 {"generator-activation", "relux"},
                                                                 {"normalisation", "batches"},
                                                                 {"discriminator-optimiser", "adm"},
                                                                 {"batches", "jiont"}};
    for (const auto& [name, value] : wrong) {
      ToyConfig config;
      CAPTURE(name);
      try {
        option(name).set(config, value);
        FAIL_CHECK("not refused");
      } catch (const UsageError& e) {
        const std::string message = e.what();
        CHECK(message.find("unknown " + name + " '" + value + "'; did you mean '") == 0);
        CHECK(message.find("Valid: " + option(name).expected) != std::string::npos);
      }
      CHECK(config == ToyConfig{});
    }
  }

  TEST_CASE("numbers out of range name the range that the help shows") {
    int ranges = 0;
    for (const ToyOption& o : toy_options()) {
      const std::size_t to = o.expected.find(" to ");
      if (to == std::string::npos || o.expected.find_first_not_of("0123456789.e-+ to") != std::string::npos)
        continue;
      ++ranges;
      for (const char* value : {"-1", "99999999999999999999"}) {
        CAPTURE(o.name);
        ToyConfig config;
        try {
          o.set(config, value);
          FAIL_CHECK("not refused");
        } catch (const UsageError& e) {
          CHECK(std::string(e.what()) == o.name + " is " + value + "; expected " + o.expected);
        }
      }
    }
    CHECK(ranges == 6 + 3 * 3);
  }

  TEST_CASE("to_command leaves out defaults and names a preset where one matches") {
    ToyConfig config;
    CHECK(to_command(config) == "ganscope toy --preset fig2a");
    config.data = "spiral";
    CHECK(to_command(config) == "ganscope toy --preset fig1d");
    config.latent = "normal:3";
    config.seed = 3;
    CHECK(to_command(config) == "ganscope toy --data spiral --latent normal:3 --seed 3");
    config.data = "file:my points.csv";
    CHECK(to_command(config).find("--data 'file:my points.csv'") != std::string::npos);
  }

  TEST_CASE("to_command says a setting of both sides once") {
    ToyConfig config;
    config.generator.rate = config.discriminator.rate = 0.01;
    CHECK(to_command(config) == "ganscope toy --preset fig2a --rate 0.01");
    config.discriminator.rate = 0.02;
    CHECK(to_command(config) ==
          "ganscope toy --preset fig2a --generator-rate 0.01 --discriminator-rate 0.02");
  }

  TEST_CASE("the command line that to_command prints makes the same run") {
    test::RandomConfig configs(4);
    for (int i = 0; i < 200; ++i) {
      const ToyConfig config = configs.next();
      const std::string command = to_command(config);
      CAPTURE(command);
      REQUIRE(parsed(command) == config);
    }
  }

  TEST_CASE("live options reach a running training, the others ask for a reset") {
    test::RandomConfig configs(5);
    const std::set<std::string> live{"decay", "decay-every", "clip",   "penalty",
                                     "rate",  "momentum",    "updates"};
    for (const ToyOption& o : toy_options()) {
      CAPTURE(o.name);
      const std::size_t dash = o.name.find('-');
      const bool of_side = o.name.starts_with("generator-") || o.name.starts_with("discriminator-");
      const bool is_live = live.contains(of_side ? o.name.substr(dash + 1) : o.name);
      const bool is_problem = o.name == "data" || o.name == "latent" || o.name == "seed";
      CHECK(o.effect == (is_live      ? OptionEffect::live
                         : is_problem ? OptionEffect::starts_anew
                                      : OptionEffect::needs_reset));
      const ToyConfig base;
      ToyConfig wanted = base;
      o.set(wanted, another(o, base, configs));
      CHECK(needs_reset(base, wanted) == !is_live);
      CHECK(effect_of(base, wanted) == o.effect);
      CHECK(with_live_options(base, wanted) == (is_live ? wanted : base));
      CHECK_FALSE(needs_reset(wanted, wanted));
    }
  }

  TEST_CASE("of several changes the one that does most decides") {
    const ToyConfig base;
    CHECK(effect_of(base, base) == OptionEffect::live);
    ToyConfig wanted = base;
    option("rate").set(wanted, "0.5");
    CHECK(effect_of(base, wanted) == OptionEffect::live);
    option("generator-widths").set(wanted, "8");
    CHECK(effect_of(base, wanted) == OptionEffect::needs_reset);
    CHECK(waiting_changes(base, wanted) == 1);
    option("discriminator-widths").set(wanted, "8");
    CHECK(waiting_changes(base, wanted) == 2);
    option("discriminator-widths").set(wanted, option("discriminator-widths").get(base));
    CHECK(waiting_changes(base, base) == 0);
    option("seed").set(wanted, "9");
    CHECK(effect_of(base, wanted) == OptionEffect::starts_anew);
    option("generator-widths").set(wanted, option("generator-widths").get(base));
    CHECK(effect_of(base, wanted) == OptionEffect::starts_anew);
  }

  TEST_CASE("with_live_options takes the live part alone, from sides that differ too") {
    test::RandomConfig configs(6);
    for (int i = 0; i < 100; ++i) {
      const ToyConfig base = configs.next();
      const ToyConfig wanted = configs.next();
      const ToyConfig mixed = with_live_options(base, wanted);
      for (const ToyOption& o : toy_options())
        if (!o.both_sides) REQUIRE(o.get(mixed) == o.get(o.effect == OptionEffect::live ? wanted : base));
      CHECK_FALSE(needs_reset(base, mixed));
    }
  }
}
