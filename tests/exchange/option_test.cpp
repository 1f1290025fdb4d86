// What is said of options, and what several commands share.
#include "exchange/option.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "core/error.hpp"
#include "exchange/image_options.hpp"
#include "exchange/image_train_options.hpp"
#include "exchange/shared_options.hpp"
#include "exchange/toy_options.hpp"

using namespace ganscope;

namespace {

struct Sample {
  int laps = 3;
  double share = 0.5;
  bool fast = false;
  std::optional<std::uint64_t> walk;
  std::string name;
};

std::vector<Option<Sample>> sample_options() {
  OptionList<Sample> list;
  list.whole({.name = "laps", .help = "rounds", .unit = "laps", .effect = OptionEffect::live}, 1, 9,
             &Sample::laps);
  list.number({.name = "share", .help = "part of it"}, 0, 1e6, &Sample::share);
  list.flag({.name = "fast", .help = "without waiting"}, &Sample::fast);
  list.seed({.name = "walk", .help = "a walk", .fallback = "none", .effect = OptionEffect::starts_anew},
            &Sample::walk);
  list.text({.name = "name", .help = "what it is called", .also = {"title"}, .commands = {"tour"}},
            &Sample::name);
  return list.take();
}

/// A placeholder that says by itself what a number without a unit is.
bool explains_itself(const std::string& placeholder) {
  return placeholder == "FACTOR" || placeholder == "SHARE" || placeholder == "SEED" ||
         placeholder == "INDEX" || placeholder == "DISTANCE";
}

template <class Config>
void check_words(const std::vector<Option<Config>>& options) {
  for (const Option<Config>& option : options) {
    const std::string line = help_line(option);
    CAPTURE(option.name);
    CAPTURE(line);
    CHECK(option.placeholder != "VALUE");
    const std::string value = option.get(Config{});
    const bool number = !value.empty() && value.find_first_not_of("0123456789.e+-") == std::string::npos;
    if (!option.flag && !value.empty()) CHECK(line.find("default ") != std::string::npos);
    // --class is a number of a list, and what brought defaults is told in words.
    if (number && option.name != "class" && option.fallback.empty())
      CHECK((!option.unit.empty() || explains_itself(option.placeholder)));
  }
}

}  // namespace

TEST_CASE("options: help says range, default and unit, and no bound that nobody meets") {
  const std::vector<Option<Sample>> options = sample_options();
  CHECK(help_line(options[0]) == "rounds (1 to 9; default 3 laps)");
  CHECK(help_line(options[0], "1") == "rounds (1 to 9; default 1 lap)");
  CHECK(help_line(options[1]) == "part of it (default 0.5)");
  CHECK(help_line(options[2]) == "without waiting");
  CHECK(help_line(options[3]) == "a walk (default none)");
  CHECK(help_line(options[4]) == "what it is called");
  CHECK(options[0].placeholder == "N");
  CHECK(options[1].placeholder == "FACTOR");
  CHECK(options[3].placeholder == "SEED");
}

TEST_CASE("options: every default is told, and a unit or its like with every number") {
  check_words(toy_options());
  check_words(image_options());
  check_words(image_train_options());
}

TEST_CASE("options: other spellings and commands") {
  const Option<Sample> name = sample_options()[4];
  CHECK(name.is_called("name"));
  CHECK(name.is_called("title"));
  CHECK_FALSE(name.is_called("laps"));
  CHECK(name.belongs_to("tour"));
  CHECK_FALSE(name.belongs_to("grid"));
  CHECK(sample_options()[0].belongs_to("grid"));
}

TEST_CASE("options: the most that a change does, over all that differ") {
  const std::vector<Option<Sample>> options = sample_options();
  const Sample now;
  Sample wanted;
  CHECK(effect_of(options, now, wanted) == OptionEffect::live);
  wanted.laps = 4;
  CHECK(effect_of(options, now, wanted) == OptionEffect::live);
  wanted.share = 0.25;
  CHECK(effect_of(options, now, wanted) == OptionEffect::needs_reset);
  wanted.walk = 3;
  CHECK(effect_of(options, now, wanted) == OptionEffect::starts_anew);
  CHECK(meaning_of(OptionEffect::starts_anew) == "Starts anew at once.");
}

TEST_CASE("options: what commands share is one entry, which a command may narrow") {
  OptionList<Sample> list;
  add_shared(list, "count", &Sample::laps, {.help = "images a row", .fallback = "a few", .most = 5});
  const std::vector<Option<Sample>> options = list.take();
  CHECK(options[0].is_called("samples"));
  CHECK(help_line(options[0]) == "images a row (1 to 5; default a few)");
  Sample sample;
  options[0].set(sample, "5");
  CHECK(sample.laps == 5);
  CHECK_THROWS_WITH_AS(options[0].set(sample, "6"), "count is 6; expected 1 to 5", UsageError);
  CHECK_THROWS_AS(static_cast<void>(shared_option("colour of the sky")), std::out_of_range);
}
