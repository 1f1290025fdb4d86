#include "engine/images/idx_set.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/error.hpp"
#include "engine/images/idx_file.hpp"

namespace ganscope {
namespace {

constexpr int kSide = 28;
constexpr int kClasses = 10;

struct IdxSetInfo {
  std::string name;
  std::filesystem::path system_folder;  ///< where a distribution's package puts it; empty: none
  std::vector<std::string> class_names;
};

const std::vector<IdxSetInfo>& idx_sets() {
  static const std::vector<IdxSetInfo> sets{
      {"mnist", {}, {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}},
      {"fashion-mnist",
       "/usr/share/datasets/fashion-mnist",
       {"T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
        "ankle boot"}},
  };
  return sets;
}

/// FOLDER/NAME or FOLDER/NAME.gz.
std::optional<std::filesystem::path> find_file(const std::filesystem::path& folder, const std::string& name) {
  for (const char* ending : {"", ".gz"}) {
    const std::filesystem::path path = folder / (name + ending);
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) return path;
  }
  return std::nullopt;
}

std::filesystem::path require_file(const IdxSetInfo& info, const std::filesystem::path& data_dir,
                                   const std::string& name) {
  if (const auto found = find_file(data_dir / info.name, name)) return *found;
  if (!info.system_folder.empty())
    if (const auto found = find_file(info.system_folder, name)) return *found;
  throw Error("cannot find " + name + "[.gz] in " + (data_dir / info.name).string() +
              (info.system_folder.empty() ? "" : " or " + info.system_folder.string()) +
              "; get it with scripts/get_data.sh " + info.name +
              ", or name the folder above it with --data-dir");
}

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
  const bool train = options.split == Split::train;
  const std::string stem = train ? "train" : "t10k";
  const std::filesystem::path images_path =
      require_file(*info, options.data_dir, stem + "-images-idx3-ubyte");
  const std::filesystem::path labels_path =
      require_file(*info, options.data_dir, stem + "-labels-idx1-ubyte");
  IdxFile images = read_idx(images_path);
  const int count = images.sizes[0];
  require_sizes(images_path, images, {count, kSide, kSide});
  const IdxFile labels = read_idx(labels_path);
  require_sizes(labels_path, labels, {count});
  if (const auto wrong = std::find_if(labels.values.begin(), labels.values.end(),
                                      [](std::uint8_t label) { return label >= kClasses; });
      wrong != labels.values.end())
    throw Error("cannot use " + labels_path.string() + ": label " + std::to_string(*wrong) + " of image " +
                std::to_string(wrong - labels.values.begin()) + "; expected 0 to 9");

  auto pixels = std::make_shared<const std::vector<std::uint8_t>>(std::move(images.values));
  ImageSet set;
  set.name = name;
  set.count = count;
  set.channels = 1;
  set.height = set.width = kSide;
  set.values = *pixels;
  set.labels.assign(labels.values.begin(), labels.values.end());
  set.class_names = info->class_names;
  set.storage = std::move(pixels);
  return std::make_shared<const ImageSet>(std::move(set));
}

}  // namespace ganscope
