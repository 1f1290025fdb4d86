#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace ganscope {

/// Frames that a player finds in a video, without decoding; 0 when it cannot be read.
[[nodiscard]] std::int64_t count_frames(const std::filesystem::path& path);

/// Copies the fragmented mp4 `from` into `to` (replaced) as a plain one with its index in front,
/// so that it starts at once over a network and every player can seek. Frames are not encoded
/// again. Goes through `to` + ".faststart.part"; throws Error, and leaves `to` as it was, when that
/// fails.
void rewrite_faststart(const std::filesystem::path& from, const std::filesystem::path& to,
                       const std::map<std::string, std::string>& metadata);

}  // namespace ganscope
