#include "core/text.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "core/error.hpp"
#include "core/rng.hpp"

using namespace ganscope;

namespace {

using Words = std::vector<std::string>;

/// What the shell makes of `text`, as the one argument of printf.
std::string through_shell(const std::string& text) {
  const std::string command = "printf %s " + text;
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
  CHECK(::pclose(pipe) == 0);
  return out;
}

/// Digits from the first that is not 0, without point, sign and exponent.
std::size_t significant_digits(const std::string& text) {
  std::string digits;
  for (const char c : text.substr(0, text.find('e')))
    if (c >= '0' && c <= '9' && !(digits.empty() && c == '0')) digits += c;
  return digits.size();
}

std::string message_of(const auto& call) {
  try {
    call();
  } catch (const UsageError& e) {
    return e.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_SUITE("text") {
  TEST_CASE("three_digits") {
    const std::vector<std::pair<double, std::string>> cases{
        {0, "0.00"},           {-0.0, "0.00"},        {1, "1.00"},         {12.3, "12.3"},
        {123, "123"},          {0.00123, "0.00123"},  {-0.5, "-0.500"},    {-12.34, "-12.3"},
        {1234.4, "1234"},      {4.57e6, "4.57e+06"},  {1e-12, "1.00e-12"}, {-2.5e-9, "-2.50e-09"},
        {1e300, "1.00e+300"},  {5e-324, "4.94e-324"}, {9.996, "10.0"},     {-9.996, "-10.0"},
        {99.96, "100"},        {0.9996, "1.00"},      {0.09996, "0.100"},  {9.994, "9.99"},
        {0.001, "0.00100"},    {0.01, "0.0100"},      {10, "10.0"},        {999.6, "1000"},
        {std::nan(""), "nan"}, {HUGE_VAL, "inf"},     {-HUGE_VAL, "-inf"}};
    for (const auto& [value, text] : cases) {
      CAPTURE(value);
      CHECK(three_digits(value) == text);
    }
  }

  TEST_CASE("three_digits keeps three digits and half a unit of the third") {
    Rng rng(7, "text");
    for (int i = 0; i < 20000; ++i) {
      const double value = std::pow(10.0, rng.uniform(-15, 2.99)) * (rng.below(2) == 0 ? 1 : -1);
      const std::string text = three_digits(value);
      CAPTURE(value);
      CAPTURE(text);
      REQUIRE(significant_digits(text) == 3);
      REQUIRE(std::fabs(std::strtod(text.c_str(), nullptr) - value) <= 0.00501 * std::fabs(value));
    }
  }

  TEST_CASE("nearest_name finds slips of the fingers only") {
    const Words names{"spiral", "square", "nine-squares", "ring8"};
    CHECK(nearest_name("spirl", names) == "spiral");
    CHECK(nearest_name("SPIRAL", names) == "spiral");
    CHECK(nearest_name("sqaure", names) == "square");
    CHECK(nearest_name("nine-square", names) == "nine-squares");
    CHECK(nearest_name("ring", names) == "ring8");
    CHECK(nearest_name("tyo", Words{"toy", "info"}) == "toy");  // swapped letters are one slip
    CHECK(nearest_name("tao", Words{"toy", "info"}).empty());   // two wrong of three are none
    CHECK(nearest_name("banana", names).empty());
    CHECK(nearest_name("", names).empty());
    CHECK(nearest_name("spiral", Words{}).empty());
    // Of two that are as near, the first of the list.
    CHECK(nearest_name("bat", Words{"cat", "rat"}) == "cat");
  }

  TEST_CASE("split, join and trim") {
    CHECK(split("", ',').empty());
    CHECK(split("a", ',') == Words{"a"});
    CHECK(split(" a , b\t,c\r\n", ',') == Words{"a", "b", "c"});
    CHECK(split(",a,", ',') == Words{"", "a", ""});
    CHECK(split("20-40-20", '-') == Words{"20", "40", "20"});
    CHECK(join(Words{}, ", ").empty());
    CHECK(join(Words{"a"}, ", ") == "a");
    CHECK(join(Words{"a", "", "b"}, ", ") == "a, , b");
    CHECK(trim(" \t a b \r\n") == "a b");
    CHECK(trim(" \n ").empty());
  }

  TEST_CASE("exact_number reads back as the same double") {
    CHECK(exact_number(0.001) == "0.001");
    CHECK(exact_number(10) == "10");
    CHECK(exact_number(0.0003) == "0.0003");
    CHECK(exact_number(0.000294) == "0.000294");
    CHECK(exact_number(1e-12) == "1e-12");
    CHECK(exact_number(1e300) == "1e+300");
    Rng rng(3, "text");
    for (int i = 0; i < 10000; ++i) {
      const double value = std::ldexp(rng.normal(), static_cast<int>(rng.below(600)) - 300);
      REQUIRE(parse_number(exact_number(value), "value") == value);
    }
    for (const double value :
         {std::numeric_limits<double>::max(), std::numeric_limits<double>::denorm_min(), -0.0, 0.1})
      CHECK(parse_number(exact_number(value), "value") == value);
  }

  TEST_CASE("with_thousands") {
    CHECK(with_thousands(0) == "0");
    CHECK(with_thousands(999) == "999");
    CHECK(with_thousands(1000) == "1,000");
    CHECK(with_thousands(1234567) == "1,234,567");
    CHECK(with_thousands(-100) == "-100");
    CHECK(with_thousands(-1234) == "-1,234");
    CHECK(with_thousands(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
  }

  TEST_CASE("format_duration") {
    CHECK(format_duration(0) == "0:00");
    CHECK(format_duration(41.6) == "0:42");
    CHECK(format_duration(59.6) == "1:00");
    CHECK(format_duration(725) == "12:05");
    CHECK(format_duration(3599.7) == "1:00:00");
    CHECK(format_duration(3723) == "1:02:03");
    CHECK(format_duration(100 * 3600) == "100:00:00");
    for (const double none : {-1.0, std::nan(""), HUGE_VAL, 1e9}) CHECK(format_duration(none) == "--:--");
  }

  TEST_CASE("parse_integer and parse_number take the entire text") {
    CHECK(parse_integer("42", "n") == 42);
    CHECK(parse_integer(" -7\t", "n") == -7);
    CHECK(parse_number("1e-3", "n") == 0.001);
    CHECK(parse_number(" .5 ", "n") == 0.5);
    for (const char* wrong : {"", " ", "x", "1x", "1 2", "1.5", "0x10", "99999999999999999999", "--1"}) {
      CAPTURE(wrong);
      CHECK(message_of([&] { static_cast<void>(parse_integer(wrong, "seed")); }) ==
            "seed is '" + std::string(wrong) + "'; expected a whole number");
    }
    for (const char* wrong : {"", "x", "1,5", "nan", "inf", "-inf", "1e999", "1e"}) {
      CAPTURE(wrong);
      CHECK(message_of([&] { static_cast<void>(parse_number(wrong, "rate")); }) ==
            "rate is '" + std::string(wrong) + "'; expected a finite number");
    }
  }

  TEST_CASE("parse_integer_in and parse_number_in name the range whatever is wrong") {
    CHECK(parse_integer_in("2", "batch", 2, 9) == 2);
    CHECK(parse_integer_in("9", "batch", 2, 9) == 9);
    CHECK(parse_number_in("0.5", "scale", 0.5, 4) == 0.5);
    CHECK(parse_number_in("4", "scale", 0.5, 4) == 4);
    for (const char* outside : {"1", "10", "-3", "99999999999999999999"})
      CHECK(message_of([&] { static_cast<void>(parse_integer_in(outside, "batch", 2, 9)); }) ==
            "batch is " + std::string(outside) + "; expected 2 to 9");
    for (const char* outside : {"0.49", "4.01", "-1", "1e999", "inf", "nan"})
      CHECK(message_of([&] { static_cast<void>(parse_number_in(outside, "scale", 0.5, 4)); }) ==
            "scale is " + std::string(outside) + "; expected 0.5 to 4");
    CHECK(message_of([] { static_cast<void>(parse_integer_in("many", "batch", 2, 9)); }) ==
          "batch is 'many'; expected a whole number, 2 to 9");
    CHECK(message_of([] { static_cast<void>(parse_number_in("big", "scale", 0.5, 4)); }) ==
          "scale is 'big'; expected a number, 0.5 to 4");
  }

  TEST_CASE("shell_quoted leaves plain words and survives a real shell") {
    CHECK(shell_quoted("nine-squares") == "nine-squares");
    CHECK(shell_quoted("20-40-20") == "20-40-20");
    CHECK(shell_quoted("+trails,-mesh") == "+trails,-mesh");
    CHECK(shell_quoted("") == "''");
    for (const char* text : {"plain", "two words", "it's", "a'b'c", "$HOME", "`ls`", "a\"b", "*", "~", "a;b",
                             "a\\b", "file:my points (2).csv", "# no comment", "!x", "line\nbreak"}) {
      CAPTURE(text);
      CHECK(through_shell(shell_quoted(text)) == text);
    }
  }
}
