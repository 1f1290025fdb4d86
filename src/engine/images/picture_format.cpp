#include "engine/images/picture_format.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace ganscope {
namespace {

using namespace std::string_view_literals;

constexpr std::array<std::pair<std::string_view, PictureFormat>, 8> kStarts{{
    {"\xff\xd8\xff"sv, PictureFormat::jpeg},
    {"\x89PNG\r\n\x1a\n"sv, PictureFormat::png},
    {"GIF87a"sv, PictureFormat::gif},
    {"GIF89a"sv, PictureFormat::gif},
    {"II\x2a\0"sv, PictureFormat::tiff},
    {"MM\0\x2a"sv, PictureFormat::tiff},
    {"II\x2b\0"sv, PictureFormat::tiff},  // BigTIFF
    {"MM\0\x2b"sv, PictureFormat::tiff},
}};

/// Formats that are not read, for their names.
constexpr std::array<std::pair<std::string_view, const char*>, 8> kOthers{{
    {"\xff\x0a"sv, "a JPEG XL picture"},
    {"\0\0\0\x0cJXL "sv, "a JPEG XL picture"},
    {"\0\0\0\x0cjP  "sv, "a JPEG 2000 picture"},
    {"8BPS"sv, "a Photoshop file"},
    {"%PDF"sv, "a PDF"},
    {"PK\x03\x04"sv, "a zip archive"},
    {"\0\0\x01\0"sv, "a Windows icon"},
    {"version https://git-lfs"sv, "a pointer of Git LFS, whose file was not fetched (git lfs pull)"},
}};

constexpr std::string_view kRead = "; expected JPEG, PNG, WebP, GIF, BMP, TIFF or AVIF";

/// The brands of an ISO media file, the major one first; empty for another file.
std::string_view brands_of(std::string_view bytes) {
  constexpr std::size_t kLooked = 64;
  if (bytes.size() < 12 || bytes.substr(4, 4) != "ftyp") return {};
  const auto size = static_cast<std::size_t>(static_cast<unsigned char>(bytes[3]));
  return bytes.substr(8, std::clamp<std::size_t>(size, 12, kLooked) - 8);
}

/// BMP's two letters begin many a text too; its header's size is one of a few.
bool is_bmp(std::string_view bytes) {
  if (!bytes.starts_with("BM") || bytes.size() < 18) return false;
  const auto header = static_cast<unsigned char>(bytes[14]);
  constexpr std::array<unsigned char, 5> kHeaders{12, 40, 56, 108, 124};
  return bytes.substr(15, 3) == "\0\0\0"sv &&
         std::find(kHeaders.begin(), kHeaders.end(), header) != kHeaders.end();
}

}  // namespace

PictureFormat format_of(std::string_view bytes) {
  for (const auto& [start, format] : kStarts)
    if (bytes.starts_with(start)) return format;
  if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP")
    return PictureFormat::webp;
  const std::string_view brands = brands_of(bytes);
  if (brands.find("avif") != std::string_view::npos || brands.find("avis") != std::string_view::npos)
    return PictureFormat::avif;
  return is_bmp(bytes) ? PictureFormat::bmp : PictureFormat::other;
}

std::string other_format_refusal(std::string_view bytes) {
  std::string what;
  for (const auto& [start, name] : kOthers)
    if (bytes.starts_with(start)) what = name;
  const std::string_view brands = brands_of(bytes);
  if (brands.starts_with("hei") || brands.starts_with("hev") || brands.starts_with("mif1"))
    what = "a HEIC picture";
  else if (!brands.empty())
    what = "a video";
  const std::string_view text = bytes.substr(0, std::min<std::size_t>(bytes.size(), 256));
  if (text.find("<svg") != std::string_view::npos)
    what = "an SVG drawing";
  else if (what.empty() && (text.starts_with("<") || text.find("<html") != std::string_view::npos))
    what = "a web page or XML";
  return what.empty() ? "it is no picture" + std::string(kRead)
                      : "it is " + what + ", which is not read" + std::string(kRead);
}

const std::vector<std::string>& picture_endings() {
  static const std::vector<std::string> endings{".jpg",  ".jpeg", ".jpe", ".jfif", ".png",  ".apng", ".webp",
                                                ".gif",  ".bmp",  ".dib", ".tif",  ".tiff", ".avif"};
  return endings;
}

bool has_picture_ending(const std::filesystem::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::vector<std::string>& endings = picture_endings();
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

}  // namespace ganscope
