#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "support/temp_dir.hpp"

// The house has walls: core -> exchange -> engine | view -> app. The linker holds the one between
// engine and view; this reads the #include lines, since a header slips past a linker.

namespace {

const std::map<std::string, std::set<std::string>> kMayInclude{
    {"core", {"core"}},
    {"exchange", {"core", "exchange"}},
    {"engine", {"core", "exchange", "engine"}},
    {"view", {"core", "exchange", "view"}},
    {"app", {"core", "exchange", "engine", "view", "app"}},
};

struct Library {
  std::string name;
  std::vector<std::string> prefixes;  ///< of its headers
  std::set<std::string> rooms;        ///< folders of src/ that may know it
};
const std::vector<Library> kLibraries{
    {"LibTorch", {"torch/", "ATen/", "c10/", "caffe2/"}, {"engine"}},
    {"oneDNN", {"dnnl", "oneapi/"}, {"engine"}},
    {"OpenGL", {"glad/", "GLFW/", "GL/", "GLES", "KHR/", "EGL/"}, {"view", "app"}},
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

/// What is wrong with a line of a file in src/`room`/, or "".
std::string violation(const std::string& room, const std::string& line) {
  const std::optional<std::string> header = included(line);
  if (!header) return {};
  if (header->find("../") != std::string::npos) return "climbs out of its folder; name it from src/";
  const std::string folder = header->substr(0, header->find('/'));
  if (header->find('/') != std::string::npos && kMayInclude.contains(folder) &&
      !kMayInclude.at(room).contains(folder))
    return room + " may not include " + folder;
  if (kTooLarge.contains(*header)) return *header + " is too large; include engine/libtorch.hpp";
  for (const Library& library : kLibraries)
    for (const std::string& prefix : library.prefixes)
      if (header->starts_with(prefix) && !library.rooms.contains(room))
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
  for (const auto& [room, allowed] : kMayInclude)
    for (const auto& entry : std::filesystem::recursive_directory_iterator(src / room)) {
      const std::string extension = entry.path().extension();
      if (extension != ".hpp" && extension != ".cpp") continue;
      ++found.files;
      std::ifstream file(entry.path());
      std::string line;
      for (int number = 1; std::getline(file, line); ++number) {
        if (included(line)) ++found.includes;
        if (const std::string what = violation(room, line); !what.empty())
          found.violations.push_back(entry.path().string() + ":" + std::to_string(number) + ": " + what +
                                     ": " + line);
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

  TEST_CASE("every folder of src is one of the rooms") {
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(GANSCOPE_SOURCE_DIR) / "src"))
      if (entry.is_directory())
        CHECK_MESSAGE(kMayInclude.contains(entry.path().filename()), entry.path().string());
  }

  TEST_CASE("the checker finds each kind of breach") {
    const std::vector<std::pair<std::string, std::string>> breaches{
        {"core", "#include \"exchange/layers.hpp\""},
        {"exchange", "#include \"engine/threads.hpp\""},
        {"engine", "#include \"view/scene/camera.hpp\""},
        {"engine", "#include \"app/progress.hpp\""},
        {"view", "  #  include  \"engine/data/manifold.hpp\"  // only this once"},
        {"view", "#include \"app/toy_run.hpp\""},
        {"view", "#include \"../engine/threads.hpp\""},
        {"app", "#include <torch/torch.h>"},
        {"engine", "#include <torch/torch.h>"},
        {"engine", "#include <ATen/ATen.h>"},
        {"view", "#include <ATen/Parallel.h>"},
        {"exchange", "#include <c10/util/Exception.h>"},
        {"app", "#include <dnnl.hpp>"},
        {"engine", "#include <glad/gl.h>"},
        {"core", "#include <GLFW/glfw3.h>"},
        {"engine", "#include <EGL/egl.h>"},
        {"exchange", "#include <GL/gl.h>"},
        {"engine", "#include <imgui.h>"},
        {"core", "#include \"imgui_internal.h\""},
    };
    for (const auto& [room, line] : breaches) CHECK_MESSAGE(!violation(room, line).empty(), room, ": ", line);
  }

  TEST_CASE("the checker lets good lines pass") {
    const std::vector<std::pair<std::string, std::string>> good{
        {"core", "#include \"core/text.hpp\""},
        {"core", "#include <string>"},
        {"view", "#include \"exchange/layers.hpp\""},
        {"view", "#include <glad/gl.h>"},
        {"app", "#include \"engine/threads.hpp\""},
        {"engine", "#include <torch/optim.h>"},
        {"view", "#include <glm/vec2.hpp>"},
        {"core", "// #include \"engine/threads.hpp\""},
        {"core", "#pragma once"},
        {"core", ""}};
    for (const auto& [room, line] : good) CHECK_MESSAGE(violation(room, line).empty(), room, ": ", line);
  }

  TEST_CASE("a scan of a made-up tree names file and line") {
    const ganscope::test::TempDir dir;
    const std::filesystem::path& src = dir.path();
    for (const auto& [room, allowed] : kMayInclude) std::filesystem::create_directories(src / room / "deep");
    std::ofstream(src / "view" / "deep" / "bad.hpp") << "#pragma once\n#include \"engine/threads.hpp\"\n";
    const Scan found = scan(src);
    REQUIRE(found.violations.size() == 1);
    CHECK(found.violations[0].find("bad.hpp:2: view may not include engine") != std::string::npos);
  }
}
