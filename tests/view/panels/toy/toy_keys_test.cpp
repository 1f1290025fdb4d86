#include "view/panels/toy/toy_keys.hpp"

#include <doctest/doctest.h>

#include <set>
#include <variant>

using namespace ganscope;

TEST_CASE("every key is bound once, with a section and a line of help") {
  std::set<std::string> keys;
  for (const ToyKeyBinding& binding : toy_key_bindings()) {
    CAPTURE(binding.key);
    CHECK(keys.insert(binding.key).second);
    CHECK_FALSE(binding.key.empty());
    CHECK_FALSE(binding.section.empty());
    CHECK_FALSE(binding.what.empty());
    CHECK(binding.what.size() <= 28);
  }
  CHECK(keys.size() >= 20);
}

TEST_CASE("sections are not taken up again once left, so that each has one heading") {
  std::set<std::string> left;
  std::string current;
  for (const ToyKeyBinding& binding : toy_key_bindings()) {
    if (binding.section == current) continue;
    CHECK(left.insert(binding.section).second);
    current = binding.section;
  }
}

TEST_CASE("every layer has its number key") {
  for (const LayerInfo& layer : layer_list()) {
    const ToyViewCommand* command = toy_command_for_key(std::string(1, layer.key));
    REQUIRE(command != nullptr);
    const auto* toggle = std::get_if<toy_command::ToggleLayer>(command);
    REQUIRE(toggle != nullptr);
    CHECK(toggle->id == layer.id);
  }
}

TEST_CASE("the keys that everyone tries first") {
  const auto does = [](const char* key, auto command) {
    const ToyViewCommand* bound = toy_command_for_key(key);
    return bound != nullptr && std::holds_alternative<decltype(command)>(*bound);
  };
  CHECK(does("Space", toy_command::ToggleRun{}));
  CHECK(does("F1", toy_command::ToggleHelp{}));
  CHECK(does("F11", toy_command::ToggleFullscreen{}));
  CHECK(does("Esc", toy_command::Dismiss{}));
  CHECK(does("Tab", toy_command::TogglePanels{}));
  CHECK(does("Ctrl+Q", toy_command::Quit{}));
  CHECK(toy_command_for_key("F12") == nullptr);
  CHECK(toy_command_for_key("") == nullptr);
}
