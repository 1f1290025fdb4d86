#pragma once
#include <string>
#include <vector>

#include "app/files/file_dialogue.hpp"

namespace ganscope {

/// What files are opened for.
enum class FileWish { model, points, anchors, card, picture };

/// "Open a model", its endings, the places below and the recent files.
[[nodiscard]] FileRequest open_request(FileWish wish, const std::vector<std::string>& recent);
/// "Save as" with a name in a folder (empty: the working one), and the endings that it may have.
[[nodiscard]] FileRequest save_request(const std::string& name, const std::filesystem::path& folder,
                                       std::vector<std::string> extensions);

/// The folders that everyone has: home, the working folder, and those of `kinds` ("examples", "models") that
/// come along. Only such as exist, each once.
[[nodiscard]] std::vector<FilePlace> common_places(const std::vector<std::string>& kinds);
/// Those of the files that are still there, by their names, in their order, each once. Two with one name have
/// their folders' beside it: "faces.pt (runs)".
[[nodiscard]] std::vector<FilePlace> recent_places(const std::vector<std::string>& files);

}  // namespace ganscope
