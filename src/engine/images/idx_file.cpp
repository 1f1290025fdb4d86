#include "engine/images/idx_file.hpp"

#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

#include "core/error.hpp"

namespace ganscope {
namespace {

constexpr std::size_t kMaxValues = std::size_t{1} << 32;
constexpr unsigned kUnsignedByte = 0x08;  // IDX's code of the element type

class GzipReader {
 public:
  explicit GzipReader(const std::filesystem::path& path) : path_(path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) fail("it is a folder");
    errno = 0;
    file_.reset(::gzopen(path.c_str(), "rb"));
    if (!file_) fail(errno != 0 ? std::strerror(errno) : "out of memory");
    ::gzbuffer(file_.get(), 1 << 18);
  }

  /// Reads exactly `count` bytes; `what` says what they are in the error.
  void read(std::uint8_t* to, std::size_t count, const std::string& what) {
    while (count > 0) {
      const unsigned part = static_cast<unsigned>(std::min<std::size_t>(count, 1 << 28));
      const int got = ::gzread(file_.get(), to, part);
      check();
      if (got <= 0) fail("it ends within " + what);
      to += got;
      count -= static_cast<std::size_t>(got);
    }
  }
  [[nodiscard]] bool at_end() {
    const int next = gzgetc(file_.get());
    check();
    return next == -1;
  }
  [[noreturn]] void fail(const std::string& why) const {
    throw Error("cannot read " + path_.string() + ": " + why);
  }

 private:
  void check() const {
    int code = Z_OK;
    const char* message = ::gzerror(file_.get(), &code);
    if (code == Z_ERRNO) fail(std::strerror(errno));
    if (code != Z_OK && code != Z_STREAM_END)
      fail(code == Z_BUF_ERROR ? "the gzip stream is cut short" : std::string("broken gzip: ") + message);
  }
  struct Close {
    void operator()(gzFile file) const { ::gzclose(file); }
  };
  const std::filesystem::path& path_;
  std::unique_ptr<gzFile_s, Close> file_;
};

std::uint32_t big_endian(const std::uint8_t* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 |
         bytes[3];
}

std::string hex(std::uint32_t number) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%08x", number);
  return text;
}

}  // namespace

IdxFile read_idx(const std::filesystem::path& path) {
  GzipReader reader(path);
  std::uint8_t word[4];
  reader.read(word, 4, "its magic number");
  const unsigned dimensions = word[3];
  if (word[0] != 0 || word[1] != 0 || word[2] != kUnsignedByte || dimensions < 1 || dimensions > 4)
    reader.fail("its magic number is " + hex(big_endian(word)) +
                "; expected 0x0000080N, an IDX file of bytes with N dimensions");
  IdxFile file;
  std::size_t count = 1;
  for (unsigned i = 0; i < dimensions; ++i) {
    reader.read(word, 4, "its header");
    const std::uint32_t size = big_endian(word);
    if (size == 0 || size > kMaxValues / count)
      reader.fail("dimension " + std::to_string(i + 1) + " is " + std::to_string(size) +
                  "; expected 1 or more and at most 4 GiB in all");
    count *= size;
    file.sizes.push_back(static_cast<int>(size));
  }
  // Grows with what is really there, so that a lying header cannot ask for gigabytes.
  constexpr std::size_t kPart = std::size_t{1} << 26;
  while (file.values.size() < count) {
    const std::size_t before = file.values.size();
    file.values.resize(std::min(count, before + kPart));
    reader.read(file.values.data() + before, file.values.size() - before,
                "its values; the header promises " + std::to_string(count));
  }
  if (!reader.at_end())
    reader.fail("it goes on after the " + std::to_string(count) + " values of its header");
  return file;
}

}  // namespace ganscope
