#include "view/capture/output_file.hpp"

extern "C" {
#include <libavformat/avio.h>
#include <libavutil/error.h>
#include <libavutil/mem.h>
}

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "view/capture/ffmpeg.hpp"
#include "view/capture/ffmpeg_compat.hpp"

namespace ganscope {
namespace {

constexpr int kBufferSize = 64 * 1024;

}  // namespace

OutputFile::OutputFile(std::filesystem::path path) : path_(std::move(path)) {
  open();
  auto* buffer = static_cast<unsigned char*>(av_malloc(kBufferSize));
  if (buffer != nullptr)
    io_ = avio_alloc_context(
        buffer, kBufferSize, 1, this, nullptr,
        [](void* self, ffmpeg::PacketBytes data, int size) {
          return static_cast<OutputFile*>(self)->write(data, size);
        },
        &OutputFile::seek);
  if (io_ == nullptr) {
    av_free(buffer);
    discard();
    throw Error("no memory for the write buffer");
  }
}

OutputFile::~OutputFile() {
  discard();
  if (io_ != nullptr) av_freep(static_cast<void*>(&io_->buffer));
  avio_context_free(&io_);
}

void OutputFile::open() {
  for (int attempt = 0; attempt < 2; ++attempt) {
    file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file_ < 0) {
      const int code = errno;
      const std::filesystem::path folder = std::filesystem::absolute(path_).parent_path();
      if (std::error_code ignored; !std::filesystem::exists(folder, ignored))
        throw Error("there is no folder " + folder.string());
      throw Error(std::strerror(code));
    }
    struct stat status {};
    const bool locked = ::flock(file_, LOCK_EX | LOCK_NB) == 0;
    if (locked && ::fstat(file_, &status) == 0 && status.st_size == 0) {
      exists_ = true;
      return;
    }
    ::close(std::exchange(file_, -1));
    if (!locked) throw Error("another recording is writing " + path_.string());
    move_aside();
  }
  throw Error(path_.string() + " is being written by something else");
}

void OutputFile::move_aside() const {
  // "run.mp4.part" becomes "run-recovered.mp4".
  const std::filesystem::path target = path_.parent_path() / path_.stem();
  const std::filesystem::path aside = unused_path(
      target.parent_path() / (target.stem().string() + "-recovered" + target.extension().string()));
  if (::rename(path_.c_str(), aside.c_str()) != 0) throw Error(std::strerror(errno));
  log(LogLevel::info, "a recording that was cut off is kept as " + aside.string());
}

int OutputFile::write(const std::uint8_t* data, int size) {
  if (error_ != 0) return AVERROR(error_);
  for (int done = 0; done < size;) {
    const ssize_t written = ::write(file_, data + done, static_cast<std::size_t>(size - done));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      error_ = written < 0 ? errno : EIO;
      return AVERROR(error_);
    }
    done += static_cast<int>(written);
    position_ += written;
    size_ = std::max(size_, position_);
  }
  return size;
}

std::int64_t OutputFile::seek(void* self, std::int64_t offset, int whence) {
  auto& file = *static_cast<OutputFile*>(self);
  if (whence == AVSEEK_SIZE) return file.size_;
  const off_t at = ::lseek(file.file_, offset, whence);
  if (at < 0) return AVERROR(errno);
  return file.position_ = at;
}

void OutputFile::mark_whole() {
  avio_flush(io_);
  if (error_ != 0) throw Error(std::strerror(error_));
  ffmpeg::check(io_->error, "writing");
  whole_ = size_;
}

void OutputFile::cut_to_whole(const char* append) {
  // The rest of a broken piece is not worth a second error: a player skips it if it stays.
  if (file_ < 0 || ::ftruncate(file_, whole_) != 0) return;
  size_ = whole_;
  const auto length = static_cast<std::int64_t>(std::strlen(append));
  if (length > 0 && ::pwrite(file_, append, static_cast<std::size_t>(length), whole_) == length)
    size_ += length;
}

void OutputFile::close() {
  if (file_ < 0) return;
  // A device or pipe cannot be synced, and needs it as little.
  const int synced = ::fsync(file_) == 0 || errno == EINVAL ? 0 : errno;
  const int closed = ::close(std::exchange(file_, -1)) == 0 ? 0 : errno;
  if (const int code = synced != 0 ? synced : closed; code != 0) throw Error(std::strerror(code));
}

void OutputFile::rename_to(const std::filesystem::path& target) {
  if (::rename(path_.c_str(), target.c_str()) != 0) throw Error(std::strerror(errno));
  exists_ = false;
}

void OutputFile::discard() noexcept {
  if (file_ >= 0) ::close(std::exchange(file_, -1));
  if (std::exchange(exists_, false)) ::unlink(path_.c_str());
}

}  // namespace ganscope
