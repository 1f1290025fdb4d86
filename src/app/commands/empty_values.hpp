#pragma once
#include <CLI/CLI.hpp>

namespace ganscope {

/// Throws UsageError for the first option or argument of the command, or of those given below it, that has an
/// empty text: that is no file, name or number, and further on it would be a message without a subject.
void refuse_empty_values(const CLI::App& command);

}  // namespace ganscope
