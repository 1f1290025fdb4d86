#include "app/files/folder_listing.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "core/text.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;

char lower_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes the run of digits off `text`, without its leading zeros.
std::string_view take_digits(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

/// Below 0, 0 or above it as `a` comes before, with or after `b`.
int natural_order(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const std::string_view left = take_digits(a);
      const std::string_view right = take_digits(b);
      if (left.size() != right.size()) return left.size() < right.size() ? -1 : 1;
      if (const int order = left.compare(right); order != 0) return order;
      continue;
    }
    const auto left = static_cast<unsigned char>(lower_letter(a.front()));
    const auto right = static_cast<unsigned char>(lower_letter(b.front()));
    if (left != right) return left < right ? -1 : 1;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.empty() ? (b.empty() ? 0 : -1) : 1;
}

bool entry_before(const FileEntry& a, const FileEntry& b) {
  return a.folder != b.folder ? a.folder : natural_less(a.name, b.name);
}

/// The entry of a path, nothing for what nobody opens. One stat() tells type, size and time, which would be
/// three calls of std::filesystem for each of ten thousand files.
std::optional<FileEntry> entry_of(const fs::path& path) {
  FileEntry entry{.name = path.filename().string()};
  struct ::stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    // Gone since the folder was read, or a link that leads nowhere.
    std::error_code error;
    if (!fs::is_symlink(fs::symlink_status(path, error))) return std::nullopt;
    entry.size = "broken link";
    return entry;
  }
  entry.folder = S_ISDIR(status.st_mode);
  if (!entry.folder && !S_ISREG(status.st_mode)) return std::nullopt;
  if (!entry.folder) entry.size = file_size_text(static_cast<std::uintmax_t>(status.st_size));
  entry.changed = file_time_text(status.st_mtime);
  return entry;
}

/// How long the beginning is that all names share, ending between characters of UTF-8.
std::size_t common_length(std::string_view a, std::string_view b) {
  std::size_t length = 0;
  while (length < a.size() && length < b.size() && a[length] == b[length]) ++length;
  const auto inside = [](std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  while (length > 0 && (inside(a, length) || inside(b, length))) --length;
  return length;
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
  const int order = natural_order(a, b);
  return order != 0 ? order < 0 : a < b;
}

std::string file_size_text(std::uintmax_t bytes) {
  if (bytes < 1000) return std::to_string(bytes) + " B";
  double value = static_cast<double>(bytes);
  const char* unit = "";
  for (const char* next : {" kB", " MB", " GB", " TB", " PB"}) {
    if (value < 999.5) break;  // what would be written as 1000
    value /= 1000;
    unit = next;
  }
  return three_digits(value) + unit;
}

std::string file_time_text(std::time_t time) {
  std::tm local{};
  if (::localtime_r(&time, &local) == nullptr) return "";
  char text[32];
  return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &local));
}

FolderListing read_folder(const fs::path& folder) {
  FolderListing listing;
  std::error_code error;
  fs::directory_iterator at(folder, error);
  for (const fs::directory_iterator end; !error && at != end; at.increment(error))
    if (std::optional<FileEntry> entry = entry_of(at->path())) listing.entries.push_back(std::move(*entry));
  if (error) return {error.message(), {}};
  std::sort(listing.entries.begin(), listing.entries.end(), entry_before);
  return listing;
}

bool fits_filter(const FileEntry& entry, const EntryFilter& filter) {
  if (!filter.hidden && entry.name.starts_with('.')) return false;
  if (entry.folder || filter.extensions.empty()) return true;
  std::string name = entry.name;
  std::transform(name.begin(), name.end(), name.begin(), lower_letter);
  return std::any_of(filter.extensions.begin(), filter.extensions.end(), [&name](const std::string& ending) {
    return name.size() > ending.size() && name.ends_with(ending);
  });
}

fs::path plain_path(const fs::path& path) {
  const fs::path normal = path.lexically_normal();
  return normal.has_filename() || !normal.has_relative_path() ? normal : normal.parent_path();
}

fs::path typed_path(std::string_view text, const fs::path& folder, const fs::path& home) {
  if (!home.empty() && (text == "~" || text.starts_with("~/"))) {
    text.remove_prefix(text.size() > 1 ? 2 : 1);
    return home / fs::path(text).relative_path();
  }
  return folder / fs::path(text);  // an absolute one stands for itself
}

Completion complete_path(std::string_view text, const fs::path& folder, const fs::path& home,
                         EntryFilter filter) {
  if (text == "~") return {"~/", home, ""};
  const std::size_t slash = text.rfind('/');
  const std::size_t from = slash == std::string_view::npos ? 0 : slash + 1;
  const std::string_view begun = text.substr(from);
  Completion out{std::string(text), plain_path(typed_path(text.substr(0, from), folder, home)), ""};
  const FolderListing listing = read_folder(out.folder);
  if (!listing.problem.empty()) {
    out.problem = "cannot read " + out.folder.string() + ": " + listing.problem;
    return out;
  }
  filter.hidden = begun.starts_with('.');
  const FileEntry* first = nullptr;
  std::size_t length = 0;
  int count = 0;
  for (const FileEntry& entry : listing.entries) {
    if (!entry.name.starts_with(begun) || !fits_filter(entry, filter)) continue;
    length = count++ == 0 ? entry.name.size() : std::min(length, common_length(first->name, entry.name));
    if (first == nullptr) first = &entry;
  }
  if (first == nullptr) {
    if (!begun.empty())
      out.problem = "nothing in " + out.folder.string() + " begins with '" + std::string(begun) + "'";
    return out;
  }
  if (length > begun.size()) out.text += first->name.substr(begun.size(), length - begun.size());
  if (count == 1 && first->folder) out.text += '/';
  return out;
}

}  // namespace ganscope
