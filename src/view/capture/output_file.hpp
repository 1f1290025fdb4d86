#pragma once
#include <cstdint>
#include <filesystem>

struct AVIOContext;

namespace ganscope {

/// The file a muxer writes to. FFmpeg's own file protocol forgets why a write failed and hides it
/// behind a buffer; this one keeps errno, the size, and where the last whole piece ended.
/// Removed by the destructor unless it was renamed to its final place.
class OutputFile {
 public:
  /// Creates `path`. A non-empty file there is a recording that was cut off: it is moved aside to
  /// "`stem`-recovered.ext" and the log says so. Throws Error when the place cannot be written or
  /// another recording is writing there.
  explicit OutputFile(std::filesystem::path path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] AVIOContext* io() const { return io_; }
  [[nodiscard]] std::int64_t size() const { return size_; }
  /// errno of the first write that failed, 0 while all is well.
  [[nodiscard]] int error() const { return error_; }

  /// Hands all buffered bytes to the system and notes that a player can read everything up to here.
  /// Throws Error with the system's reason when a write failed.
  void mark_whole();
  /// Drops what was written after the last mark_whole(); `append` ends the file (best effort).
  void cut_to_whole(const char* append);
  /// Syncs and closes. Throws Error with the system's reason.
  void close();
  /// Renames the file to `target`, which is replaced. Throws Error with the system's reason.
  void rename_to(const std::filesystem::path& target);
  /// Leaves the file where it is for good.
  void keep() { exists_ = false; }
  /// Closes and removes the file.
  void discard() noexcept;

 private:
  void open();
  void move_aside() const;
  static std::int64_t seek(void* self, std::int64_t offset, int whence);
  int write(const std::uint8_t* data, int size);

  std::filesystem::path path_;
  AVIOContext* io_ = nullptr;
  int file_ = -1;
  int error_ = 0;
  bool exists_ = false;
  std::int64_t position_ = 0;
  std::int64_t size_ = 0;
  std::int64_t whole_ = 0;
};

}  // namespace ganscope
