#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/models/byte_source.hpp"
#include "engine/models/raw_tensor.hpp"

namespace ganscope {

/// Bounds within which a file is believed.
struct TensorFileLimits {
  std::uint64_t header = 16U << 20;    ///< bytes of a safetensors header or of a pickle
  std::size_t tensors = 1U << 16;      ///< of a file
  std::size_t rank = 16;               ///< sizes of a tensor
  std::uint64_t spare = 256ULL << 20;  ///< bytes that views may ask for beyond four times the file
};

/// What a file says of one tensor before it is read.
struct TensorInfo {
  std::string name;
  NumberType type = NumberType::f32;
  TensorShape shape;
  std::string other_type{};  ///< where `type` is other: what the file calls it ("complex64")

  /// "f32", or the file's word for a type that isn't read.
  [[nodiscard]] std::string type_text() const {
    return type == NumberType::other ? other_type : std::string(name_of(type));
  }
};

/// A file of named tensors in one of the supported containers.
class TensorFile {
 public:
  TensorFile() = default;
  virtual ~TensorFile() = default;
  TensorFile(const TensorFile&) = delete;
  TensorFile& operator=(const TensorFile&) = delete;

  [[nodiscard]] virtual const std::string& name() const = 0;     ///< for messages
  [[nodiscard]] virtual std::string_view container() const = 0;  ///< "safetensors", "PyTorch zip", ...
  [[nodiscard]] virtual const std::vector<TensorInfo>& tensors() const = 0;
  /// The numbers of tensors()[index]; views are made contiguous. Throws Error naming file and tensor, also
  /// where their type is NumberType::other.
  [[nodiscard]] virtual RawTensor read(std::size_t index) const = 0;
  /// The card in the file's metadata, as JSON.
  [[nodiscard]] virtual std::optional<std::string> card() const { return std::nullopt; }

  /// What was decided on the way, for a person: which of several state dicts, what names lost.
  [[nodiscard]] virtual const std::vector<std::string>& notes() const = 0;

  /// The index of the tensor of that name; where there is none, of the only one that has it without what
  /// wrappers put into names ("module.", "_orig_mod."), or that stands for it ("main.0.weight" for
  /// "main.0.weight_orig").
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
};

/// Error for a tensor whose type isn't read: "FILE: tensor 'fft' holds numbers of the type complex64; ...".
[[nodiscard]] Error unread_type(const std::string& file, const TensorInfo& info);

struct TensorFileOptions {
  /// Only tensors whose names begin with this and a dot, without it: which of several state dicts.
  std::string tensor_prefix{};
  TensorFileLimits limits;
};

/// Opens `bytes` by what they are, whatever the file's name says; weights that a spectral or weight norm
/// splits are put together. Throws Error naming the file, what it is instead and what to do; for
/// TorchScript, TorchScriptError.
[[nodiscard]] std::unique_ptr<TensorFile> open_tensor_file(std::shared_ptr<ByteSource> bytes,
                                                           const TensorFileOptions& options = {});
[[nodiscard]] std::unique_ptr<TensorFile> open_tensor_file(const std::filesystem::path& path,
                                                           const TensorFileOptions& options = {});

/// The file is TorchScript: a program, not only weights.
class TorchScriptError : public Error {
 public:
  using Error::Error;
};

}  // namespace ganscope
