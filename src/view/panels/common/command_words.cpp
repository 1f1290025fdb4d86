#include "view/panels/common/command_words.hpp"

#include <charconv>
#include <limits>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

template <class Whole>
void read_whole(CommandWords& words, Whole& value) {
  using Limits = std::numeric_limits<std::int64_t>;
  const std::int64_t low = std::is_unsigned_v<Whole> ? 0 : Limits::min();
  std::int64_t high = Limits::max();
  if constexpr (sizeof(Whole) < sizeof(std::int64_t)) high = std::numeric_limits<Whole>::max();
  value = static_cast<Whole>(parse_integer_in(
      words.next(), words.name(), std::max<std::int64_t>(low, sizeof(Whole) < 8 ? -high : low), high));
}

/// The shortest text that reads back as the same number.
template <class Real>
std::string shortest(Real value) {
  char text[64];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value);
  return error == std::errc() ? std::string(text, end) : std::string("0");
}

}  // namespace

CommandWords::CommandWords(std::string name, std::string arguments, std::string_view text)
    : name_(std::move(name)), arguments_(std::move(arguments)), left_(trim(text)) {}

std::string CommandWords::form() const { return arguments_.empty() ? name_ : name_ + " " + arguments_; }

std::string CommandWords::next() {
  if (left_.empty()) throw UsageError("command " + name_ + ": a word is missing; expected " + form());
  const std::size_t end = left_.find(' ');
  const std::string word(left_.substr(0, end));
  left_ = end == std::string_view::npos ? std::string_view() : trim(left_.substr(end));
  return word;
}

std::string CommandWords::rest() { return std::string(std::exchange(left_, {})); }

void CommandWords::end() const {
  if (!left_.empty())
    throw UsageError("command " + name_ + ": '" + std::string(left_) + "' is too much; expected " + form());
}

void read_value(CommandWords& words, int& value) { read_whole(words, value); }
void read_value(CommandWords& words, std::int64_t& value) { read_whole(words, value); }
void read_value(CommandWords& words, std::size_t& value) { read_whole(words, value); }
void read_value(CommandWords& words, float& value) {
  constexpr double kMost = std::numeric_limits<float>::max();
  value = static_cast<float>(parse_number_in(words.next(), words.name(), -kMost, kMost));
}
void read_value(CommandWords& words, double& value) {
  constexpr double kMost = std::numeric_limits<double>::max();
  value = parse_number_in(words.next(), words.name(), -kMost, kMost);
}
void read_value(CommandWords& words, bool& value) {
  const std::string word = words.next();
  if (word != "on" && word != "off") throw out_of_range(words.name(), word, "on or off");
  value = word == "on";
}
void read_value(CommandWords& words, glm::vec2& value) {
  read_value(words, value.x);
  read_value(words, value.y);
}
void read_value(CommandWords& words, std::string& value) { value = words.rest(); }

std::string written(int value) { return std::to_string(value); }
std::string written(std::int64_t value) { return std::to_string(value); }
std::string written(std::size_t value) { return std::to_string(value); }
std::string written(float value) { return shortest(value); }
std::string written(double value) { return shortest(value); }
std::string written(bool value) { return value ? "on" : "off"; }
std::string written(glm::vec2 value) { return written(value.x) + " " + written(value.y); }
std::string written(const std::string& value) { return value; }

}  // namespace ganscope
