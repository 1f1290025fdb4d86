#include "engine/images/photo_set.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <exception>
#include <map>
#include <new>
#include <thread>
#include <utility>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "engine/images/image_cache.hpp"
#include "engine/images/image_decoder.hpp"

namespace ganscope {
namespace {

constexpr std::size_t kPart = 256;        ///< photographs decoded between two writes
constexpr std::size_t kNamedFiles = 3;    ///< unreadable files named in the log; `ganscope data` lists all
constexpr std::size_t kNamedReasons = 6;  ///< for what else is left out

/// FNV-1a, to tell lists of files apart.
class Hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    value_ *= 0x100000001b3ULL;  // so that "a","bc" is not "ab","c"
  }
  [[nodiscard]] std::string text() const {
    char out[17];
    std::snprintf(out, sizeof out, "%016llx", static_cast<unsigned long long>(value_));
    return out;
  }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

/// Changes when a file comes, goes, grows or is touched, or when classes or the size change.
std::string signature_of(const PhotoList& list, const ImageSetOptions& options) {
  Hash hash;
  hash.add("photographs 3, side " + std::to_string(options.size) + ", on " + to_text(options.background));
  for (std::size_t i = 0; i < list.paths.size(); ++i) {
    std::error_code ignored;
    const auto bytes = std::filesystem::file_size(list.paths[i], ignored);
    const auto time = std::filesystem::last_write_time(list.paths[i], ignored).time_since_epoch().count();
    hash.add(list.paths[i].native());
    hash.add(std::to_string(bytes) + " " + std::to_string(time));
    if (!list.labels.empty()) hash.add(list.class_names[static_cast<std::size_t>(list.labels[i])]);
  }
  return hash.text();
}

struct Decoded {
  std::vector<std::uint8_t> planes;  ///< empty when unreadable
  std::string reason;
};

std::vector<Decoded> decode_part(std::span<const std::filesystem::path> paths,
                                 const ImageSetOptions& options) {
  std::vector<Decoded> out(paths.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < paths.size(); i = next++) try {
        const DecodeOptions how{.shorter_side = options.size, .background = options.background};
        out[i].planes = fit_square(decode_image(paths[i], how), options.size);
      } catch (const std::bad_alloc&) {
        out[i].reason = "there is not enough memory for it";
      } catch (const std::exception& error) {  // Error, or what a library throws
        out[i].reason = error.what();
      }
  };
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) helpers.emplace_back(work);
  work();
  helpers.clear();
  return out;
}

void decode_into_cache(const PhotoList& list, const ImageSetOptions& options,
                       const std::filesystem::path& path, const std::string& signature) {
  ImageSet set;
  set.name = list.name;
  set.channels = 3;
  set.height = set.width = options.size;
  set.class_names = list.class_names;
  ImageCacheWriter writer(path);
  for (std::size_t from = 0; from < list.paths.size(); from += kPart) {
    const std::size_t count = std::min(kPart, list.paths.size() - from);
    const std::vector<Decoded> part = decode_part(std::span(list.paths).subspan(from, count), options);
    for (std::size_t i = 0; i < count; ++i) {
      if (part[i].planes.empty()) {
        set.unreadable.push_back({list.paths[from + i], part[i].reason});
        continue;
      }
      writer.add({reinterpret_cast<const char*>(part[i].planes.data()), part[i].planes.size()});
      if (!list.labels.empty()) set.labels.push_back(list.labels[from + i]);
      ++set.count;
    }
    if (options.progress)
      options.progress(static_cast<std::int64_t>(from + count), static_cast<std::int64_t>(list.paths.size()));
  }
  if (set.count == 0)
    throw Error("data " + list.name + ": none of its " +
                counted(static_cast<std::int64_t>(list.paths.size()), "file") +
                " can be read; the first is " + set.unreadable[0].path.string() + ": " +
                set.unreadable[0].reason);
  writer.finish(set, signature);
}

/// One line for all that isn't among the images; `ganscope data` names each.
void report_left_out(const ImageSet& set) {
  if (set.unreadable.empty() && set.left_out.empty()) return;
  std::string text = "data " + set.name + ": ";
  if (!set.unreadable.empty()) {
    text += std::to_string(set.unreadable.size()) + " of " +
            counted(static_cast<std::int64_t>(set.unreadable.size()) + set.count, "picture") +
            (set.unreadable.size() == 1 ? " cannot be read and is left out ("
                                        : " cannot be read and are left out (");
    for (std::size_t i = 0; i < std::min(kNamedFiles, set.unreadable.size()); ++i)
      text += (i > 0 ? "; " : "") + set.unreadable[i].path.string() + ": " + set.unreadable[i].reason;
    text += set.unreadable.size() > kNamedFiles ? "; ...)" : ")";
  }
  if (!set.left_out.empty())
    text += (set.unreadable.empty() ? "" : ", ") +
            counted(static_cast<std::int64_t>(set.left_out.size()), "other entry", "other entries") +
            (set.left_out.size() == 1 ? " is left out (" : " are left out (") + reasons_text(set.left_out) +
            ")";
  log(LogLevel::info, text + "; ganscope data " + shell_quoted(set.name) + " --json names each");
}

}  // namespace

std::string reasons_text(const std::vector<UnreadableImage>& left_out) {
  std::map<std::string, std::size_t> counts;
  for (const UnreadableImage& entry : left_out) ++counts[entry.reason];
  std::vector<std::pair<std::string, std::size_t>> ordered(counts.begin(), counts.end());
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (std::size_t i = 0; i < ordered.size() && i < kNamedReasons; ++i)
    text += (i > 0 ? ", " : "") + std::to_string(ordered[i].second) + " x " + ordered[i].first;
  return text + (ordered.size() > kNamedReasons ? ", ..." : "");
}

ImageSetPtr open_photos(const PhotoList& list, const ImageSetOptions& options) {
  const std::filesystem::path folder = options.cache_dir / "images";
  try {
    make_folder(folder);
  } catch (const Error& e) {
    throw Error(std::string(e.what()) + "; name another with --cache-dir");
  }
  std::error_code error;
  Hash place;
  // As the size, so that sets on different backgrounds don't replace each other.
  place.add(list.name + " " + options.label + " on " + to_text(options.background));
  place.add(std::filesystem::weakly_canonical(list.paths[0], error).native());
  const std::filesystem::path path = folder / (place.text() + "-" + std::to_string(options.size) + ".images");
  const std::string signature = signature_of(list, options);
  std::optional<ImageSet> set = map_image_cache(path, signature);
  if (!set) {
    decode_into_cache(list, options, path, signature);
    set = map_image_cache(path, signature);
    if (!set) throw Error("the cache " + path.string() + " was written and cannot be mapped");
  }
  set->left_out = list.left_out;
  report_left_out(*set);
  return std::make_shared<const ImageSet>(*std::move(set));
}

}  // namespace ganscope
