#include "core/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "core/error.hpp"

namespace ganscope {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const char* what, int code) {
  throw Error("cannot write " + path.string() + ": " + what + ": " + std::strerror(code));
}

}  // namespace

void write_file_atomically(const std::filesystem::path& path, std::string_view content) {
  const std::filesystem::path part = path.string() + ".part";
  const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) fail(path, "opening a temporary file beside it", errno);
  const auto give_up = [&](const char* what, int code) {
    ::close(file);
    ::unlink(part.c_str());
    fail(path, what, code);
  };
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      give_up("writing", errno);
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file) != 0) give_up("syncing", errno);
  if (::close(file) != 0) {
    const int code = errno;
    ::unlink(part.c_str());
    fail(path, "closing", code);
  }
  if (::rename(part.c_str(), path.c_str()) != 0) {
    const int code = errno;
    ::unlink(part.c_str());
    fail(path, "renaming the temporary file", code);
  }
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
