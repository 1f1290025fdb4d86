#pragma once
#include <filesystem>
#include <string>

namespace ganscope {

/// What the path leads to, through links; false for what cannot be looked at.
[[nodiscard]] bool leads_to_folder(const std::filesystem::path& path);
[[nodiscard]] bool leads_to_file(const std::filesystem::path& path);

/// Why no file can be opened at an absolute path, by the first part of it that is to blame: "there is no
/// 'modles' in /home/eve". For paths at which there is none.
[[nodiscard]] std::string why_not_a_file(const std::filesystem::path& path);

}  // namespace ganscope
