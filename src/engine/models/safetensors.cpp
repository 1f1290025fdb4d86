#include "engine/models/safetensors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "engine/models/bounded_json.hpp"
#include "engine/models/named_tensors.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

/// In the order of NumberType.
constexpr std::array<std::string_view, 10> kTypeNames{"F16", "BF16", "F32", "F64", "I8",
                                                      "I16", "I32",  "I64", "U8",  "BOOL"};
constexpr std::uint64_t kPrefix = 8;  ///< bytes of the header's length

struct TensorPlace {
  std::uint64_t begin = 0;  ///< from the first byte after the header
  std::uint64_t end = 0;
};

class SafetensorsFile final : public TensorFile {
 public:
  SafetensorsFile(std::shared_ptr<ByteSource> bytes, const TensorFileOptions& options)
      : bytes_(std::move(bytes)) {
    read_header(options.limits);
    check_places();
    std::vector<std::string> names;
    for (const TensorInfo& info : all_) names.push_back(info.name);
    selection_ = select_tensors(names, options.tensor_prefix, bytes_->name());
    for (const NamedTensor& named : selection_.tensors) {
      infos_.push_back(all_[named.index]);
      infos_.back().name = named.name;
    }
  }

  const std::string& name() const override { return bytes_->name(); }
  std::string_view container() const override { return "safetensors"; }
  const std::vector<TensorInfo>& tensors() const override { return infos_; }
  const std::vector<std::string>& notes() const override { return selection_.notes; }
  std::optional<std::string> card() const override { return card_; }
  RawTensor read(std::size_t index) const override {
    const TensorInfo& info = infos_.at(index);
    const TensorPlace& place = places_[selection_.tensors[index].index];
    if (info.type == NumberType::other) throw unread_type(bytes_->name(), info);
    RawTensor out{.name = info.name, .type = info.type, .shape = info.shape, .bytes = {}};
    out.bytes.resize(static_cast<std::size_t>(place.end - place.begin));
    bytes_->read(data_start_ + place.begin, out.bytes);
    return out;
  }

 private:
  void read_header(const TensorFileLimits& limits) {
    if (bytes_->size() < kPrefix) throw bytes_->error("it is too short for a safetensors file");
    std::uint64_t length = 0;
    bytes_->read(0, std::as_writable_bytes(std::span(&length, 1)));
    const std::uint64_t most = std::min(limits.header, bytes_->size() - kPrefix);
    if (length > most)
      throw bytes_->error("its header announces " + std::to_string(length) + " bytes; expected at most " +
                          std::to_string(most));
    data_start_ = kPrefix + length;
    const Json header = parse_bounded_json(bytes_->text(kPrefix, length), bytes_->name() + ": header");
    if (!header.is_object()) throw bytes_->error("its header is no JSON object");
    if (header.size() > limits.tensors + 1)
      throw bytes_->error("it has " + std::to_string(header.size()) + " tensors; expected at most " +
                          std::to_string(limits.tensors));
    for (const auto& [key, value] : header.items()) {
      if (key == "__metadata__")
        read_metadata(value);
      else
        read_tensor(key, value, limits.rank);
    }
  }

  void read_metadata(const Json& metadata) {
    if (!metadata.is_object()) throw bytes_->error("the header's metadata is no JSON object");
    for (const auto& [key, value] : metadata.items()) {
      if (!value.is_string()) throw bytes_->error("the header's metadata '" + shown(key) + "' is no text");
      if (key == kCardKey) card_ = value.get<std::string>();
    }
  }

  void read_tensor(const std::string& tensor, const Json& value, std::size_t rank) {
    const auto refuse = [&](const std::string& why) {
      return bytes_->error("tensor '" + shown(tensor) + "': " + why);
    };
    if (!value.is_object() || !value.contains("dtype") || !value.contains("shape") ||
        !value.contains("data_offsets"))
      throw refuse("expected dtype, shape and data_offsets");
    const Json& type = value["dtype"];
    const auto known =
        std::find(kTypeNames.begin(), kTypeNames.end(), type.is_string() ? type.get<std::string>() : "");
    // A type that isn't read matters only where the tensor is used.
    const bool readable = known != kTypeNames.end();
    if (!readable && !type.is_string())
      throw refuse("the type " + shown(type.dump()) + "; expected its name");
    TensorInfo info{
        .name = tensor,
        .type = readable ? static_cast<NumberType>(known - kTypeNames.begin()) : NumberType::other,
        .shape = {},
        .other_type = readable ? std::string() : type.get<std::string>()};
    const std::vector<std::uint64_t> sizes = numbers(value["shape"], refuse);
    if (sizes.size() > rank) throw refuse("it has " + std::to_string(sizes.size()) + " dimensions");
    for (const std::uint64_t size : sizes)
      info.shape.push_back(size > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(size));
    const std::vector<std::uint64_t> offsets = numbers(value["data_offsets"], refuse);
    const std::optional<std::int64_t> count = element_count(info.shape);
    const std::uint64_t data = bytes_->size() - data_start_;
    if (offsets.size() == 2 && offsets[0] <= offsets[1] && offsets[1] > data)
      throw refuse("data_offsets " + shown(value["data_offsets"].dump()) + " are not within the " +
                   std::to_string(data) +
                   " bytes of numbers; where the file was not copied or downloaded to " +
                   "its end, fetch it again");
    if (offsets.size() != 2 || offsets[0] > offsets[1])
      throw refuse("data_offsets " + shown(value["data_offsets"].dump()) + " are not within the " +
                   std::to_string(data) + " bytes of numbers");
    if (!count ||
        (readable && static_cast<std::uint64_t>(*count) * bytes_of(info.type) != offsets[1] - offsets[0]))
      throw refuse(std::to_string(offsets[1] - offsets[0]) + " bytes for " + to_text(info.shape) +
                   " numbers of " + std::string(name_of(info.type)));
    all_.push_back(std::move(info));
    places_.push_back({offsets[0], offsets[1]});
  }

  template <class Refuse>
  static std::vector<std::uint64_t> numbers(const Json& list, const Refuse& refuse) {
    std::vector<std::uint64_t> out;
    if (!list.is_array()) throw refuse("expected a list of sizes");
    for (const Json& item : list) {
      if (!item.is_number_unsigned())
        throw refuse("the size " + shown(item.dump()) + "; expected a whole number");
      out.push_back(item.get<std::uint64_t>());
    }
    return out;
  }

  /// The format wants every byte to belong to one tensor.
  void check_places() const {
    std::vector<std::size_t> order(places_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(places_[a].begin, places_[a].end) < std::pair(places_[b].begin, places_[b].end);
    });
    std::uint64_t end = 0;
    for (const std::size_t i : order) {
      if (places_[i].begin != end)
        throw bytes_->error("tensor '" + shown(all_[i].name) + "' begins at byte " +
                            std::to_string(places_[i].begin) + "; expected " + std::to_string(end) +
                            ", where the one before ends");
      end = places_[i].end;
    }
    if (data_start_ + end != bytes_->size())
      throw bytes_->error("its tensors take " + std::to_string(end) + " bytes of " +
                          std::to_string(bytes_->size() - data_start_));
  }

  std::shared_ptr<ByteSource> bytes_;
  std::uint64_t data_start_ = 0;
  std::vector<TensorInfo> all_;
  std::vector<TensorPlace> places_;
  TensorSelection selection_;
  std::vector<TensorInfo> infos_;
  std::optional<std::string> card_;
};

}  // namespace

bool looks_like_safetensors(const ByteSource& bytes) {
  return bytes.size() > kPrefix && bytes.text(kPrefix, 1) == "{";
}

std::unique_ptr<TensorFile> open_safetensors(std::shared_ptr<ByteSource> bytes,
                                             const TensorFileOptions& options) {
  return std::make_unique<SafetensorsFile>(std::move(bytes), options);
}

void write_safetensors(const std::filesystem::path& path, const std::vector<RawTensor>& tensors,
                       const std::map<std::string, std::string>& metadata) {
  Json header = Json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t at = 0;
  for (const RawTensor& tensor : tensors) {
    header[tensor.name] = {{"dtype", kTypeNames[static_cast<std::size_t>(tensor.type)]},
                           {"shape", tensor.shape},
                           {"data_offsets", {at, at + tensor.bytes.size()}}};
    at += tensor.bytes.size();
  }
  std::string head;
  try {
    head = header.dump();
  } catch (const Json::exception& e) {
    throw Error("cannot write " + path.string() + ": a name in it is no UTF-8");
  }
  // The numbers begin at a multiple of 8; the format pads with blanks.
  head.append((kPrefix - head.size() % kPrefix) % kPrefix, ' ');
  const std::uint64_t length = head.size();
  std::string content(kPrefix, '\0');
  std::memcpy(content.data(), &length, kPrefix);
  content += head;
  content.reserve(content.size() + at);
  for (const RawTensor& tensor : tensors)
    content.append(reinterpret_cast<const char*>(tensor.bytes.data()), tensor.bytes.size());
  write_file_atomically(path, content);
}

RawTensor as_float(const RawTensor& tensor, bool half) {
  const std::vector<float> values = tensor.floats();
  RawTensor out{.name = tensor.name,
                .type = half ? NumberType::f16 : NumberType::f32,
                .shape = tensor.shape,
                .bytes = std::vector<std::byte>(values.size() * (half ? 2 : 4))};
  if (!half) {
    if (!values.empty()) std::memcpy(out.bytes.data(), values.data(), out.bytes.size());
    return out;
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::uint16_t bits = half_of_float(values[i]);
    if (std::isfinite(values[i]) && !std::isfinite(float_of_half(bits)))
      throw Error("tensor '" + shown(tensor.name) + "' holds " + std::to_string(values[i]) +
                  ", which f16 cannot (at most 65504); convert without --half");
    std::memcpy(out.bytes.data() + 2 * i, &bits, 2);
  }
  return out;
}

}  // namespace ganscope
