#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "exchange/option_list.hpp"

namespace ganscope {

/// An option that several commands have: one name, one meaning, one range, whoever takes it.
struct SharedOption {
  OptionText text;
  double low = 0;  ///< of a number
  double high = 0;
};
/// The entry called `name`. Throws std::out_of_range where there is none.
[[nodiscard]] const SharedOption& shared_option(const std::string& name);

/// What a command says of a shared option in its own words; what is empty is as the entry has it.
struct OptionUse {
  std::string help = {};
  std::string fallback = {};
  std::string placeholder = {};
  std::vector<std::string> commands = {};
  std::string prefix = {};  ///< before the name: "generator-"
  std::optional<OptionEffect> effect = {};
  double most = 0;  ///< its highest value where that is less; 0: the entry's
};
/// The entry's text in these words.
[[nodiscard]] OptionText told(const SharedOption& option, const OptionUse& use);

/// "1280x720" as two numbers, each 16 to 8192, and back; throws UsageError.
[[nodiscard]] std::pair<int, int> parse_size(const std::string& text);
[[nodiscard]] std::string size_text(int width, int height);

/// "dark" and "light", in the order of the themes.
[[nodiscard]] const std::vector<std::string>& theme_names();

/// Puts the shared option `name` into a table. What the member is decides how it is read: bool is a flag, an
/// enumerator one of the entry's words, a number lies in its range.
template <class Config, class Member>
void add_shared(OptionList<Config>& list, const std::string& name, Member Config::*member,
                const OptionUse& use = {}) {
  const SharedOption& entry = shared_option(name);
  const double high = use.most > 0 ? use.most : entry.high;
  OptionText text = told(entry, use);
  if constexpr (std::is_same_v<Member, bool>)
    list.flag(std::move(text), member);
  else if constexpr (std::is_same_v<Member, std::string>)
    list.text(std::move(text), member);
  else if constexpr (std::is_same_v<Member, std::filesystem::path>)
    list.path(std::move(text), member);
  else if constexpr (std::is_same_v<Member, std::uint64_t>)
    list.seed(std::move(text), member);
  else if constexpr (std::is_integral_v<Member>)
    list.whole(std::move(text), static_cast<std::int64_t>(entry.low), static_cast<std::int64_t>(high),
               member);
  else if constexpr (std::is_floating_point_v<Member>)
    list.number(std::move(text), entry.low, high, member);
  else
    list.choice(std::move(text), entry.text.words, member);
}

/// The shared option --size of a Config that keeps it as two numbers, 0 where nobody chose.
template <class Config>
void add_size(OptionList<Config>& list, int Config::*width, int Config::*height, const OptionUse& use = {}) {
  list.add(
      told(shared_option("size"), use),
      [=](const Config& c) { return c.*width > 0 ? size_text(c.*width, c.*height) : std::string(); },
      [=](Config& c, const std::string& text) { std::tie(c.*width, c.*height) = parse_size(text); });
}

}  // namespace ganscope
