#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "engine/models/byte_source.hpp"

namespace ganscope {

/// What a file is that holds no weights for this program, and what to do about it, as the rest of a message:
/// "it is a Git LFS pointer, ...". Known by its first bytes: an empty file, Git LFS pointers, web pages,
/// HDF5 (Keras), ONNX, TensorFlow, pickles, NumPy, GGUF, archives, pictures, JSON, text.
[[nodiscard]] std::string what_it_is(const ByteSource& bytes);

/// The same of a zip archive that torch.save didn't write, by the names in it: Keras, NumPy's .npz, an
/// archive around a model.
[[nodiscard]] std::string what_archive_is(const std::vector<std::string>& entries);

/// The whole message for a folder: TensorFlow's SavedModel, or which models lie in it.
[[nodiscard]] std::string what_folder_is(const std::filesystem::path& folder);

}  // namespace ganscope
