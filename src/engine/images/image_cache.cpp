#include "engine/images/image_cache.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <nlohmann/json.hpp>

namespace ganscope {
namespace {

constexpr std::string_view kMagic("gscache1", 8);
constexpr std::size_t kTail = 16;  // where the JSON starts, and the magic

/// A file mapped for reading.
class Mapping {
 public:
  explicit Mapping(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    struct stat status {};
    if (::fstat(file, &status) == 0 && status.st_size > 0) {
      void* at = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_SHARED, file, 0);
      if (at != MAP_FAILED)
        bytes_ = {static_cast<const std::uint8_t*>(at), static_cast<std::size_t>(status.st_size)};
    }
    ::close(file);
  }
  ~Mapping() {
    if (!bytes_.empty()) ::munmap(const_cast<std::uint8_t*>(bytes_.data()), bytes_.size());
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  [[nodiscard]] std::span<const std::uint8_t> bytes() const { return bytes_; }

 private:
  std::span<const std::uint8_t> bytes_;
};

}  // namespace

void ImageCacheWriter::add(std::string_view pixels) {
  file_.write(pixels);
  bytes_ += pixels.size();
}

void ImageCacheWriter::finish(const ImageSet& set, const std::string& signature) {
  nlohmann::json unreadable = nlohmann::json::array();
  for (const UnreadableImage& file : set.unreadable) unreadable.push_back({file.path.string(), file.reason});
  // Paths and folder names are bytes; what isn't UTF-8 among them is replaced rather than refused.
  const std::string json = nlohmann::json{{"signature", signature},  {"name", set.name},
                                          {"count", set.count},      {"channels", set.channels},
                                          {"height", set.height},    {"width", set.width},
                                          {"labels", set.labels},    {"class_names", set.class_names},
                                          {"unreadable", unreadable}}
                               .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  file_.write(json);
  std::string tail(8, '\0');
  std::memcpy(tail.data(), &bytes_, 8);
  file_.write(tail + std::string(kMagic));
  file_.commit();
}

std::optional<ImageSet> map_image_cache(const std::filesystem::path& path, const std::string& signature) {
  auto mapping = std::make_shared<const Mapping>(path);
  const std::span<const std::uint8_t> bytes = mapping->bytes();
  if (bytes.size() < kTail || std::memcmp(bytes.data() + bytes.size() - 8, kMagic.data(), 8) != 0) return {};
  std::uint64_t start = 0;
  std::memcpy(&start, bytes.data() + bytes.size() - kTail, 8);
  if (start > bytes.size() - kTail) return {};
  const auto text = bytes.subspan(start, bytes.size() - kTail - start);
  const auto json = nlohmann::json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  try {
    if (!json.is_object() || json.at("signature") != signature) return {};
    ImageSet set;
    set.name = json.at("name");
    set.count = json.at("count");
    set.channels = json.at("channels");
    set.height = json.at("height");
    set.width = json.at("width");
    set.labels = json.at("labels").get<std::vector<int>>();
    set.class_names = json.at("class_names").get<std::vector<std::string>>();
    for (const auto& entry : json.at("unreadable"))
      set.unreadable.push_back({entry.at(0).get<std::string>(), entry.at(1)});
    set.values = bytes.first(start);
    if (set.values.size() != set.image_size() * static_cast<std::size_t>(set.count)) return {};
    set.storage = std::move(mapping);
    return set;
  } catch (const nlohmann::json::exception&) {
    return {};  // another version's; it is made again
  }
}

}  // namespace ganscope
