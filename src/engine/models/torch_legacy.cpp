#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "engine/models/torch_tensor_file.hpp"

namespace ganscope {
namespace {

/// 0x1950a86a20f9469cfc6c, little-endian.
constexpr std::string_view kMagic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
constexpr std::int64_t kProtocol = 1001;

/// Where a storage's numbers lie in the stream.
struct StoragePlace {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

class TorchLegacyFile final : public TorchTensorFile {
 public:
  TorchLegacyFile(std::shared_ptr<ByteSource> bytes, Pickle pickle,
                  std::unordered_map<std::string, StoragePlace> places, const TensorFileOptions& options)
      : TorchTensorFile(bytes->name(), bytes->size(), std::move(pickle), options),
        bytes_(std::move(bytes)),
        places_(std::move(places)) {}

  std::string_view container() const override { return "PyTorch legacy stream"; }

 protected:
  std::string storage_bytes(const TorchStorage& storage, std::uint64_t first,
                            std::uint64_t count) const override {
    const auto place = places_.find(storage.key);
    if (place == places_.end())
      throw bytes_->error("storage '" + shown(storage.key) + "' is not in the stream");
    if (first > place->second.bytes || count > place->second.bytes - first)
      throw bytes_->error("storage '" + shown(storage.key) + "' has " +
                          counted(static_cast<std::int64_t>(place->second.bytes), "byte") +
                          "; expected at least " + std::to_string(first) + " + " + std::to_string(count));
    return bytes_->text(place->second.offset + first, count);
  }

 private:
  std::shared_ptr<ByteSource> bytes_;
  std::unordered_map<std::string, StoragePlace> places_;
};

/// The pickles at the beginning of the stream, one after the other.
class Pickles {
 public:
  Pickles(const ByteSource& bytes, std::uint64_t most) : where_(bytes.name()) {
    head_ = bytes.text(0, std::min(bytes.size(), most));
  }
  Pickle next() {
    Pickle pickle = read_pickle(std::string_view(head_).substr(at_), where_);
    at_ += pickle.length;
    return pickle;
  }
  [[nodiscard]] std::uint64_t at() const { return at_; }

 private:
  const std::string& where_;
  std::string head_;
  std::size_t at_ = 0;
};

void check_system(const Pickle& system, const ByteSource& bytes) {
  const PickleNode* little = system.value_of(system.top(), "little_endian");
  if (little == nullptr || little->kind != PickleKind::boolean)
    throw bytes.error("it doesn't tell its byte order; expected what torch.save writes");
  if (little->integer == 0)
    throw bytes.error("its numbers are big-endian; expected little-endian (save it again on such a machine)");
}

/// The bytes that numbers of each storage take; the root storage's, where it is a view.
std::unordered_map<std::string, std::uint64_t> widths_of(const Pickle& pickle, const ByteSource& bytes) {
  std::unordered_map<std::string, std::uint64_t> widths;
  for (const TorchStorage& storage : pickle.storages) {
    const std::uint64_t width = storage.width;
    if (width == 0)
      throw bytes.error(
          "it holds numbers of the type " + shown(storage.other_type) +
          ", whose size isn't known here, so that what follows can't be found; expected f16, bf16, "
          "f32, f64, integers or bool");
    const auto [at, is_new] = widths.emplace(storage.key, width);
    if (!is_new && at->second != width)
      throw bytes.error("storage '" + shown(storage.key) + "' has two types of numbers; expected one");
  }
  return widths;
}

std::unordered_map<std::string, StoragePlace> places_of(const ByteSource& bytes, const Pickle& keys,
                                                        std::uint64_t at, const Pickle& pickle) {
  if (keys.top().kind != PickleKind::list) throw bytes.error("its storages are not listed");
  const auto widths = widths_of(pickle, bytes);
  std::unordered_map<std::string, StoragePlace> places;
  for (const std::uint32_t item : keys.top().items) {
    const PickleNode& key = keys.nodes[item];
    if (key.kind != PickleKind::text) throw bytes.error("a storage's name is no text");
    const auto width = widths.find(key.text);
    if (width == widths.end())
      throw bytes.error("storage '" + shown(key.text) + "' belongs to no tensor; expected only used ones");
    std::int64_t count = 0;
    bytes.read(at, std::as_writable_bytes(std::span(&count, 1)));
    at += sizeof count;
    const std::uint64_t left = bytes.size() - at;
    if (count < 0 || static_cast<std::uint64_t>(count) > left / width->second)
      throw bytes.error("storage '" + shown(key.text) + "' announces " + counted(count, "number") + ", but " +
                        counted(static_cast<std::int64_t>(left), "byte") +
                        (left == 1 ? " is left" : " are left"));
    const StoragePlace place{at, static_cast<std::uint64_t>(count) * width->second};
    if (!places.emplace(key.text, place).second)
      throw bytes.error("storage '" + shown(key.text) + "' comes twice; expected once");
    at += place.bytes;
  }
  return places;
}

}  // namespace

bool looks_like_torch_legacy(const ByteSource& bytes) {
  const std::string head = bytes.text(0, std::min<std::uint64_t>(bytes.size(), 32));
  return head.starts_with('\x80') && head.find(kMagic) != std::string::npos;
}

std::unique_ptr<TensorFile> open_torch_legacy(std::shared_ptr<ByteSource> bytes,
                                              const TensorFileOptions& options) {
  Pickles pickles(*bytes, options.limits.header);
  const Pickle magic = pickles.next();
  if (magic.top().kind != PickleKind::long_integer || magic.top().text != kMagic)
    throw bytes->error("no PyTorch file: the magic number is missing");
  const Pickle protocol = pickles.next();
  if (protocol.top().kind != PickleKind::integer || protocol.top().integer != kProtocol)
    throw bytes->error("its container has another version than 1001, the last");
  check_system(pickles.next(), *bytes);
  Pickle pickle = pickles.next();
  const Pickle keys = pickles.next();
  auto places = places_of(*bytes, keys, pickles.at(), pickle);
  return std::make_unique<TorchLegacyFile>(std::move(bytes), std::move(pickle), std::move(places), options);
}

}  // namespace ganscope
