#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope {

enum class PictureFormat { jpeg, png, webp, gif, bmp, tiff, avif, other };

/// What a file's first bytes say.
[[nodiscard]] PictureFormat format_of(std::string_view bytes);

/// What `bytes` are where they are none of these, as the end of a message: "it is a HEIC picture, which is
/// not read; expected JPEG, PNG, WebP, GIF, BMP, TIFF or AVIF".
[[nodiscard]] std::string other_format_refusal(std::string_view bytes);

/// The endings of the names of pictures that are read, in lower case: ".jpg", ".jpeg", ".png", ...
[[nodiscard]] const std::vector<std::string>& picture_endings();
/// Whether a file's name ends as a picture's that is read does, in any case: .jpg, .jpeg, .png, .webp, ...
[[nodiscard]] bool has_picture_ending(const std::filesystem::path& path);

}  // namespace ganscope
