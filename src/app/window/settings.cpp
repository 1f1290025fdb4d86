#include "app/window/settings.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "exchange/option_text.hpp"
#include "exchange/toy_config.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

int whole_in(const Json& json, const char* name, int low, int high) {
  const auto value = json.at(name).get<std::int64_t>();
  if (value < low || value > high)
    throw out_of_range(name, std::to_string(value), std::to_string(low) + " to " + std::to_string(high));
  return static_cast<int>(value);
}

std::string word_of(const Json& json, const char* name, const std::vector<std::string>& words) {
  const auto value = json.at(name).get<std::string>();
  if (std::find(words.begin(), words.end(), value) == words.end()) throw unknown_name(name, value, words);
  return value;
}

Json to_json(const RecordingChoice& r) {
  return {{"format", name_of(r.format)},
          {"whole_window", r.whole_window},
          {"as_seen", r.as_seen},
          {"every", r.every},
          {"width", r.width},
          {"height", r.height},
          {"fps", r.fps}};
}

RecordingChoice recording_of(const Json& json) {
  RecordingChoice r;
  r.format =
      parse_enum<RecordingFormat>(json.at("format").get<std::string>(), "format", recording_format_names());
  r.whole_window = json.at("whole_window").get<bool>();
  r.as_seen = json.at("as_seen").get<bool>();
  r.every = whole_in(json, "every", 1, 1000000);
  r.width = whole_in(json, "width", 0, 8192);
  r.height = whole_in(json, "height", 0, 8192);
  r.fps = whole_in(json, "fps", 1, 120);
  return r;
}

Settings settings_of(const Json& json) {
  Settings s;
  s.theme = word_of(json, "theme", {"dark", "light"}) == "dark" ? ThemeKind::dark : ThemeKind::light;
  s.scale = json.at("scale").get<float>();
  if (!(s.scale >= 0.5f && s.scale <= 4.f)) throw out_of_range("scale", three_digits(s.scale), "0.5 to 4");
  s.width = whole_in(json, "width", 200, 8192);
  s.height = whole_in(json, "height", 200, 8192);
  s.preset = json.at("preset").get<std::string>();
  if (!s.preset.empty()) static_cast<void>(toy_preset(s.preset));
  for (const Json& file : json.at("recent")) s.recent.push_back(file.get<std::string>());
  if (s.recent.size() > kRecentFiles) s.recent.resize(kRecentFiles);
  s.recording = recording_of(json.at("recording"));
  for (const Json& plot : json.at("log_plots")) s.log_plots.insert(plot.get<std::string>());
  return s;
}

/// Moves the file out of the way and says where to.
std::string set_aside(const std::filesystem::path& path, const std::string& why) {
  const std::filesystem::path aside = unused_path(path.string() + ".damaged");
  std::error_code error;
  std::filesystem::rename(path, aside, error);
  return "the settings in " + path.string() + " cannot be used; defaults are, and the file " +
         (error ? "stays where it is" : "is kept as " + aside.filename().string()) + ": " + why;
}

}  // namespace

std::filesystem::path settings_path() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && *config == '/')
    return std::filesystem::path(config) / "ganscope" / "settings.json";
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == '\0') return {};
  return std::filesystem::path(home) / ".config" / "ganscope" / "settings.json";
}

Settings load_settings(const std::filesystem::path& path, std::string& problem) {
  std::error_code ignored;
  if (path.empty() || !std::filesystem::exists(path, ignored)) return {};
  try {
    std::ifstream file(path);
    if (!file) throw Error("it cannot be read");
    return settings_of(Json::parse(file));
  } catch (const std::exception& e) {
    problem = set_aside(path, e.what());
    log(LogLevel::info, problem);
    return {};
  }
}

void save_settings(const std::filesystem::path& path, const Settings& s) {
  const Json json{{"theme", s.theme == ThemeKind::dark ? "dark" : "light"},
                  {"scale", s.scale},
                  {"width", s.width},
                  {"height", s.height},
                  {"preset", s.preset},
                  {"recent", s.recent},
                  {"recording", to_json(s.recording)},
                  {"log_plots", s.log_plots}};
  make_folder(path.parent_path());
  write_file_atomically(path, json.dump(2) + "\n");
}

void remember(std::vector<std::string>& recent, const std::string& file) {
  put_first(recent, file, std::identity());
}

}  // namespace ganscope
