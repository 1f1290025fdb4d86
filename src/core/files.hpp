#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

/// What is asked of files in many places.
namespace ganscope {

/// Whether something stands at the path; one that cannot be looked at doesn't.
[[nodiscard]] bool is_there(const std::filesystem::path& path);

/// The bytes of a file that may have at most `most`. Throws Error with the reason alone, such as "no such
/// file": who asked names the file and what it was wanted for.
[[nodiscard]] std::string read_whole_file(const std::filesystem::path& path, std::uintmax_t most);

}  // namespace ganscope
