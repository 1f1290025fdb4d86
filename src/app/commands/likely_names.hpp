#pragma once
#include <string>
#include <vector>

#include "core/error.hpp"

namespace ganscope {

/// The name among `names` that a person most likely meant: what other programs call it ("lr" is the rate),
/// else the nearest by its letters, else "". Names with or without "--".
[[nodiscard]] std::string likely_name(const std::string& name, const std::vector<std::string>& names);

/// "unknown option '--lr'; did you mean '--rate'? See ganscope toy --help": one line, and where the list is.
/// `command` is called as a person types it.
[[nodiscard]] UsageError unknown_option(const std::string& name, const std::vector<std::string>& names,
                                        const std::string& command);

}  // namespace ganscope
