#include "app/window/settings_keeper.hpp"

#include <doctest/doctest.h>

#include "support/temp_dir.hpp"

using namespace ganscope;
using namespace ganscope::test;

TEST_SUITE("settings keeper") {
  TEST_CASE("looks chosen in any mode are in the file at the end, beside what another mode keeps") {
    const TempDir dir;
    const std::filesystem::path path = dir.path() / "settings.json";
    Settings loaded;
    loaded.theme = ThemeKind::light;
    loaded.scale = 1.25f;
    loaded.recent = {"/points.csv"};
    {
      SettingsKeeper keeper(path, loaded);
      keeper.keep({.theme = ThemeKind::light, .scale = 1.5f}, {900, 700});
      keeper.tend(true);
    }
    std::string problem;
    const Settings kept = load_settings(path, problem);
    CHECK(problem.empty());
    CHECK(kept.theme == ThemeKind::light);
    CHECK(kept.scale == 1.5f);
    CHECK(kept.width == 900);
    CHECK(kept.recent == loaded.recent);
  }

  TEST_CASE("a filled screen or a minimised window is no size to open with") {
    Settings loaded;
    loaded.width = 1000;
    loaded.height = 600;
    SettingsKeeper keeper({}, loaded);
    keeper.keep({.fullscreen = true}, {3840, 2160});
    CHECK(keeper.now().width == 1000);
    keeper.keep({}, {0, 0});
    CHECK(keeper.now().height == 600);
    keeper.keep({}, {100, 9000});  // what the file may hold
    CHECK(keeper.now().width == 200);
    CHECK(keeper.now().height == 8192);
  }

  TEST_CASE("nothing is written while nothing changed") {
    const TempDir dir;
    const std::filesystem::path path = dir.path() / "settings.json";
    SettingsKeeper keeper(path, {});
    keeper.tend(true);
    CHECK_FALSE(std::filesystem::exists(path));
  }
}
