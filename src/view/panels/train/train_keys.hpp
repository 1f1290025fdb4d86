#pragma once
#include "view/panels/train/train_state.hpp"
#include "view/ui/key_text.hpp"

namespace ganscope {

/// The keys of the training view: the same hand as toy mode's.
struct TrainKeyBinding : KeyText {
  TrainViewCommand command;
};
[[nodiscard]] const std::vector<TrainKeyBinding>& train_key_bindings();

/// The command bound to `key`, or nullptr.
[[nodiscard]] const TrainViewCommand* train_command_for_key(const std::string& key);

}  // namespace ganscope
