#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace ganscope {

/// Options of a training that decide nothing about its weights (where it ends, how often it saves, what
/// the card says), by name and as they were typed: what `--resume` takes over where the command line is
/// silent. Those that decide the weights are in the checkpoint.
using KeptOptions = std::map<std::string, std::string>;

/// The file's content for these options.
[[nodiscard]] std::string kept_options_text(const KeptOptions& options);

/// Nothing where there is no file. Throws Error naming the file when it is not an object of texts, or
/// names an option that is not in `names`.
[[nodiscard]] KeptOptions read_kept_options(const std::filesystem::path& path,
                                            const std::vector<std::string>& names);

}  // namespace ganscope
