#pragma once
#include <filesystem>
#include <string_view>

/// Where the program stands, and what lies around it.
namespace ganscope {

/// The running program's file; "" where that is unknown.
[[nodiscard]] std::filesystem::path running_program();

/// The source tree of a program in a build folder, whose CMakeCache.txt names it; "" elsewhere. Read when
/// asked for rather than compiled in, so that an installed program knows nothing of where it was built.
[[nodiscard]] std::filesystem::path source_tree_of(const std::filesystem::path& program);

/// A page of the documentation ("model-card.md") under a name that can be opened: in ../share/doc/ganscope
/// beside an installed program, in the source tree of one in its build folder. "docs/model-card.md" where
/// neither has it, which is what it is called in the source.
[[nodiscard]] std::filesystem::path documentation_page(std::string_view name,
                                                       const std::filesystem::path& program);
/// Likewise, of this process.
[[nodiscard]] std::filesystem::path documentation_page(std::string_view name);

}  // namespace ganscope
