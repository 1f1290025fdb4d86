#include "engine/models/tensor_file.hpp"

#include <algorithm>

#include "engine/models/safetensors.hpp"
#include "engine/models/torch_tensor_file.hpp"

namespace ganscope {

std::optional<std::size_t> TensorFile::find(std::string_view name) const {
  const std::vector<TensorInfo>& all = tensors();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const TensorInfo& info) { return info.name == name; });
  if (found == all.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}

std::unique_ptr<TensorFile> open_tensor_file(std::shared_ptr<ByteSource> bytes,
                                             const TensorFileOptions& options) {
  if (looks_like_zip(*bytes)) return open_torch_zip(std::move(bytes), options);
  if (looks_like_torch_legacy(*bytes)) return open_torch_legacy(std::move(bytes), options);
  if (looks_like_safetensors(*bytes)) return open_safetensors(std::move(bytes), options);
  throw bytes->error("it is no model that ganscope knows; expected safetensors or what torch.save writes");
}

std::unique_ptr<TensorFile> open_tensor_file(const std::filesystem::path& path,
                                             const TensorFileOptions& options) {
  return open_tensor_file(open_bytes(path), options);
}

}  // namespace ganscope
