#pragma once
#include <CLI/CLI.hpp>
#include <map>
#include <string>

#include "app/image/image_run.hpp"

namespace ganscope {

/// The options of one command of image mode, as text until they are all known.
class ImageCommandLine {
 public:
  ImageCommandLine(CLI::App& command, ImageCommand which);

  /// After parsing. Every name and number that doesn't need the model is checked here, before anything is
  /// opened. Throws UsageError.
  [[nodiscard]] ImageRunOptions options() const;

 private:
  void add_outputs();
  [[nodiscard]] ImageConfig config() const;

  CLI::App& command_;
  ImageCommand which_;
  std::map<std::string, std::string> texts_;  ///< image_options() by name
  std::map<std::string, bool> flags_;
  std::string model_, out_, size_, fps_, quality_, count_, latents_, title_, threads_, theme_, scale_,
      report_, progress_, speed_;
  bool circle_ = false;
  bool json_ = false;
  bool paused_ = false;
};

}  // namespace ganscope
