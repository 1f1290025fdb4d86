#include "engine/models/bounded_json.hpp"

#include <unordered_set>
#include <vector>

#include "core/error.hpp"
#include "engine/models/byte_source.hpp"

namespace ganscope {

nlohmann::ordered_json parse_bounded_json(std::string_view text, const std::string& where) {
  using Json = nlohmann::ordered_json;
  constexpr int kDeepest = 32;
  // The keys so far of every object that is still open.
  std::vector<std::unordered_set<std::string>> open;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& value) {
    if (depth > kDeepest)
      throw Error(where + ": JSON nested more than " + std::to_string(kDeepest) + " deep");
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(value.get<std::string>()).second)
      throw Error(where + ": the key '" + shown(value.get<std::string>()) + "' comes twice; expected once");
    return true;
  };
  try {
    return Json::parse(text.begin(), text.end(), watch);
  } catch (const Json::exception& e) {
    // "[json.exception.parse_error.101] parse error at line 1, ...": the name is of no use to a person.
    std::string_view what = e.what();
    if (const std::size_t end = what.find("] "); what.starts_with('[') && end != std::string_view::npos)
      what.remove_prefix(end + 2);
    throw Error(where + ": no valid JSON: " + shown(what, 200));
  }
}

}  // namespace ganscope
