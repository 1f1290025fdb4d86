#include "engine/models/zip_archive.hpp"

#include <zip.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "core/error.hpp"

namespace ganscope {
namespace {

constexpr std::uint64_t kSpare = 256ULL << 20;
constexpr std::size_t kLongestEntryName = 1024;
/// A deflated stream can't say more than 1032 bytes with one.
constexpr std::uint64_t kDeflateRatio = 1032;

/// What libzip asks of a place to read from, answered by a ByteSource.
struct Reader {
  std::shared_ptr<ByteSource> bytes;
  std::uint64_t at = 0;
  zip_error_t error{};

  explicit Reader(std::shared_ptr<ByteSource> source) : bytes(std::move(source)) { zip_error_init(&error); }

  zip_int64_t fail(int code) {
    zip_error_set(&error, code, 0);
    return -1;
  }
  zip_int64_t read(void* data, zip_uint64_t length) {
    const std::uint64_t count = std::min<std::uint64_t>(length, bytes->size() - at);
    try {
      bytes->read(at, {static_cast<std::byte*>(data), static_cast<std::size_t>(count)});
    } catch (const Error&) {
      return fail(ZIP_ER_READ);
    }
    at += count;
    return static_cast<zip_int64_t>(count);
  }
  zip_int64_t stat(void* data, zip_uint64_t length) {
    if (length < sizeof(zip_stat_t)) return fail(ZIP_ER_INVAL);
    auto* out = static_cast<zip_stat_t*>(data);
    zip_stat_init(out);
    out->size = bytes->size();
    out->valid = ZIP_STAT_SIZE;
    return sizeof(zip_stat_t);
  }
  zip_int64_t seek(void* data, zip_uint64_t length) {
    const zip_int64_t to = zip_source_seek_compute_offset(at, bytes->size(), data, length, &error);
    if (to < 0) return -1;
    at = static_cast<std::uint64_t>(to);
    return 0;
  }
};

zip_int64_t answer(void* state, void* data, zip_uint64_t length, zip_source_cmd_t command) {
  auto* reader = static_cast<Reader*>(state);
  switch (command) {
    case ZIP_SOURCE_OPEN:
      reader->at = 0;
      return 0;
    case ZIP_SOURCE_READ:
      return reader->read(data, length);
    case ZIP_SOURCE_CLOSE:
      return 0;
    case ZIP_SOURCE_STAT:
      return reader->stat(data, length);
    case ZIP_SOURCE_ERROR:
      return zip_error_to_data(&reader->error, data, length);
    case ZIP_SOURCE_SEEK:
      return reader->seek(data, length);
    case ZIP_SOURCE_TELL:
      return static_cast<zip_int64_t>(reader->at);
    case ZIP_SOURCE_FREE:
      zip_error_fini(&reader->error);
      delete reader;
      return 0;
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                            ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_SEEK,
                                            ZIP_SOURCE_TELL, ZIP_SOURCE_FREE, ZIP_SOURCE_SUPPORTS, -1);
    default:
      return reader->fail(ZIP_ER_OPNOTSUPP);
  }
}

/// The marks of an archive's end that libzip would look behind. It reads the whole directory for each of
/// them, so that a file of a few megabytes with thousands of ends would keep it busy for hours.
void check_ends(const ByteSource& bytes) {
  constexpr std::uint64_t kSearched = (1U << 16) + 42;  // the longest comment, the end and its locator
  constexpr std::string_view kMark = "PK\5\6";
  constexpr int kMost = 4;  // one is written; others would be numbers that look like it
  const std::uint64_t size = std::min(bytes.size(), kSearched);
  const std::string tail = bytes.text(bytes.size() - size, size);
  int ends = 0;
  for (std::size_t at = tail.find(kMark); at != std::string::npos; at = tail.find(kMark, at + 1)) ++ends;
  if (ends > kMost)
    throw bytes.error("the archive has " + std::to_string(ends) + " marks of its end; expected one");
}

/// Names are only compared, never made into paths, so that any character may stand in them ("12:30:05" of a
/// checkpoint's time). A path that climbs is a sign of an archive made to do harm elsewhere.
bool leaves_archive(std::string_view name) {
  if (name.empty() || name.front() == '/') return true;
  while (!name.empty()) {
    const std::size_t slash = name.find('/');
    if (name.substr(0, slash) == "..") return true;
    name.remove_prefix(slash == std::string_view::npos ? name.size() : slash + 1);
  }
  return false;
}

}  // namespace

void ZipArchive::Close::operator()(zip* archive) const { zip_discard(archive); }

ZipArchive::ZipArchive(std::shared_ptr<ByteSource> bytes, ZipLimits limits) : bytes_(std::move(bytes)) {
  check_ends(*bytes_);
  zip_error_t error;
  zip_error_init(&error);
  auto* reader = new Reader(bytes_);
  zip_source_t* source = zip_source_function_create(answer, reader, &error);
  if (source == nullptr) delete reader;
  archive_.reset(source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error));
  const std::string why = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (!archive_) {
    if (source != nullptr) zip_source_free(source);
    throw bytes_->error("a broken or cut zip archive (" + why + ", in " + std::to_string(bytes_->size()) +
                        " bytes); the download or the copy stopped early: fetch it again");
  }
  if (limits.bytes == 0) limits.bytes = 4 * bytes_->size() + kSpare;
  check_entries(limits);
}

void ZipArchive::check_entries(const ZipLimits& limits) {
  const auto count = static_cast<std::uint64_t>(zip_get_num_entries(archive_.get(), 0));
  if (count > limits.entries)
    throw bytes_->error("the archive has " + std::to_string(count) + " entries; expected at most " +
                        std::to_string(limits.entries));
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    add_entry(i);
    const std::uint64_t size = entries_.back().size;
    if (size > limits.bytes - sum)
      throw bytes_->error("the archive announces more than " + std::to_string(limits.bytes) +
                          " bytes unpacked; expected weights, which hardly pack");
    sum += size;
  }
  std::set<std::string_view> names;
  for (const ZipEntry& entry : entries_)
    if (!names.insert(entry.name).second)
      throw bytes_->error("two entries of the archive are named '" + shown(entry.name) + "'; expected one");
}

void ZipArchive::add_entry(std::uint64_t index) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
  if (zip_stat_index(archive_.get(), index, ZIP_FL_ENC_RAW, &stat) != 0 || (stat.valid & kNeeded) != kNeeded)
    throw bytes_->error("entry " + std::to_string(index) + " of the archive is broken");
  const std::string name = stat.name;
  if (name.size() > kLongestEntryName || leaves_archive(name))
    throw bytes_->error("the archive names an entry '" + shown(name) + "'; expected a name inside it");
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
    throw bytes_->error("entry '" + shown(name) + "' is encrypted");
  if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
    throw bytes_->error("entry '" + shown(name) + "' is packed by method " +
                        std::to_string(stat.comp_method) + "; expected stored or deflated");
  const bool stored = stat.comp_method == ZIP_CM_STORE;
  if (stat.comp_size > bytes_->size() || (stored && stat.size != stat.comp_size) ||
      (!stored && stat.size / kDeflateRatio > stat.comp_size))
    throw bytes_->error("entry '" + shown(name) + "' announces " + std::to_string(stat.size) + " bytes in " +
                        std::to_string(stat.comp_size));
  entries_.push_back({name, stat.size});
}

std::optional<std::size_t> ZipArchive::find(std::string_view name) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const ZipEntry& entry) { return entry.name == name; });
  if (found == entries_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - entries_.begin());
}

std::string ZipArchive::read(std::size_t index) const {
  const ZipEntry& entry = entries_.at(index);
  const auto refuse = [&](const std::string& why) {
    return bytes_->error("entry '" + shown(entry.name) + "' is broken: " + why);
  };
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
      zip_fopen_index(archive_.get(), index, ZIP_FL_ENC_RAW), zip_fclose);
  if (!file) throw refuse(zip_strerror(archive_.get()));
  // Memory follows what really comes, not what is announced.
  constexpr std::uint64_t kPart = 4U << 20;
  std::string out;
  while (out.size() < entry.size) {
    const std::size_t before = out.size();
    out.resize(before + static_cast<std::size_t>(std::min(kPart, entry.size - before)));
    const zip_int64_t got = zip_fread(file.get(), out.data() + before, out.size() - before);
    if (got < 0) throw refuse(zip_file_strerror(file.get()));
    out.resize(before + static_cast<std::size_t>(got));
    if (got == 0)
      throw refuse("it ends after " + std::to_string(before) + " of " + std::to_string(entry.size) +
                   " bytes");
  }
  // The checksum is compared when the end is met.
  char beyond = 0;
  const zip_int64_t more = zip_fread(file.get(), &beyond, 1);
  if (more < 0) throw refuse(zip_file_strerror(file.get()));
  if (more > 0) throw refuse("it is longer than it announces");
  return out;
}

}  // namespace ganscope
