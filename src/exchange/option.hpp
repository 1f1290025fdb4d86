#pragma once
#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope {

/// What a change of an option does to what runs already, from the least to the most.
enum class OptionEffect {
  live,         ///< takes effect at once; what runs goes on
  needs_reset,  ///< waits for a reset, so that a run isn't lost by a slip
  starts_anew,  ///< another problem, which starts from the beginning at once
};
/// "Takes effect at once; training goes on." and its like, for a panel.
[[nodiscard]] const std::string& meaning_of(OptionEffect effect);

/// What is said of an option, whatever it is an option of: the single source of --help, man pages,
/// completions, "copy as command" and the panels' texts.
struct OptionText {
  std::string name = {};                ///< as on the command line, without "--"
  std::string help = {};                ///< one line
  std::string expected = {};            ///< valid values or range, for errors, panels and help
  std::string unit = {};                ///< of a number, as behind it: "iterations"; empty where it has none
  std::string placeholder = "TEXT";     ///< what the value is; "FILE", "FILE.png" and "DIR" are paths
  std::vector<std::string> words = {};  ///< valid ones; behind a colon stands a placeholder ("folder:DIR")
  std::string fallback = {};  ///< the default as help says it, where the value doesn't say it itself
  OptionEffect effect = OptionEffect::needs_reset;
  std::vector<std::string> also = {};      ///< other spellings, which are read and not advertised
  std::vector<std::string> commands = {};  ///< that take it; empty: all that take the table
  std::string group = "Options";           ///< heading in help
  bool flag = false;        ///< stands alone on the command line; get and set say "on" and "off"
  bool both_sides = false;  ///< sets generator and discriminator at once
  bool tells_range = true;  ///< help says `expected`
  bool repeated = true;     ///< part of a command that makes the same file again

  /// Whether `command` ("tour") takes it.
  [[nodiscard]] bool belongs_to(std::string_view command) const {
    return commands.empty() || std::find(commands.begin(), commands.end(), command) != commands.end();
  }
  /// Whether `text` is its name or another spelling of it.
  [[nodiscard]] bool is_called(std::string_view text) const {
    return name == text || std::find(also.begin(), also.end(), text) != also.end();
  }
};

/// An option of a `Config`: a run, what a picture shows, what a command leaves.
template <class Config>
struct Option : OptionText {
  std::function<std::string(const Config&)> get;  ///< "" for what is unset, or both_sides that differ
  /// Throws UsageError naming the option, the value and what was expected.
  std::function<void(Config&, const std::string&)> set;
};

/// The option's line of help: "rows of the grid (1 to 32; default 8 cells)". `value` is its default as
/// get() says it, "" for none.
[[nodiscard]] std::string help_line(const OptionText& option, const std::string& value);

/// The same with the default that a Config begins with.
template <class Config>
[[nodiscard]] std::string help_line(const Option<Config>& option) {
  return help_line(option, option.flag ? std::string() : option.get(Config{}));
}

/// What turning `now` into `wanted` does: the most that one of the differing options does, `live` where none
/// differs.
template <class Config>
[[nodiscard]] OptionEffect effect_of(const std::vector<Option<Config>>& options, const Config& now,
                                     const Config& wanted) {
  OptionEffect most = OptionEffect::live;
  for (const Option<Config>& option : options)
    if (!option.both_sides && option.get(now) != option.get(wanted)) most = std::max(most, option.effect);
  return most;
}

}  // namespace ganscope
