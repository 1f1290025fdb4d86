#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/models/named_tensors.hpp"
#include "engine/models/pickle.hpp"
#include "engine/models/tensor_file.hpp"

namespace ganscope {

/// What both of PyTorch's containers share: tensors are strided looks into storages, which the
/// container brings.
class TorchTensorFile : public TensorFile {
 public:
  const std::string& name() const override { return where_; }
  const std::vector<TensorInfo>& tensors() const override { return infos_; }
  const std::vector<std::string>& notes() const override { return selection_.notes; }
  RawTensor read(std::size_t index) const override;

 protected:
  /// Throws Error when a tensor looks beyond its storage.
  TorchTensorFile(std::string where, std::uint64_t file_size, Pickle pickle,
                  const TensorFileOptions& options);

  [[nodiscard]] const Pickle& pickle() const { return pickle_; }
  /// `count` bytes of a storage from byte `first` on. Throws Error when it has fewer.
  [[nodiscard]] virtual std::string storage_bytes(const TorchStorage& storage, std::uint64_t first,
                                                  std::uint64_t count) const = 0;

 private:
  /// First and one past the last number of its storage that it looks at; equal when it has none.
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> span_of(const TorchTensor& tensor,
                                                              const std::string& name) const;

  std::string where_;
  Pickle pickle_;
  TensorSelection selection_;
  std::vector<TensorInfo> infos_;
  mutable std::uint64_t budget_;  ///< bytes that may still be asked for
};

/// The container of PyTorch 1.6 and newer: a zip archive of a pickle and storages.
[[nodiscard]] std::unique_ptr<TensorFile> open_torch_zip(std::shared_ptr<ByteSource> bytes,
                                                         const TensorFileOptions& options);
/// The container before: magic number, pickles, raw storages in a stream.
[[nodiscard]] std::unique_ptr<TensorFile> open_torch_legacy(std::shared_ptr<ByteSource> bytes,
                                                            const TensorFileOptions& options);
/// Whether the bytes begin as those containers do.
[[nodiscard]] bool looks_like_zip(const ByteSource& bytes);
[[nodiscard]] bool looks_like_torch_legacy(const ByteSource& bytes);

}  // namespace ganscope
