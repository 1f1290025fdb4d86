#pragma once
#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <utility>

#include "app/commands/config_file.hpp"
#include "app/toy/toy_run.hpp"

namespace ganscope {

/// The options of `ganscope toy`, as text until they are all known.
class ToyCommandLine {
 public:
  explicit ToyCommandLine(CLI::App& command);

  /// After parsing: defaults, then the preset, then the configuration file, then the command line.
  /// Every name and number is checked here, before anything is opened. Throws UsageError, or Error
  /// for a configuration or points file that cannot be read. Call it once.
  [[nodiscard]] ToyRunOptions options();

 private:
  void take_config_file();
  void take_entry(const ConfigEntry& entry);
  [[nodiscard]] ToyConfig run_config() const;
  void set_picture(ToyRunOptions& o) const;
  void set_outputs(ToyRunOptions& o) const;
  /// Calls `set` when the option was given; an error names the configuration file's line.
  template <class Set>
  void given(const char* name, const std::string& text, Set set) const;

  CLI::App& command_;
  std::map<std::string, std::string> run_;   ///< toy_options() by name, from the command line
  std::map<std::string, ConfigEntry> file_;  ///< by option name, from the configuration file
  std::string preset_;
  std::string config_file_;
  std::string iterations_, size_, threads_, theme_, scale_, layers_, panels_, record_, fps_, every_, quality_,
      snapshot_at_, out_, metrics_, metrics_every_, report_;
  bool headless_ = false;
  bool json_ = false;
  bool paused_ = false;
};

/// "1280x720" as two numbers, each 16 to 8192; throws UsageError.
[[nodiscard]] std::pair<int, int> parse_size(const std::string& text);

}  // namespace ganscope
