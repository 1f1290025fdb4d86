#include "engine/latent/latent_file_name.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

namespace ganscope {
namespace {

constexpr std::array<std::string_view, 3> kFileEndings{".json", ".npy", ".npz"};

/// Where the file's name that `text` begins with ends: behind the first .json, .npy or .npz that the word
/// goes on behind with neither a letter, a digit, a dot nor a slash; npos when there is none.
std::size_t end_of_file_name(std::string_view text) {
  std::size_t best = std::string_view::npos;
  for (const std::string_view ending : kFileEndings)
    for (std::size_t at = text.find(ending); at != std::string_view::npos; at = text.find(ending, at + 1)) {
      const std::size_t end = at + ending.size();
      const bool goes_on = end < text.size() && (in_word(text[end]) || text[end] == '.' || text[end] == '/');
      if (at > 0 && !goes_on) best = std::min(best, end);
    }
  return best;
}

}  // namespace

bool ends_as_latent_file(std::string_view text) {
  return std::any_of(kFileEndings.begin(), kFileEndings.end(),
                     [text](std::string_view ending) { return text.ends_with(ending); });
}

std::pair<FileReference, std::size_t> file_at(std::string_view text) {
  FileReference found;
  std::size_t end = 0;
  if (text.starts_with('\'') || text.starts_with('"')) {
    end = text.find(text[0], 1);
    if (end == std::string_view::npos) return {{}, 0};
    found.path = text.substr(1, end - 1);
    ++end;
  } else {
    while (end < text.size() && !blank(text[end]) &&
           std::string_view(",()*=#").find(text[end]) == std::string_view::npos)
      ++end;
    end = end_of_file_name(text.substr(0, end));
    if (end == std::string_view::npos) return {{}, 0};
    found.path = text.substr(0, end);
  }
  if (end < text.size() && text[end] == '#') {
    std::size_t last = ++end;
    while (last < text.size() && in_word(text[last])) ++last;
    found.name = text.substr(end, last - end);
    end = last;
  }
  return {found, end};
}

std::optional<FileReference> existing_file(std::string_view text) {
  const auto exists = [](std::string_view path) {
    const bool known = std::any_of(kFileEndings.begin(), kFileEndings.end(),
                                   [&](std::string_view ending) { return path.ends_with(ending); });
    std::error_code ignored;
    return known && path.find('\0') == std::string_view::npos &&
           std::filesystem::is_regular_file(std::filesystem::path(path), ignored);
  };
  if (exists(text)) return FileReference{std::string(text), {}};
  const std::size_t hash = text.rfind('#');
  if (hash == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(hash + 1);
  if (name.empty() || !std::all_of(name.begin(), name.end(), in_word) || !exists(text.substr(0, hash)))
    return std::nullopt;
  return FileReference{std::string(text.substr(0, hash)), std::string(name)};
}

std::optional<FileReference> whole_file(std::string_view part) {
  if (const auto file = existing_file(part)) return file;
  auto [file, length] = file_at(part);
  if (length == 0 || length != part.size()) return std::nullopt;
  return std::move(file);
}

std::string reference_text(const FileReference& file) {
  const std::string path = quoted_file(file.path);
  const auto [read, length] = file_at(path);
  if (length != path.size() || read.path != file.path) return {};
  return file.name.empty() ? path : path + "#" + file.name;
}

std::string quoted_file(const std::string& path) {
  const bool plain = path.find_first_of(" \t\n\r,()*=#'\"") == std::string::npos;
  const bool signed_first = path.starts_with('-') || path.starts_with("\xe2\x88\x92");  // U+2212
  if (plain && !signed_first && end_of_file_name(path) == path.size()) return path;
  const char quote = path.find('\'') == std::string::npos ? '\'' : '"';
  return quote + path + quote;
}

}  // namespace ganscope
