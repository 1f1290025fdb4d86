#include "core/program_place.hpp"

#include <fstream>
#include <string>

#include "core/files.hpp"
#include "core/text.hpp"

namespace ganscope {

namespace fs = std::filesystem;

fs::path running_program() {
  std::error_code unknown;  // no /proc
  return fs::read_symlink("/proc/self/exe", unknown);
}

fs::path source_tree_of(const fs::path& program) {
  constexpr std::string_view kKey = "CMAKE_HOME_DIRECTORY:INTERNAL=";
  constexpr int kDeepest = 3;  // build/bin/ganscope, and build/bin/Release/ganscope of other generators
  fs::path folder = program.parent_path();
  for (int depth = 0; depth < kDeepest && folder.has_relative_path();
       ++depth, folder = folder.parent_path()) {
    std::ifstream cache(folder / "CMakeCache.txt");
    for (std::string line; std::getline(cache, line);)
      if (line.starts_with(kKey)) return std::string(trim(line.substr(kKey.size())));
  }
  return {};
}

fs::path documentation_page(std::string_view name, const fs::path& program) {
  const fs::path inside = fs::path("docs") / name;
  if (program.empty()) return inside;
  // Where packaging/CMakeLists.txt puts docs/.
  const fs::path installed = program.parent_path().parent_path() / "share" / "doc" / "ganscope" / inside;
  if (is_there(installed)) return installed;
  if (const fs::path source = source_tree_of(program); is_there(source / inside)) return source / inside;
  return inside;
}

fs::path documentation_page(std::string_view name) { return documentation_page(name, running_program()); }

}  // namespace ganscope
