#include "app/files/assets.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "support/temp_dir.hpp"
#include "support/variable.hpp"
#include "support/working_folder.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;
using test::TempDir;
using test::Variable;
using test::WorkingFolder;
using Roots = std::vector<fs::path>;

TEST_CASE("assets: beside the program, then the data folders of the XDG specification in its order") {
  const AssetSurroundings plain{
      .program = "/opt/x/bin/ganscope", .data_home = "", .data_dirs = "", .home = "/home/eve"};
  CHECK(asset_roots(plain) == Roots{"/opt/x/share/ganscope", "/home/eve/.local/share/ganscope",
                                    "/usr/local/share/ganscope", "/usr/share/ganscope"});

  AssetSurroundings set = plain;
  set.data_home = "/data/eve";
  set.data_dirs = "/a:relative:/b";
  CHECK(asset_roots(set) ==
        Roots{"/opt/x/share/ganscope", "/data/eve/ganscope", "/a/ganscope", "/b/ganscope"});

  // Without /proc, and for a service that has no home.
  CHECK(asset_roots({}) == Roots{"/usr/local/share/ganscope", "/usr/share/ganscope"});
}

TEST_CASE("assets: a program in its build folder finds the source tree that the folder was made from") {
  const TempDir build;
  std::ofstream(build.path() / "CMakeCache.txt") << "CMAKE_BUILD_TYPE:STRING=Release\n"
                                                 << "CMAKE_HOME_DIRECTORY:INTERNAL=/home/eve/ganscope\n";
  for (const char* program : {"bin/ganscope", "bin/Release/ganscope"}) {
    const Roots roots =
        asset_roots({.program = build.path() / program, .data_home = "/data", .data_dirs = "/a", .home = ""});
    REQUIRE(roots.size() == 4);
    CHECK(roots[1] == "/home/eve/ganscope/assets");
    CHECK(roots[2] == "/data/ganscope");
  }
}

TEST_CASE("assets: folders that exist, the tests' own source tree first, each once") {
  const TempDir data;
  fs::create_directories(data.path() / "ganscope" / "models");
  const Variable home("XDG_DATA_HOME", data.path().string());
  const Variable dirs("XDG_DATA_DIRS", data.path().string() + ":/nowhere");
  const Roots folders = asset_folders("models");
  REQUIRE(folders.size() == 2);
  CHECK(fs::equivalent(folders[0], fs::path(GANSCOPE_SOURCE_DIR) / "assets" / "models"));
  CHECK(folders[1] == data.path() / "ganscope" / "models");
  CHECK(asset_folders("nonsense").empty());
}

TEST_CASE("assets: an example's name means the example, a file of that name wins") {
  const TempDir here;
  const WorkingFolder working(here.path());
  CHECK(fs::exists(example_path("heart.csv")));
  CHECK(example_path("heart.csv").parent_path().filename() == "examples");
  CHECK(data_with_example("file:heart.csv") == "file:" + example_path("heart.csv").string());
  for (const char* columns : {"#1", "#2"})
    CHECK(data_with_example(std::string("file:heart.csv") + columns) ==
          "file:" + example_path("heart.csv").string() + columns);
  CHECK(data_with_example("file:nobody.csv#2") == "file:nobody.csv#2");
  CHECK(data_with_example("file:#2") == "file:#2");
  CHECK(example_path("./heart.csv") == "./heart.csv");
  CHECK(example_path("nobody.csv") == "nobody.csv");
  CHECK(example_path("").empty());
  CHECK(data_with_example("spiral") == "spiral");
  // Without file: what is there and has an ending or a folder.
  CHECK(data_with_example("heart.csv") == "file:" + example_path("heart.csv").string());
  CHECK(data_with_example("heart.csv#2") == "file:" + example_path("heart.csv").string() + "#2");
  CHECK(data_with_example("nobody.csv") == "nobody.csv");
  std::ofstream(here.path() / "spiral") << "1,2\n";
  CHECK(data_with_example("spiral") == "spiral");
  CHECK(data_with_example("./spiral") == "file:./spiral");
  std::ofstream(here.path() / "heart.csv") << "1,2\n";
  CHECK(data_with_example("heart.csv") == "file:heart.csv");
  CHECK(data_with_example("file:heart.csv") == "file:heart.csv");
  CHECK(data_with_example("file:heart.csv#2") == "file:heart.csv#2");
  std::ofstream(here.path() / "ring.csv#2") << "1,2\n";  // a file is called so
  CHECK(data_with_example("file:ring.csv#2") == "file:ring.csv#2");
}

TEST_CASE("assets: scripts of the source tree for a program in its build folder, and no others") {
  CHECK(
      fs::equivalent(script_path("get_data.sh"), fs::path(GANSCOPE_SOURCE_DIR) / "scripts" / "get_data.sh"));
  CHECK(script_path("nobody.sh").empty());
}

}  // namespace
}  // namespace ganscope
