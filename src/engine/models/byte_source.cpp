#include "engine/models/byte_source.hpp"
#include "core/counted.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ganscope {
namespace {

class MemoryBytes final : public ByteSource {
 public:
  MemoryBytes(std::string content, std::string name) : content_(std::move(content)), name_(std::move(name)) {}
  const std::string& name() const override { return name_; }
  std::uint64_t size() const override { return content_.size(); }
  void read(std::uint64_t offset, std::span<std::byte> out) const override {
    if (offset > content_.size() || out.size() > content_.size() - offset)
      throw error("it ends before byte " + std::to_string(offset) + " + " + std::to_string(out.size()));
    if (!out.empty()) std::memcpy(out.data(), content_.data() + offset, out.size());
  }

 private:
  std::string content_;
  std::string name_;
};

class FileBytes final : public ByteSource {
 public:
  explicit FileBytes(const std::filesystem::path& path) : name_(path.string()) {
    // Non-blocking, or a pipe of that name would wait for a writer.
    file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file_ < 0) throw Error("cannot read " + name_ + ": " + std::strerror(errno));
    struct stat status {};
    if (::fstat(file_, &status) != 0 || !S_ISREG(status.st_mode)) {
      ::close(file_);
      throw Error("cannot read " + name_ + ": not a file; expected a model");
    }
    size_ = static_cast<std::uint64_t>(status.st_size);
  }
  ~FileBytes() override { ::close(file_); }
  const std::string& name() const override { return name_; }
  std::uint64_t size() const override { return size_; }
  void read(std::uint64_t offset, std::span<std::byte> out) const override {
    while (!out.empty()) {
      const ssize_t got = ::pread(file_, out.data(), out.size(), static_cast<off_t>(offset));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw error(std::string("reading failed: ") + std::strerror(errno));
      if (got == 0) throw error("it ends at byte " + std::to_string(offset) + ", before what it announces");
      out = out.subspan(static_cast<std::size_t>(got));
      offset += static_cast<std::uint64_t>(got);
    }
  }

 private:
  std::string name_;
  int file_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace

std::string ByteSource::text(std::uint64_t offset, std::uint64_t count) const {
  if (offset > size() || count > size() - offset)
    throw error("it has " + counted(static_cast<std::int64_t>(size()), "byte") + "; expected at least " +
                std::to_string(offset) + " + " + std::to_string(count));
  std::string out(static_cast<std::size_t>(count), '\0');
  read(offset, std::as_writable_bytes(std::span(out)));
  return out;
}

Error ByteSource::error(std::string_view what) const { return Error(name() + ": " + std::string(what)); }

std::shared_ptr<ByteSource> open_bytes(const std::filesystem::path& path) {
  return std::make_shared<FileBytes>(path);
}

std::shared_ptr<ByteSource> bytes_of(std::string content, std::string name) {
  return std::make_shared<MemoryBytes>(std::move(content), std::move(name));
}

std::string shown(std::string_view text, std::size_t longest) {
  std::string out;
  for (const char c : text.substr(0, longest)) out += (c < 0x20 || c == 0x7f) ? '?' : c;
  return text.size() > longest ? out + "..." : out;
}

}  // namespace ganscope
