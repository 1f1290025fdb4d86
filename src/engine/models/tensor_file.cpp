#include "engine/models/tensor_file.hpp"

#include <algorithm>

#include "engine/models/file_kind.hpp"
#include "engine/models/resolved_weights.hpp"
#include "engine/models/safetensors.hpp"
#include "engine/models/torch_tensor_file.hpp"
#include "engine/models/wrapper_names.hpp"

namespace ganscope {
namespace {

std::unique_ptr<TensorFile> open_container(std::shared_ptr<ByteSource> bytes,
                                           const TensorFileOptions& options) {
  if (looks_like_zip(*bytes)) return open_torch_zip(std::move(bytes), options);
  if (looks_like_torch_legacy(*bytes)) return open_torch_legacy(std::move(bytes), options);
  if (looks_like_safetensors(*bytes)) return open_safetensors(std::move(bytes), options);
  throw bytes->error(what_it_is(*bytes));
}

}  // namespace

std::optional<std::size_t> TensorFile::find(std::string_view name) const {
  const std::vector<TensorInfo>& all = tensors();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const TensorInfo& info) { return info.name == name; });
  if (found != all.end()) return static_cast<std::size_t>(found - all.begin());
  const std::string plain = plain_name(name);
  std::optional<std::size_t> only;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].name != plain && without_wrappers(all[i].name) != plain) continue;
    if (only) return std::nullopt;
    only = i;
  }
  return only;
}

Error unread_type(const std::string& file, const TensorInfo& info) {
  return Error(file + ": tensor '" + shown(info.name) + "' holds numbers of the type " +
               shown(info.other_type) +
               "; expected f16, bf16, f32, f64, integers or bool (in Python, .float() makes them f32)");
}

std::unique_ptr<TensorFile> open_tensor_file(std::shared_ptr<ByteSource> bytes,
                                             const TensorFileOptions& options) {
  return with_resolved_weights(open_container(std::move(bytes), options));
}

std::unique_ptr<TensorFile> open_tensor_file(const std::filesystem::path& path,
                                             const TensorFileOptions& options) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) throw Error(what_folder_is(path));
  return open_tensor_file(open_bytes(path), options);
}

}  // namespace ganscope
