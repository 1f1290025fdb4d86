#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// Names of latents' files as they stand in expressions.
namespace ganscope {

[[nodiscard]] inline bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
[[nodiscard]] inline bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// "faces.json#smile" and its parts.
struct FileReference {
  std::string path;
  std::string name;  ///< empty: none given
};

/// Whether `text` ends in .json, .npy or .npz.
[[nodiscard]] bool ends_as_latent_file(std::string_view text);

/// The file reference that `text` begins with, and how much of it that is; 0 when it begins otherwise.
[[nodiscard]] std::pair<FileReference, std::size_t> file_at(std::string_view text);

/// `text` as the name of a file that is there, blanks and all, with or without #NAME at its end. Such a file
/// goes before what the text would say as an expression.
[[nodiscard]] std::optional<FileReference> existing_file(std::string_view text);

/// A file's name as an expression takes it: in quotes where it has a character with a meaning.
[[nodiscard]] std::string quoted_file(const std::string& path);
/// The reference as any expression takes it, in quotes where it needs them; empty where no quotes help, as
/// the path has both kinds.
[[nodiscard]] std::string reference_text(const FileReference& file);

/// The file that the whole of `part` is: one that is there, or one that is written as an expression takes it.
[[nodiscard]] std::optional<FileReference> whole_file(std::string_view part);

}  // namespace ganscope
