#pragma once
#include <string>

#include "app/commands/command_tree.hpp"

namespace ganscope {

/// What stands at the edge of a page.
struct ManPageInfo {
  std::string date;     ///< "2026-11-22"
  std::string version;  ///< "ganscope 0.1.0"
};

/// The page of `command` in section 1, as roff with the macros of man(7). `root` is the whole program, for
/// the pages to see also.
[[nodiscard]] std::string man_page(const Command& root, const Command& command, const ManPageInfo& info);

}  // namespace ganscope
