#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace ganscope {

/// A file written piece by piece into a temporary one beside its path, which takes its place in
/// commit(): at any moment the path holds the old file or the new one, whole. All throw Error naming
/// the path.
class AtomicFile {
 public:
  explicit AtomicFile(std::filesystem::path path);
  ~AtomicFile();  ///< without commit() nothing is left
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  void write(std::string_view content);
  /// Syncs the file, renames it and syncs its folder, so that the new name survives a power cut.
  void commit();

 private:
  [[noreturn]] void give_up(const char* what, int code);
  std::filesystem::path path_;
  std::filesystem::path part_;
  int file_ = -1;
};

/// Writes `content` to `path` through an AtomicFile.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// `path` itself when nothing stands there, else the first free `stem-2.ext`, `stem-3.ext`, ...
[[nodiscard]] std::filesystem::path unused_path(const std::filesystem::path& path);

}  // namespace ganscope
