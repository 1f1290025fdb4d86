#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "support/temp_dir.hpp"

// The house has walls: core -> exchange -> engine | view -> app. The linker holds the one between
// engine and view; this reads the #include lines, since a header slips past a linker. Inside engine, view
// and app it holds the rooms: one knows only those that its line names.

namespace {

using Rooms = std::set<std::string>;

/// A room is a folder of src/, or one in it, and "engine" itself what lies in no room of it. Of view/panels/
/// each folder is one.
const std::map<std::string, Rooms> kMayInclude{
    {"core", {}},
    {"exchange", {"core"}},

    {"engine", {}},
    {"engine/data", {"engine"}},
    {"engine/images", {"engine"}},
    {"engine/models", {"engine"}},
    {"engine/mlp", {"engine"}},
    {"engine/metrics", {"engine", "engine/data"}},
    {"engine/nets", {"engine", "engine/models"}},
    {"engine/latent", {"engine", "engine/models"}},
    {"engine/inference", {"engine", "engine/models", "engine/latent"}},
    {"engine/train",
     {"engine", "engine/data", "engine/images", "engine/models", "engine/mlp", "engine/metrics",
      "engine/nets"}},
    {"engine/oracle", {"engine", "engine/images", "engine/models", "engine/nets", "engine/latent"}},
    {"engine/recovery", {"engine", "engine/images", "engine/models", "engine/latent", "engine/inference"}},
    {"engine/analysis",
     {"engine", "engine/data", "engine/images", "engine/models", "engine/latent", "engine/oracle"}},

    {"view/scene", {}},
    {"view/gpu", {"view/scene"}},
    {"view/capture", {"view/scene"}},
    {"view/ui", {"view/scene"}},
    {"view/layers", {"view/scene", "view/gpu"}},
    {"view/plots", {"view/scene", "view/ui"}},
    {"view/panels/common", {"view/scene", "view/gpu", "view/layers", "view/ui", "view/plots"}},
    {"view/panels/toy",
     {"view/scene", "view/gpu", "view/layers", "view/ui", "view/plots", "view/panels/common"}},
    {"view/panels/image",
     {"view/scene", "view/gpu", "view/layers", "view/ui", "view/plots", "view/panels/common"}},
    {"view/panels/recover",
     {"view/scene", "view/gpu", "view/layers", "view/ui", "view/plots", "view/panels/common"}},
    {"view/panels/classes",
     {"view/scene", "view/gpu", "view/layers", "view/ui", "view/plots", "view/panels/common"}},
    {"view/panels/train",
     {"view/scene", "view/gpu", "view/layers", "view/ui", "view/plots", "view/panels/common"}},

    {"app/files", {"engine", "view"}},
    {"app/window", {"app/files", "engine", "view"}},
    {"app/toy", {"app/files", "app/window", "engine", "view"}},
    {"app/image", {"app/files", "app/window", "engine", "view"}},
    {"app/train", {"app/files", "app/window", "engine", "view"}},
    {"app/recover", {"app/files", "app/window", "engine", "view"}},
    {"app/analysis", {"app/files", "app/window", "engine", "view"}},
    {"app/bench", {"app/files", "app/toy", "engine", "view"}},
    {"app/commands",
     {"app/files", "app/window", "app/toy", "app/image", "app/train", "app/recover", "app/analysis", "app/bench", "engine",
      "view"}},
    {"app", {"app/commands"}},
};
/// Rooms of engine that no LibTorch comes into: they are built without its headers.
const Rooms kWithoutLibTorch{"engine/data",    "engine/images", "engine/models",
                             "engine/metrics", "engine/mlp",    "engine/latent"};
/// Rooms of view that tests use without a context.
const Rooms kWithoutOpenGl{"view/scene", "view/capture"};

/// The room of a file by its path from src/: "engine/data", "view/panels/toy", "core", or "" for none.
std::string room_of(const std::string& path) {
  std::string best;
  for (const auto& [room, may] : kMayInclude)
    if (path.starts_with(room + "/") && room.size() > best.size()) best = room;
  return best;
}

/// "engine" allows the whole of engine to app, where a room of engine itself would name it.
bool allows(const std::string& room, const std::string& other) {
  if (room == other || other == "core" || (other == "exchange" && room != "core")) return true;
  const Rooms& may = kMayInclude.at(room);
  if (may.contains(other)) return true;
  return room.starts_with("app") && may.contains(other.substr(0, other.find('/')));
}

struct Library {
  std::string name;
  std::vector<std::string> prefixes;  ///< of its headers
  std::set<std::string> houses;       ///< folders of src/ that may know it
  Rooms without = {};                 ///< rooms of them that may not
};
const std::vector<Library> kLibraries{
    {"LibTorch", {"torch/", "ATen/", "c10/", "caffe2/", "engine/libtorch.hpp"}, {"engine"}, kWithoutLibTorch},
    {"oneDNN", {"dnnl", "oneapi/"}, {"engine"}},
    {"libxsmm", {"libxsmm"}, {"engine"}},
    {"OpenGL", {"glad/", "GLFW/", "GL/", "GLES", "KHR/", "EGL/"}, {"view", "app"}, kWithoutOpenGl},
    {"ImGui", {"imgui", "backends/imgui", "implot"}, {"view", "app"}},
};

/// Headers that bring in nearly all of LibTorch and cost any file tens of seconds to compile;
/// engine/libtorch.hpp is the lean way.
const std::set<std::string> kTooLarge{"torch/torch.h",     "torch/all.h", "torch/types.h",
                                      "torch/extension.h", "ATen/ATen.h", "ATen/Functions.h"};

/// The header that a line includes, without its quotes or angle brackets.
std::optional<std::string> included(const std::string& line) {
  const std::size_t hash = line.find_first_not_of(" \t");
  if (hash == std::string::npos || line[hash] != '#') return std::nullopt;
  const std::size_t word = line.find_first_not_of(" \t", hash + 1);
  if (word == std::string::npos || line.compare(word, 7, "include") != 0) return std::nullopt;
  const std::size_t open = line.find_first_of("\"<", word + 7);
  const std::size_t close = line.find_first_of("\">", open == std::string::npos ? open : open + 1);
  if (close == std::string::npos) return std::nullopt;
  return line.substr(open + 1, close - open - 1);
}

/// What is wrong with a line of a file of this room, or "".
std::string violation(const std::string& room, const std::string& line) {
  const std::optional<std::string> header = included(line);
  if (!header) return {};
  if (header->find("../") != std::string::npos) return "climbs out of its folder; name it from src/";
  if (const std::string other = room_of(*header); !other.empty() && !allows(room, other))
    return room + " may not include " + other;
  if (kTooLarge.contains(*header)) return *header + " is too large; include engine/libtorch.hpp";
  for (const Library& library : kLibraries)
    for (const std::string& prefix : library.prefixes)
      if (header->starts_with(prefix) &&
          (!library.houses.contains(room.substr(0, room.find('/'))) || library.without.contains(room)))
        return room + " may not include " + library.name;
  return {};
}

struct Scan {
  int files = 0;
  int includes = 0;
  std::vector<std::string> violations;
};

Scan scan(const std::filesystem::path& src) {
  Scan found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(src)) {
    const std::string extension = entry.path().extension();
    if (extension != ".hpp" && extension != ".cpp") continue;
    ++found.files;
    const std::string path = entry.path().lexically_relative(src).generic_string();
    const std::string room = room_of(path);
    if (room.empty()) {
      found.violations.push_back(path + ": lies in no room");
      continue;
    }
    std::ifstream file(entry.path());
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
      if (included(line)) ++found.includes;
      if (const std::string what = violation(room, line); !what.empty())
        found.violations.push_back(path + ":" + std::to_string(number) + ": " + what + ": " + line);
    }
  }
  return found;
}

}  // namespace

TEST_SUITE("include direction") {
  TEST_CASE("every include of the program goes one way") {
    const std::filesystem::path src = std::filesystem::path(GANSCOPE_SOURCE_DIR) / "src";
    const Scan found = scan(src);
    for (const std::string& what : found.violations) FAIL_CHECK(what);
    // Reading nothing would look the same as finding nothing.
    CHECK(found.files > 80);
    CHECK(found.includes > 400);
  }

  TEST_CASE("every room of the list has files, and knows only rooms of the list") {
    const std::filesystem::path src = std::filesystem::path(GANSCOPE_SOURCE_DIR) / "src";
    for (const auto& [room, may] : kMayInclude) {
      CHECK_MESSAGE(std::filesystem::is_directory(src / room), room);
      for (const std::string& other : may)
        CHECK_MESSAGE((kMayInclude.contains(other) || other == "view"), other);
    }
  }

  TEST_CASE("no two rooms know each other") {
    for (const auto& [room, may] : kMayInclude)
      for (const std::string& other : may)
        if (kMayInclude.contains(other))
          CHECK_MESSAGE(!kMayInclude.at(other).contains(room), room, " and ", other);
  }

  TEST_CASE("the checker finds each kind of breach") {
    const std::vector<std::pair<std::string, std::string>> breaches{
        {"core", "#include \"exchange/layers.hpp\""},
        {"exchange", "#include \"engine/threads.hpp\""},
        {"engine", "#include \"view/scene/camera.hpp\""},
        {"engine", "#include \"app/files/progress.hpp\""},
        {"view/scene", "  #  include  \"engine/data/manifold.hpp\"  // only this once"},
        {"view/layers", "#include \"app/toy/toy_run.hpp\""},
        {"view/gpu", "#include \"../engine/threads.hpp\""},
        {"app", "#include <torch/torch.h>"},
        {"engine", "#include <torch/torch.h>"},
        {"engine", "#include <ATen/ATen.h>"},
        {"view/plots", "#include <ATen/Parallel.h>"},
        {"exchange", "#include <c10/util/Exception.h>"},
        {"app", "#include <dnnl.hpp>"},
        {"app", "#include <libxsmm.h>"},
        {"engine/mlp", "#include \"engine/libtorch.hpp\""},
        {"engine/mlp", "#include \"engine/train/score_loss.hpp\""},
        {"engine", "#include <glad/gl.h>"},
        {"core", "#include <GLFW/glfw3.h>"},
        {"engine", "#include <EGL/egl.h>"},
        {"exchange", "#include <GL/gl.h>"},
        {"engine", "#include <imgui.h>"},
        {"core", "#include \"imgui_internal.h\""},
        {"engine/data", "#include \"engine/nets/mlp.hpp\""},
        {"engine/images", "#include <ATen/ops/relu.h>"},
        {"engine/latent", "#include \"engine/libtorch.hpp\""},
        {"engine/nets", "#include \"engine/train/checkpoint.hpp\""},
        {"engine/oracle", "#include \"engine/train/losses.hpp\""},
        {"view/scene", "#include \"view/gpu/gl.hpp\""},
        {"view/scene", "#include <glad/gl.h>"},
        {"view/plots", "#include \"view/panels/toy/panel.hpp\""},
        {"view/panels/image", "#include \"view/panels/toy/panel.hpp\""},
        {"app/window", "#include \"app/toy/toy_session.hpp\""},
        {"app/train", "#include \"app/image/image_session.hpp\""},
        {"app/files", "#include \"app/window/settings.hpp\""},
    };
    for (const auto& [room, line] : breaches) CHECK_MESSAGE(!violation(room, line).empty(), room, ": ", line);
  }

  TEST_CASE("the checker lets good lines pass") {
    const std::vector<std::pair<std::string, std::string>> good{
        {"core", "#include \"core/text.hpp\""},
        {"core", "#include <string>"},
        {"view/scene", "#include \"exchange/layers.hpp\""},
        {"view/gpu", "#include <glad/gl.h>"},
        {"app/toy", "#include \"engine/threads.hpp\""},
        {"engine", "#include <torch/optim.h>"},
        {"view/scene", "#include <glm/vec2.hpp>"},
        {"core", "// #include \"engine/threads.hpp\""},
        {"core", "#pragma once"},
        {"core", ""}};
    for (const auto& [room, line] : good) CHECK_MESSAGE(violation(room, line).empty(), room, ": ", line);
  }

  TEST_CASE("a scan of a made-up tree names file and line") {
    const ganscope::test::TempDir dir;
    const std::filesystem::path& src = dir.path();
    std::filesystem::create_directories(src / "view" / "gpu" / "deep");
    std::ofstream(src / "view" / "gpu" / "deep" / "bad.hpp")
        << "#pragma once\n#include \"engine/threads.hpp\"\n";
    std::ofstream(src / "view" / "stray.hpp") << "#pragma once\n";
    const Scan found = scan(src);
    REQUIRE(found.violations.size() == 2);
    CHECK(std::count(found.violations.begin(), found.violations.end(), "view/stray.hpp: lies in no room") ==
          1);
    CHECK(std::count_if(found.violations.begin(), found.violations.end(), [](const std::string& what) {
            return what.find("bad.hpp:2: view/gpu may not include engine") != std::string::npos;
          }) == 1);
  }
}
