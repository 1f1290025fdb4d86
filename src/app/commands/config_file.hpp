#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace ganscope {

/// One `name = value` of a configuration file.
struct ConfigEntry {
  std::string section;  ///< "" above the first [section]
  std::string name;
  std::string value;  ///< without quotes; the parts of an array joined by commas
  std::string where;  ///< "run.toml:3: ", to put before an error
};

/// The entries of the part of TOML that CLI11 reads: names, strings, numbers, booleans, arrays,
/// sections, comments. Throws Error naming the file, and the line where one is malformed.
[[nodiscard]] std::vector<ConfigEntry> read_config_file(const std::filesystem::path& path);

}  // namespace ganscope
