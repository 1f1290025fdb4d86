#include "app/commands/option_words.hpp"

#include <algorithm>

#include "app/files/shipped_models.hpp"
#include "core/text.hpp"
#include "engine/images/image_set.hpp"

namespace ganscope {
namespace {

/// CLI11 has no place for words that are offered but not checked. A validator that is switched off is one: it
/// neither judges values nor shows in help, and the option owns it.
constexpr const char* kName = "offered words";

CLI::Validator* find(CLI::Option& option) {
  try {
    return option.get_validator(kName);
  } catch (const CLI::OptionNotFound&) {
    return nullptr;
  }
}

}  // namespace

void offer(CLI::Option& option, const std::vector<std::string>& words) {
  if (words.empty()) return;
  if (CLI::Validator* before = find(option)) {
    before->description(join(words, "\n"));
    return;
  }
  CLI::Validator offered([](std::string&) { return std::string(); }, join(words, "\n"));
  option.check(offered.active(false), kName);
}

std::vector<std::string> offered_words(CLI::Option& option) {
  if (const CLI::Validator* found = find(option)) {
    CLI::Validator readable = *found;
    return split(readable.active(true).get_description(), '\n');
  }
  const std::vector<std::string> choice = split(option.get_type_name(), '|');
  return choice.size() > 1 ? choice : std::vector<std::string>();
}

void offer_models(CLI::Option& option) {
  std::vector<std::string> names;
  for (const ShippedModel& model : shipped_models()) names.push_back(model.name);
  offer(option, names);
}

void offer_image_sets(CLI::Option& option) { offer(option, image_set_names()); }

}  // namespace ganscope
