#pragma once
#include <cstddef>
#include <cstdint>
#include <glm/vec2.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/option_text.hpp"

namespace ganscope {

/// Reads the words behind a command's name one by one, and names what is wrong with them.
class CommandWords {
 public:
  /// `arguments`: their placeholders, for what is told: "FROM TO".
  CommandWords(std::string name, std::string arguments, std::string_view text);

  /// The next word. Throws UsageError that tells the command's form.
  [[nodiscard]] std::string next();
  /// All that is left, which may be nothing.
  [[nodiscard]] std::string rest();
  /// Throws UsageError where something is left.
  void end() const;
  /// As it is told in messages: "look-at".
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  [[nodiscard]] std::string form() const;
  std::string name_;
  std::string arguments_;
  std::string_view left_;
};

/// Sets the option that `text` says, "NAME VALUE", in `config`; returns its name. Throws UsageError.
template <class Options, class Config>
std::string set_option(const Options& options, Config& config, const std::string& text) {
  CommandWords words("set", "OPTION VALUE", text);
  std::string name = words.next();
  option_called(options, name).set(config, words.rest());
  return name;
}

// Each takes its words; numbers must be finite. Throw UsageError. A text takes all that is left.
void read_value(CommandWords& words, int& value);
void read_value(CommandWords& words, std::int64_t& value);
void read_value(CommandWords& words, std::size_t& value);
void read_value(CommandWords& words, float& value);
void read_value(CommandWords& words, double& value);
void read_value(CommandWords& words, bool& value);
void read_value(CommandWords& words, glm::vec2& value);
void read_value(CommandWords& words, std::string& value);

// The other way round: reads back as the same value.
[[nodiscard]] std::string written(int value);
[[nodiscard]] std::string written(std::int64_t value);
[[nodiscard]] std::string written(std::size_t value);
[[nodiscard]] std::string written(float value);
[[nodiscard]] std::string written(double value);
[[nodiscard]] std::string written(bool value);
[[nodiscard]] std::string written(glm::vec2 value);
[[nodiscard]] std::string written(const std::string& value);

}  // namespace ganscope
