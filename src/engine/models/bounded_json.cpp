#include "engine/models/bounded_json.hpp"

#include <algorithm>
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

namespace {

/// Where a text in quotation marks that begins at `at` ends: behind its closing mark, or at the end.
std::size_t end_of_text(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

/// Where a comment that begins at `at` ends; `at` where none does, and where one never ends.
std::size_t end_of_comment(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("//")) return std::min(text.find('\n', at), text.size());
  if (!rest.starts_with("/*")) return at;
  const std::size_t end = text.find("*/", at + 2);
  return end == std::string_view::npos ? at : end + 2;
}

}  // namespace

std::string without_comments(std::string_view text) {
  std::string out(text);
  constexpr auto kNone = std::string::npos;
  std::size_t comma = kNone;  // the last thing but blanks and comments
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t end = end_of_comment(text, at); end > at) {
      for (; at < end; ++at)
        if (out[at] != '\n' && out[at] != '\r') out[at] = ' ';
      continue;
    }
    const char c = text[at];
    if ((c == ']' || c == '}') && comma != kNone) out[comma] = ' ';
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') comma = c == ',' ? at : kNone;
    at = c == '"' ? end_of_text(text, at) : at + 1;
  }
  return out;
}

}  // namespace ganscope
