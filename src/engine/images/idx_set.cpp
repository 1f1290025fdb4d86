#include "engine/images/idx_set.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "engine/images/idx_file.hpp"
#include "engine/images/idx_names.hpp"

namespace ganscope {
namespace {

constexpr int kSide = 28;

void require_sizes(const std::filesystem::path& path, const IdxFile& file, const std::vector<int>& expected) {
  if (file.sizes == expected) return;
  const auto text = [](const std::vector<int>& sizes) {
    std::string out;
    for (const int size : sizes) out += (out.empty() ? "" : "x") + std::to_string(size);
    return out;
  };
  throw Error("cannot use " + path.string() + ": it has " + text(file.sizes) + " values; expected " +
              text(expected));
}

/// The file's labels as classes from 0. Throws when one is none of the set's.
std::vector<int> classes_of(const std::filesystem::path& path, const IdxFile& file, const IdxSetInfo& info) {
  const int classes = static_cast<int>(info.class_names.size());
  int first = info.first_label;
  // Letters are 1 to 26; some who write the files anew count from 0, which a 0 among them gives away.
  if (first > 0 && std::find(file.values.begin(), file.values.end(), 0) != file.values.end()) first = 0;
  std::vector<int> out;
  out.reserve(file.values.size());
  for (const int label : file.values) {
    if (label < first || label >= first + classes)
      throw Error("cannot use " + path.string() + ": label " + std::to_string(label) + " of image " +
                  std::to_string(out.size()) + "; expected " + std::to_string(first) + " to " +
                  std::to_string(first + classes - 1) + ", the " + std::to_string(classes) + " classes of " +
                  info.name);
    out.push_back(label - first);
  }
  return out;
}

/// Swaps rows and columns of every image.
void transpose(std::vector<std::uint8_t>& values) {
  constexpr std::size_t kSideOf = kSide;
  for (std::size_t at = 0; at < values.size(); at += kSideOf * kSideOf)
    for (std::size_t y = 0; y < kSideOf; ++y)
      for (std::size_t x = y + 1; x < kSideOf; ++x)
        std::swap(values[at + y * kSideOf + x], values[at + x * kSideOf + y]);
}

}  // namespace

const std::vector<std::string>& idx_set_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const IdxSetInfo& info : idx_sets()) all.push_back(info.name);
    return all;
  }();
  return names;
}

ImageSetPtr open_idx_set(const std::string& name, const ImageSetOptions& options) {
  const auto info = std::find_if(idx_sets().begin(), idx_sets().end(),
                                 [&](const IdxSetInfo& candidate) { return candidate.name == name; });
  const IdxFiles files = find_idx_files(*info, options.split == Split::train, options.data_dir);
  IdxFile images = read_idx(files.images);
  const int count = images.sizes[0];
  require_sizes(files.images, images, {count, kSide, kSide});
  const IdxFile labels = read_idx(files.labels);
  require_sizes(files.labels, labels, {count});
  std::vector<int> classes = classes_of(files.labels, labels, *info);
  if (info->transposed) transpose(images.values);

  auto pixels = std::make_shared<const std::vector<std::uint8_t>>(std::move(images.values));
  ImageSet set;
  set.name = name;
  set.count = count;
  set.channels = 1;
  set.height = set.width = kSide;
  set.values = *pixels;
  set.labels = std::move(classes);
  set.class_names = info->class_names;
  set.storage = std::move(pixels);
  return std::make_shared<const ImageSet>(std::move(set));
}

}  // namespace ganscope
