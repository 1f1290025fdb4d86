#pragma once
#include <CLI/CLI.hpp>
#include <string>

#include "app/commands/option_reader.hpp"
#include "app/toy/toy_run.hpp"
#include "exchange/shared_options.hpp"

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
  void offer_names();
  void take_config_file();
  [[nodiscard]] ToyConfig run_config() const;

  CLI::App& command_;
  OptionReader reader_;
  std::string config_file_;
};

}  // namespace ganscope
