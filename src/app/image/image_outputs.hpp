#pragma once
#include <filesystem>

#include "app/image/image_run.hpp"

namespace ganscope {

/// What `sample` writes: one picture of all, a PNG an image, or numbers.
enum class SampleForm { sheet, folder, numpy };
/// By the name; throws UsageError for an ending that stands for none of them.
[[nodiscard]] SampleForm sample_form(const std::filesystem::path& path);

/// Says before a model is opened what of the command's files could not be written: their endings, the folders
/// they would lie in, and two that are one. Throws UsageError, Error; leaves nothing behind.
void check_outputs(ImageCommand command, const ImageRunOptions& options);

}  // namespace ganscope
