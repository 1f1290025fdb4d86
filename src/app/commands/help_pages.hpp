#pragma once
#include <CLI/CLI.hpp>

namespace ganscope {

/// Dresses --help of `program` and of every command below it: other spellings of an option are left out, and
/// examples stand at the end. To be called when all of its commands are made.
void dress_help(CLI::App& program);

}  // namespace ganscope
