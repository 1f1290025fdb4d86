#include "core/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "core/error.hpp"

namespace ganscope {
AtomicFile::AtomicFile(std::filesystem::path path) : path_(std::move(path)), part_(path_.string() + ".part") {
  file_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file_ < 0)
    throw Error("cannot write " + path_.string() +
                ": opening a temporary file beside it: " + std::strerror(errno));
}

AtomicFile::~AtomicFile() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(part_.c_str());
}

void AtomicFile::give_up(const char* what, int code) {
  if (file_ >= 0) ::close(std::exchange(file_, -1));
  ::unlink(part_.c_str());
  throw Error("cannot write " + path_.string() + ": " + what + ": " + std::strerror(code));
}

void AtomicFile::write(std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(file_, content.data(), content.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      give_up("writing", errno);
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

void AtomicFile::commit() {
  if (::fsync(file_) != 0) give_up("syncing", errno);
  if (::close(std::exchange(file_, -1)) != 0) give_up("closing", errno);
  if (::rename(part_.c_str(), path_.c_str()) != 0) give_up("renaming the temporary file", errno);
  // Not every file system can sync a folder; the rename is atomic all the same.
  const std::filesystem::path folder = path_.has_parent_path() ? path_.parent_path() : ".";
  if (const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); directory >= 0) {
    ::fsync(directory);
    ::close(directory);
  }
}

void write_file_atomically(const std::filesystem::path& path, std::string_view content) {
  AtomicFile file(path);
  file.write(content);
  file.commit();
}

std::filesystem::path unused_path(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return path;
  for (int n = 2;; ++n) {
    std::filesystem::path candidate = path;
    candidate.replace_filename(path.stem().string() + "-" + std::to_string(n) + path.extension().string());
    if (!std::filesystem::exists(candidate, ignored)) return candidate;
  }
}

}  // namespace ganscope
