#include "app/commands/option_reader.hpp"

#include "app/commands/likely_names.hpp"
#include "app/commands/option_words.hpp"
#include "core/text.hpp"

namespace ganscope {

void OptionReader::add_one(const OptionText& about, const std::string& help) {
  Value& value = values_[about.name];
  value.about = about;
  std::string names = "--" + about.name;
  for (const std::string& other : about.also) names += ",--" + other;
  if (about.flag) {
    value.option = command_.add_flag(names, value.on, help);
  } else {
    value.option = command_.add_option(names, value.text, help)->type_name(about.placeholder);
    offer(*value.option, about.words);
  }
  value.option->group(about.group);
}

bool OptionReader::given(const std::string& name) const {
  const Value& value = values_.at(name);
  return value.option->count() > 0 || !value.entries.empty();
}

std::optional<OptionReader::Given> OptionReader::given_value(const std::string& name, bool of_file) const {
  const Value& value = values_.at(name);
  const bool on_line = value.option->count() > 0;
  if (!of_file) {
    if (!on_line) return std::nullopt;
    return Given{value.about.flag ? (value.on ? "on" : "off") : value.text, {}};
  }
  if (value.entries.empty() || on_line) return std::nullopt;
  std::string text = value.entries.front().value;
  // TOML's words for a switch.
  if (value.about.flag && (text == "true" || text == "false")) text = text == "true" ? "on" : "off";
  return Given{text, value.entries.front().where};
}

void OptionReader::take(const ConfigEntry& entry) {
  std::vector<std::string> names;
  for (auto& [name, value] : values_) {
    names.push_back(name);
    if (!value.about.is_called(entry.name)) continue;
    if (entry.value.empty()) throw UsageError(entry.where + out_of_range(name, "''", "a value").what());
    if (!value.entries.empty()) {
      const std::string& before = value.entries.front().where;
      throw UsageError(entry.where + name + " stands already in " + before.substr(0, before.rfind(':')));
    }
    value.entries.push_back(entry);
    return;
  }
  throw UsageError(entry.where + unknown_option(entry.name, names, "ganscope " + name_).what());
}

}  // namespace ganscope
