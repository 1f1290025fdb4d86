#pragma once
#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ganscope {

/// `ganscope man`, `ganscope completions` and `ganscope commands`: pages, scripts and a list made from the
/// tables behind --help and behind the window. Hidden from it, since they are for whoever installs the
/// program or drives it.
class PageCommands {
 public:
  /// Adds them to `app`, which must outlive this.
  explicit PageCommands(CLI::App& app);
  /// Runs the one that was parsed and returns its exit status; nothing when it was another command. Throws
  /// UsageError for an unknown command or shell, Error for a folder that cannot be written.
  [[nodiscard]] std::optional<int> run();

 private:
  [[nodiscard]] int print_pages() const;

  CLI::App& app_;
  CLI::App* man_ = nullptr;
  std::vector<std::string> command_;
  std::filesystem::path out_;  ///< of either command
  CLI::App* completions_ = nullptr;
  std::string shell_;
  CLI::App* commands_ = nullptr;
  bool json_ = false;
};

}  // namespace ganscope
