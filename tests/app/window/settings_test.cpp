#include "app/window/settings.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "core/error.hpp"
#include "support/files.hpp"
#include "support/temp_dir.hpp"
#include "support/variable.hpp"

using namespace ganscope;
using namespace ganscope::test;

namespace {

Settings unlike_defaults() {
  Settings s;
  s.theme = ThemeKind::light;
  s.scale = 1.5f;
  s.width = 1920;
  s.height = 1080;
  s.preset = "fig1d";
  s.recent = {"/data/a.csv", "/data/b.csv"};
  s.recording = {RecordingFormat::webm, true, true, 25, 1920, 1080, 60};
  s.log_plots = {"Loss", "Distance"};
  return s;
}

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

}  // namespace

TEST_SUITE("settings") {
  TEST_CASE("what is saved is what is loaded, and the folder is made") {
    const TempDir dir;
    const std::filesystem::path path = dir / "deep" / "settings.json";
    std::string problem;
    CHECK(load_settings(path, problem) == Settings{});
    save_settings(path, unlike_defaults());
    CHECK(load_settings(path, problem) == unlike_defaults());
    CHECK(problem.empty());
    CHECK(entries_in(path.parent_path()) == 1);  // nothing half-written lies beside it
  }

  TEST_CASE("a damaged file is set aside under a name of its own, with the reason, and never fatal") {
    const TempDir dir;
    const std::filesystem::path path = dir / "settings.json";
    save_settings(path, unlike_defaults());
    const std::string whole = content_of(path);
    const auto with = [&](const std::string& from, const std::string& to) {
      std::string text = whole;
      const std::size_t at = text.find(from);
      REQUIRE(at != std::string::npos);
      return text.replace(at, from.size(), to);
    };
    int damaged = 0;
    for (const auto& [text, named] :
         std::vector<std::pair<std::string, std::string>>{{"", "parse error"},
                                                          {"no JSON at all", "parse error"},
                                                          {whole.substr(0, whole.size() / 2), "parse error"},
                                                          {"[]", "settings.json"},
                                                          {with("\"light\"", "\"lihgt\""), "lihgt"},
                                                          {with("1.5", "15"), "0.5 to 4"},
                                                          {with("1.5", "\"big\""), "settings.json"},
                                                          {with("1920", "-3"), "200 to 8192"},
                                                          {with("fig1d", "fig9"), "fig9"},
                                                          {with("webm", "avi"), "avi"},
                                                          {with("\"every\": 25", "\"every\": 0"), "every"}}) {
      CAPTURE(text);
      write(path, text);
      std::string problem;
      CHECK(load_settings(path, problem) == Settings{});
      CHECK(problem.find(path.string()) != std::string::npos);
      CHECK(problem.find(named) != std::string::npos);
      CHECK(problem.find(".damaged") != std::string::npos);
      CHECK_FALSE(std::filesystem::exists(path));
      ++damaged;
      CHECK(entries_in(dir.path()) == damaged);  // none of them is lost
    }
  }

  TEST_CASE("settings are where XDG says, or in ~/.config") {
    {
      const Variable home("XDG_CONFIG_HOME", "/somewhere");
      CHECK(settings_path() == "/somewhere/ganscope/settings.json");
    }
    const Variable none("XDG_CONFIG_HOME", "relative/is/ignored");
    CHECK(settings_path() == std::filesystem::path(std::getenv("HOME")) / ".config/ganscope/settings.json");
  }

  TEST_CASE("a folder that cannot be made is an error that names it") {
    const TempDir dir;
    write(dir / "file", "x");
    CHECK_THROWS_WITH_AS(save_settings(dir / "file" / "settings.json", {}), doctest::Contains("file"), Error);
  }

  TEST_CASE("recent files: the last first, each once, a few") {
    std::vector<std::string> recent;
    for (const char* file : {"a", "b", "a", "c"}) remember(recent, file);
    CHECK(recent == std::vector<std::string>{"c", "a", "b"});
    for (int i = 0; i < 20; ++i) remember(recent, std::to_string(i));
    CHECK(recent.size() == kRecentFiles);
    CHECK(recent.front() == "19");
  }
}
