#pragma once
#include <CLI/CLI.hpp>
#include <string>

#include "app/commands/option_reader.hpp"
#include "app/image/image_run.hpp"

namespace ganscope {

/// The options of one command of image mode, as text until they are all known.
class ImageCommandLine {
 public:
  ImageCommandLine(CLI::App& command, ImageCommand which);

  /// After parsing. Every name and number that doesn't need the model is checked here, before anything is
  /// opened, and that the model's file is there. Throws UsageError, or Error for a file that isn't.
  [[nodiscard]] ImageRunOptions options() const;

 private:
  [[nodiscard]] ImageConfig config() const;

  ImageCommand which_;
  OptionReader reader_;
  std::string model_;
  bool circle_ = false;
};

}  // namespace ganscope
