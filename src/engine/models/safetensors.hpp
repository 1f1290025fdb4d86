#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/models/tensor_file.hpp"

namespace ganscope {

/// The key of the header's metadata under which a model card stands, as JSON.
inline constexpr std::string_view kCardKey = "ganscope_card";

/// Opens the public safetensors format: header length (8 bytes), JSON header, numbers. Throws Error
/// naming the file when sizes, types or places contradict each other, overlap or leave the file.
[[nodiscard]] std::unique_ptr<TensorFile> open_safetensors(std::shared_ptr<ByteSource> bytes,
                                                           const TensorFileOptions& options = {});
/// Whether the bytes begin as that format does.
[[nodiscard]] bool looks_like_safetensors(const ByteSource& bytes);

/// Writes `tensors` (any types; they keep theirs) in the order given, through a temporary file and a
/// rename. Throws Error naming the path.
void write_safetensors(const std::filesystem::path& path, const std::vector<RawTensor>& tensors,
                       const std::map<std::string, std::string>& metadata);

/// The same numbers as f32, or as f16 with `half`. Throws Error naming the tensor when a finite number
/// has no finite f16.
[[nodiscard]] RawTensor as_float(const RawTensor& tensor, bool half);

}  // namespace ganscope
