#pragma once
#include <string>
#include <vector>

#include "app/image/image_run.hpp"
#include "app/toy/toy_run.hpp"
#include "app/train/train_run.hpp"
#include "view/panels/common/command_table.hpp"

namespace ganscope {

// The window, opened on one of its modes. Each returns when it is closed: the exit status. Throws
// NoDisplayError before anything happened, Error later.

[[nodiscard]] int run_window(const ToyRunOptions& options);
[[nodiscard]] int run_image_window(const ImageRunOptions& options);
[[nodiscard]] int run_train_window(const TrainRunOptions& options);

/// The commands of every mode by name.
struct ModeCommands {
  std::string mode;
  std::vector<CommandInfo> commands;
};
[[nodiscard]] std::vector<ModeCommands> mode_commands();

}  // namespace ganscope
