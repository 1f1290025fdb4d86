#include "engine/models/torch_tensor_file.hpp"

#include <cstring>

#include "core/error.hpp"

namespace ganscope {
namespace {

constexpr std::int64_t kMostNumbers = std::int64_t{1} << 48;

/// Copies a strided look into `from` (whose first number is number `first` of the storage) row-major.
class Gather {
 public:
  Gather(const TorchTensor& tensor, std::string_view from, std::int64_t first, std::vector<std::byte>& to)
      : tensor_(tensor), width_(bytes_of(tensor.type)), from_(from), to_(to.data()) {
    copy(0, tensor.offset - first);
  }

 private:
  void copy(std::size_t dimension, std::int64_t at) {
    if (dimension == tensor_.sizes.size()) {
      std::memcpy(to_, from_.data() + static_cast<std::size_t>(at) * width_, width_);
      to_ += width_;
      return;
    }
    const std::int64_t size = tensor_.sizes[dimension];
    const std::int64_t stride = tensor_.strides[dimension];
    if (dimension + 1 == tensor_.sizes.size() && stride == 1) {
      const std::size_t count = static_cast<std::size_t>(size) * width_;
      std::memcpy(to_, from_.data() + static_cast<std::size_t>(at) * width_, count);
      to_ += count;
      return;
    }
    for (std::int64_t i = 0; i < size; ++i) copy(dimension + 1, at + i * stride);
  }

  const TorchTensor& tensor_;
  std::size_t width_;
  std::string_view from_;
  std::byte* to_;
};

}  // namespace

TorchTensorFile::TorchTensorFile(std::string where, std::uint64_t file_size, Pickle pickle,
                                 const TensorFileOptions& options)
    : where_(std::move(where)),
      pickle_(std::move(pickle)),
      selection_(select_tensors(pickle_, options.tensor_prefix, where_)),
      budget_(4 * file_size + options.limits.spare) {
  if (selection_.tensors.size() > options.limits.tensors)
    throw Error(where_ + ": it has " + std::to_string(selection_.tensors.size()) +
                " tensors; expected at most " + std::to_string(options.limits.tensors));
  infos_.reserve(selection_.tensors.size());
  for (const NamedTensor& named : selection_.tensors) {
    const TorchTensor& tensor = pickle_.tensors[named.index];
    if (tensor.type != NumberType::other) (void)span_of(tensor, named.name);
    infos_.push_back({named.name, tensor.type, tensor.sizes, tensor.other_type});
  }
}

std::pair<std::int64_t, std::int64_t> TorchTensorFile::span_of(const TorchTensor& tensor,
                                                               const std::string& name) const {
  const TorchStorage& storage = pickle_.storages[tensor.storage];
  if (*element_count(tensor.sizes) == 0) return {0, 0};
  std::int64_t last = tensor.offset;
  for (std::size_t i = 0; i < tensor.sizes.size(); ++i) {
    const std::int64_t steps = tensor.sizes[i] - 1;
    if (steps > 0 && tensor.strides[i] > (kMostNumbers - last) / steps)
      last = kMostNumbers;
    else
      last += steps * tensor.strides[i];
  }
  std::int64_t held = storage.view_size.value_or(storage.size);
  if (!storage.type) held /= static_cast<std::int64_t>(bytes_of(tensor.type));
  if (last >= held)
    throw Error(where_ + ": tensor '" + shown(name) + "' looks at number " + std::to_string(last) +
                " of a storage of " + std::to_string(held));
  return {tensor.offset, last + 1};
}

RawTensor TorchTensorFile::read(std::size_t index) const {
  const NamedTensor& named = selection_.tensors.at(index);
  const TorchTensor& tensor = pickle_.tensors[named.index];
  const TorchStorage& storage = pickle_.storages[tensor.storage];
  if (tensor.type == NumberType::other) throw unread_type(where_, infos_[index]);
  const auto [first, end] = span_of(tensor, named.name);
  const auto width = static_cast<std::uint64_t>(bytes_of(tensor.type));
  const std::uint64_t count = static_cast<std::uint64_t>(*element_count(tensor.sizes)) * width;
  const std::uint64_t looked_at = static_cast<std::uint64_t>(end - first) * width;
  // Views that repeat numbers can be far larger than the file: their sum is bounded.
  if (count + looked_at > budget_)
    throw Error(where_ + ": tensor '" + shown(named.name) + "' (" + to_text(tensor.sizes) +
                ") makes what is read larger than four times the file; expected weights");
  budget_ -= count + looked_at;
  RawTensor out{.name = named.name, .type = tensor.type, .shape = tensor.sizes, .bytes = {}};
  if (count == 0) return out;
  const auto view_start = static_cast<std::uint64_t>(storage.view_offset) * width;
  std::string bytes;
  try {
    bytes = storage_bytes(storage, view_start + static_cast<std::uint64_t>(first) * width, looked_at);
  } catch (const Error& e) {
    throw Error(std::string(e.what()) + " (tensor '" + shown(named.name) + "')");
  }
  out.bytes.resize(static_cast<std::size_t>(count));
  Gather(tensor, bytes, first, out.bytes);
  return out;
}

}  // namespace ganscope
