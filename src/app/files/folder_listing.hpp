#pragma once
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "view/panels/common/file_dialogue_state.hpp"

namespace ganscope {

/// A folder as it was when it was read.
struct FolderListing {
  std::string problem;             ///< why it cannot be read, "Permission denied"; "" when it was
  std::vector<FileEntry> entries;  ///< folders first, both in natural order; hidden ones too
};

/// Reads the folder once: links are followed for what they lead to, one that leads nowhere or round in a
/// circle is listed as a file of the size "broken link", and pipes, sockets and devices are left out. Never
/// throws for what is on the disk.
[[nodiscard]] FolderListing read_folder(const std::filesystem::path& folder);

/// Which of a folder's entries are shown.
struct EntryFilter {
  std::vector<std::string> extensions{};  ///< in lower case, ".pt"; none: every file fits
  bool hidden = false;                    ///< also what begins with a dot
};
/// Folders always fit; a file's ending fits in capitals too.
[[nodiscard]] bool fits_filter(const FileEntry& entry, const EntryFilter& filter);

/// The order in which a person counts: by letters without their case, runs of digits by their value ("a2"
/// before "a10"). Names that are equal so are ordered by their bytes, so that the order is total.
[[nodiscard]] bool natural_less(std::string_view a, std::string_view b);

/// "0 B", "999 B", "12.3 kB", "1.00 GB": thousands, three digits.
[[nodiscard]] std::string file_size_text(std::uintmax_t bytes);
/// "2026-11-26 14:03" in local time.
[[nodiscard]] std::string file_time_text(std::time_t time);

/// Without ".", ".." and a slash at the end, by the words alone: a folder is left the way it was entered,
/// also through a link.
[[nodiscard]] std::filesystem::path plain_path(const std::filesystem::path& path);

/// The path that `text` means: "~" and "~/..." are in `home` where that is known, what isn't absolute is in
/// `folder`.
[[nodiscard]] std::filesystem::path typed_path(std::string_view text, const std::filesystem::path& folder,
                                               const std::filesystem::path& home);

/// What Tab makes of a text.
struct Completion {
  std::string text;              ///< as long as all that fits agrees; a single folder gets its slash
  std::filesystem::path folder;  ///< the one that was looked into
  std::string problem;           ///< that it cannot be read, or nothing in it begins so; "" otherwise
};
/// Completes the last part of `text` from the entries that fit; hidden ones only when that part begins with a
/// dot, whatever `filter` says of them. What was typed stays as it is.
[[nodiscard]] Completion complete_path(std::string_view text, const std::filesystem::path& folder,
                                       const std::filesystem::path& home, EntryFilter filter);

}  // namespace ganscope
