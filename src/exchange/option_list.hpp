#pragma once
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "exchange/option.hpp"
#include "exchange/option_text.hpp"

namespace ganscope {

/// A table of options while it grows, a kind of member at a time: what is said of an option, its range or
/// names, and where a Config keeps it. Names (`names`) must outlive the table.
template <class Config>
class OptionList {
 public:
  /// Heading of those that follow.
  void group(std::string heading) { group_ = std::move(heading); }

  template <class Get, class Set>
  void add(OptionText about, Get get, Set set) {
    Option<Config> option;
    static_cast<OptionText&>(option) = std::move(about);
    if (!group_.empty()) option.group = group_;
    option.get = std::move(get);
    option.set = std::move(set);
    options_.push_back(std::move(option));
  }

  void text(OptionText about, std::string Config::*member) {
    add(
        std::move(about), [member](const Config& c) { return c.*member; },
        [member](Config& c, const std::string& t) { c.*member = t; });
  }

  void path(OptionText about, std::filesystem::path Config::*member) {
    if (about.placeholder == "TEXT") about.placeholder = "FILE";
    add(
        std::move(about), [member](const Config& c) { return (c.*member).string(); },
        [member](Config& c, const std::string& t) { c.*member = t; });
  }

  template <class Whole>
  void whole(OptionText about, std::int64_t low, std::int64_t high, Whole Config::*member) {
    ranged(about, "N", std::to_string(low), std::to_string(high), high >= kUnmet);
    const std::string name = about.name;
    add(
        std::move(about), [member](const Config& c) { return std::to_string(c.*member); },
        [=](Config& c, const std::string& t) {
          c.*member = static_cast<Whole>(parse_integer_in(t, name, low, high));
        });
  }

  /// A whole number that may be unset: help says what happens then (`about.fallback`).
  template <class Whole>
  void whole(OptionText about, std::int64_t low, std::int64_t high, std::optional<Whole> Config::*member) {
    ranged(about, "N", std::to_string(low), std::to_string(high), high >= kUnmet);
    const std::string name = about.name;
    add(
        std::move(about),
        [member](const Config& c) { return c.*member ? std::to_string(*(c.*member)) : std::string(); },
        [=](Config& c, const std::string& t) {
          c.*member = static_cast<Whole>(parse_integer_in(t, name, low, high));
        });
  }

  template <class Real>
  void number(OptionText about, double low, double high, Real Config::*member) {
    ranged(about, "FACTOR", exact_number(low), exact_number(high), high >= static_cast<double>(kUnmet));
    const std::string name = about.name;
    add(
        std::move(about), [member](const Config& c) { return exact_number(static_cast<double>(c.*member)); },
        [=](Config& c, const std::string& t) {
          c.*member = static_cast<Real>(parse_number_in(t, name, low, high));
        });
  }

  /// A real number that may be unset: help says what happens then (`about.fallback`).
  template <class Real>
  void number(OptionText about, double low, double high, std::optional<Real> Config::*member) {
    ranged(about, "FACTOR", exact_number(low), exact_number(high), high >= static_cast<double>(kUnmet));
    const std::string name = about.name;
    add(
        std::move(about),
        [member](const Config& c) {
          return c.*member ? exact_number(static_cast<double>(*(c.*member))) : std::string();
        },
        [=](Config& c, const std::string& t) {
          c.*member = static_cast<Real>(parse_number_in(t, name, low, high));
        });
  }

  template <class Enum>
  void choice(OptionText about, const std::vector<std::string>& names, Enum Config::*member) {
    named(about, names);
    const std::string name = about.name;
    add(
        std::move(about),
        [member, &names](const Config& c) { return names[static_cast<std::size_t>(c.*member)]; },
        [=, &names](Config& c, const std::string& t) { c.*member = parse_enum<Enum>(t, name, names); });
  }

  template <class Enum>
  void choice(OptionText about, const std::vector<std::string>& names, std::optional<Enum> Config::*member) {
    named(about, names);
    const std::string name = about.name;
    add(
        std::move(about),
        [member, &names](const Config& c) {
          return c.*member ? names[static_cast<std::size_t>(*(c.*member))] : std::string();
        },
        [=, &names](Config& c, const std::string& t) { c.*member = parse_enum<Enum>(t, name, names); });
  }

  /// Stands alone on the command line.
  void flag(OptionText about, bool Config::*member) {
    about.flag = true;
    about.expected = "on, off";
    switched(std::move(about), member);
  }

  void on_off(OptionText about, bool Config::*member) {
    about.expected = "on or off";
    about.words = {"on", "off"};
    about.placeholder = "on|off";
    about.tells_range = false;
    switched(std::move(about), member);
  }

  /// A seed of random numbers, which may be unset.
  template <class Seed>
  void seed(OptionText about, Seed Config::*member) {
    about.placeholder = "SEED";
    whole(std::move(about), 0, std::numeric_limits<std::int64_t>::max(), member);
  }

  /// Hidden layers' widths.
  void widths(OptionText about, std::vector<int> Config::*member) {
    about.placeholder = "N-N-...";
    about.unit = "neurons a layer";
    about.expected = "e.g. 20-40-20; 1 to 32 layers of 1 to 4096";
    about.tells_range = false;
    const std::string name = about.name;
    add(
        std::move(about), [member](const Config& c) { return widths_text(c.*member); },
        [=](Config& c, const std::string& t) { c.*member = parse_widths(t, name); });
  }

  /// `sides` once for each network of the game: a table made for "" (both), "generator-" or "discriminator-".
  template <class Side>
  void both(const std::vector<Option<Side>>& sides, Side Config::*generator, Side Config::*discriminator) {
    for (const Option<Side>& side : sides) {
      OptionText about = side;
      about.both_sides = true;
      about.help += ", both networks";
      add(
          std::move(about),
          [get = side.get, generator, discriminator](const Config& c) {
            const std::string text = get(c.*generator);
            return text == get(c.*discriminator) ? text : std::string();
          },
          [set = side.set, generator, discriminator](Config& c, const std::string& t) {
            set(c.*generator, t);
            set(c.*discriminator, t);
          });
    }
  }
  template <class Side>
  void side(const std::vector<Option<Side>>& sides, const std::string& whose, Side Config::*member) {
    for (const Option<Side>& side : sides) {
      OptionText about = side;
      about.help += ", " + whose + " only";
      about.also.clear();
      add(
          std::move(about), [get = side.get, member](const Config& c) { return get(c.*member); },
          [set = side.set, member](Config& c, const std::string& t) { set(c.*member, t); });
    }
  }

  /// Takes the last entry out again, to be put in with something more.
  [[nodiscard]] Option<Config> take_last() {
    Option<Config> last = std::move(options_.back());
    options_.pop_back();
    return last;
  }
  [[nodiscard]] std::vector<Option<Config>> take() { return std::move(options_); }

 private:
  /// Bounds from here on are there for the arithmetic: nobody meets them, and help leaves them out.
  static constexpr std::int64_t kUnmet = 1000;

  static void ranged(OptionText& about, const char* placeholder, const std::string& low,
                     const std::string& high, bool unmet) {
    if (about.placeholder == "TEXT") about.placeholder = placeholder;
    about.expected = low + " to " + high;
    if (unmet) about.tells_range = false;
  }
  static void named(OptionText& about, const std::vector<std::string>& names) {
    if (about.placeholder == "TEXT") about.placeholder = "NAME";
    about.expected = join(names, ", ");
    about.words = names;
  }
  void switched(OptionText about, bool Config::*member) {
    const std::string name = about.name;
    add(
        std::move(about), [member](const Config& c) { return std::string(c.*member ? "on" : "off"); },
        [=](Config& c, const std::string& t) { c.*member = parse_on_off(t, name); });
  }

  std::string group_;
  std::vector<Option<Config>> options_;
};

}  // namespace ganscope
