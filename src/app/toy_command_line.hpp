#pragma once
#include <CLI/CLI.hpp>
#include <map>
#include <string>

#include "app/toy_run.hpp"

namespace ganscope {

/// The options of `ganscope toy`, as text until they are all known.
class ToyCommandLine {
 public:
  explicit ToyCommandLine(CLI::App& command);

  /// After parsing: defaults, then the preset, then the configuration file, then the command line.
  /// Throws UsageError, or Error for a configuration file that cannot be read.
  [[nodiscard]] ToyRunOptions options();

 private:
  void read_config_file();
  [[nodiscard]] ToyConfig run_config() const;

  CLI::App& command_;
  std::map<std::string, std::string> run_;  ///< toy_options() by name
  std::string preset_;
  std::string config_file_;
  std::string iterations_, size_, threads_, theme_, scale_, layers_, panels_, record_, fps_, every_, quality_,
      snapshot_at_, out_, metrics_, metrics_every_;
  bool headless_ = false;
  bool json_ = false;
  bool paused_ = false;
};

/// "1280x720" as two numbers, each 16 to 8192; throws UsageError.
[[nodiscard]] std::pair<int, int> parse_size(const std::string& text);

}  // namespace ganscope
