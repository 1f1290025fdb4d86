#include "engine/models/json_object_reader.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/models/byte_source.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

std::string shown_json(const Json& value) {
  return shown(value.dump(-1, ' ', true, Json::error_handler_t::replace), 60);
}

}  // namespace

JsonObjectReader::JsonObjectReader(const Json& value, std::string where)
    : object_(value), where_(std::move(where)) {
  if (!value.is_object()) throw Error(where_ + ": found " + shown_json(value) + "; expected a JSON object");
}

const Json* JsonObjectReader::take(const std::string& key) {
  // Some keys are looked at twice: whether they are there, then what they say.
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.push_back(key);
  const auto found = object_.find(key);
  return found == object_.end() ? nullptr : &*found;
}

const Json& JsonObjectReader::need(const std::string& key, std::string_view what) {
  const Json* value = take(key);
  if (value == nullptr) throw Error(where_ + ": '" + key + "' is missing; expected " + std::string(what));
  return *value;
}

std::string JsonObjectReader::text(const std::string& key, std::string fallback) {
  const Json* value = take(key);
  if (value == nullptr) return fallback;
  if (!value->is_string())
    throw Error(where_ + ": '" + key + "' is " + shown_json(*value) + "; expected a text");
  return value->get<std::string>();
}

bool JsonObjectReader::flag(const std::string& key, bool fallback) {
  const Json* value = take(key);
  if (value == nullptr) return fallback;
  if (!value->is_boolean())
    throw Error(where_ + ": '" + key + "' is " + shown_json(*value) + "; expected true or false");
  return value->get<bool>();
}

int JsonObjectReader::whole_of(const Json& value, const std::string& key, int low, int high) const {
  // Compared as doubles, so that no number is too large to be compared.
  const double number = value.is_number() ? value.get<double>() : NAN;
  if (!(number >= low && number <= high) || number != std::floor(number))
    throw Error(where_ + ": '" + key + "' is " + shown_json(value) + "; expected a whole number, " +
                std::to_string(low) + " to " + std::to_string(high));
  return static_cast<int>(number);
}

double JsonObjectReader::number_of(const Json& value, const std::string& key, double low, double high) const {
  const double number = value.is_number() ? value.get<double>() : NAN;
  if (!(number >= low && number <= high))
    throw Error(where_ + ": '" + key + "' is " + shown_json(value) + "; expected a number, " +
                exact_number(low) + " to " + exact_number(high));
  return number;
}

int JsonObjectReader::whole(const std::string& key, int low, int high, std::optional<int> fallback) {
  const Json* value = take(key);
  if (value == nullptr && fallback) return *fallback;
  if (value == nullptr)
    throw Error(where_ + ": '" + key + "' is missing; expected a whole number, " + std::to_string(low) +
                " to " + std::to_string(high));
  return whole_of(*value, key, low, high);
}

double JsonObjectReader::number(const std::string& key, double low, double high, double fallback) {
  const Json* value = take(key);
  return value == nullptr ? fallback : number_of(*value, key, low, high);
}

std::array<int, 2> JsonObjectReader::pair(const std::string& key, int low, int high, int fallback) {
  const Json* value = take(key);
  if (value == nullptr) return {fallback, fallback};
  if (!value->is_array()) {
    const int both = whole_of(*value, key, low, high);
    return {both, both};
  }
  if (value->size() != 2)
    throw Error(where_ + ": '" + key + "' is " + shown_json(*value) +
                "; expected a number or [height, width]");
  return {whole_of((*value)[0], key, low, high), whole_of((*value)[1], key, low, high)};
}

std::size_t JsonObjectReader::choice(const std::string& key, std::span<const std::string> names,
                                     std::size_t fallback) {
  const Json* value = take(key);
  if (value == nullptr) return fallback;
  const std::string name = value->is_string() ? value->get<std::string>() : shown_json(*value);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw Error(where_ + ": " + unknown_name(key, shown(name), names).what());
  return static_cast<std::size_t>(found - names.begin());
}

void JsonObjectReader::finish() const {
  for (const auto& [key, value] : object_.items())
    if (std::find(known_.begin(), known_.end(), key) == known_.end())
      throw Error(where_ + ": " + unknown_name("key", shown(key), known_).what());
}

}  // namespace ganscope
