#pragma once
#include <string_view>

#include "engine/images/image_decoder.hpp"

/// One decoder a format, each in a file of its own with its library. All take a whole file's bytes, check
/// sizes before they ask for memory, and throw Error with the reason ("broken PNG: ...").
namespace ganscope {

[[nodiscard]] DecodedImage decode_jpeg(std::string_view bytes, const DecodeOptions& options);
[[nodiscard]] DecodedImage decode_png(std::string_view bytes, const DecodeOptions& options);
[[nodiscard]] DecodedImage decode_webp(std::string_view bytes, const DecodeOptions& options);
[[nodiscard]] DecodedImage decode_gif(std::string_view bytes, const DecodeOptions& options);
[[nodiscard]] DecodedImage decode_bmp(std::string_view bytes, const DecodeOptions& options);
[[nodiscard]] DecodedImage decode_tiff(std::string_view bytes, const DecodeOptions& options);
[[nodiscard]] DecodedImage decode_avif(std::string_view bytes, const DecodeOptions& options);

}  // namespace ganscope
