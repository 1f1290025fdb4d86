#include "view/panels/train/train_keys.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace ganscope;

TEST_CASE("training keys: each is bound once, with a short line of help, sections together") {
  std::set<std::string> keys;
  std::set<std::string> left;
  std::string current;
  for (const TrainKeyBinding& binding : train_key_bindings()) {
    CAPTURE(binding.key);
    CHECK(keys.insert(binding.key).second);
    CHECK_FALSE(binding.what.empty());
    CHECK(binding.what.size() <= 28);
    if (binding.section == current) continue;
    CHECK(left.insert(binding.section).second);
    current = binding.section;
  }
}

TEST_CASE("training keys: the hand is toy mode's where the act is the same") {
  const auto does = [](const char* key, auto command) {
    const TrainViewCommand* bound = train_command_for_key(key);
    return bound != nullptr && std::holds_alternative<decltype(command)>(*bound);
  };
  CHECK(does("Space", train_command::ToggleRun{}));
  CHECK(does(".", train_command::Step{}));
  CHECK(does("Home", train_command::LookAtStart{}));
  CHECK(does("End", train_command::FollowTraining{}));
  CHECK(does("F1", train_command::ToggleHelp{}));
  CHECK(does("Esc", train_command::Dismiss{}));
  CHECK(does("Ctrl+Q", train_command::Quit{}));
  CHECK(train_command_for_key("Z") == nullptr);
}
