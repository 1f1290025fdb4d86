#include "engine/images/idx_names.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/images/image_set.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;

/// One name a character.
std::vector<std::string> each_of(std::string_view characters) {
  std::vector<std::string> out;
  for (const char c : characters) out.emplace_back(1, c);
  return out;
}

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kSmall = "abcdefghijklmnopqrstuvwxyz";
/// The small letters whose shape differs from the capital's (Cohen 2017, section II.A).
constexpr std::string_view kOwnShape = "abdefghnqrt";

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

/// A split of EMNIST (Cohen 2017).
IdxSetInfo emnist(const std::string& split, std::string_view characters, int first_label = 0) {
  return {.name = "emnist-" + split,
          .folders = {"emnist-" + split, "emnist", "EMNIST"},
          .system_folder = {},
          .prefix = "emnist-" + split + "-",
          .test_stem = "test",
          .class_names = each_of(characters),
          .first_label = first_label,
          .transposed = true};
}

std::vector<IdxSetInfo> make_sets() {
  const std::string both = joined({kDigits, kCapitals, kOwnShape});
  return {
      {.name = "mnist",
       .folders = {"mnist", "MNIST"},
       .system_folder = {},
       .prefix = {},
       .test_stem = "t10k",
       .class_names = each_of(kDigits),
       .fetched = true},
      {.name = "fashion-mnist",
       .folders = {"fashion-mnist", "FashionMNIST", "fashion_mnist", "fashion"},
       .system_folder = "/usr/share/datasets/fashion-mnist",
       .prefix = {},
       .test_stem = "t10k",
       .class_names = {"T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker",
                       "bag", "ankle boot"},
       .fetched = true},
      {.name = "kmnist",
       .folders = {"kmnist", "KMNIST", "kuzushiji-mnist"},
       .system_folder = {},
       .prefix = {},
       .test_stem = "t10k",
       .class_names = {"o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"}},
      emnist("letters", kSmall, 1),
      emnist("balanced", both),
      emnist("digits", kDigits),
      emnist("mnist", kDigits),
      emnist("byclass", joined({kDigits, kCapitals, kSmall})),
      emnist("bymerge", both),
  };
}

/// The folders that may hold the set's files, the likeliest first.
std::vector<fs::path> candidates(const IdxSetInfo& info, const fs::path& data_dir) {
  std::vector<fs::path> out;
  for (const std::string& folder : info.folders)
    for (const char* below : {"", "raw", "gzip"})
      out.push_back((data_dir / folder / below).lexically_normal());
  // The data folder itself, or the raw/ in it, unless it is another set's: their files have the same names.
  std::error_code ignored;
  const fs::path whole = fs::weakly_canonical(data_dir, ignored);
  const fs::path last = whole.filename() == "raw" || whole.filename() == "gzip" ? whole.parent_path() : whole;
  const bool others = std::any_of(idx_sets().begin(), idx_sets().end(), [&](const IdxSetInfo& other) {
    return other.name != info.name && other.prefix.empty() &&
           std::find(other.folders.begin(), other.folders.end(), last.filename()) != other.folders.end();
  });
  if (!others)
    for (const char* below : {"", "raw", "gzip"}) out.push_back((data_dir / below).lexically_normal());
  // Behind everything in the folder that a person names.
  if (!info.system_folder.empty()) out.push_back(info.system_folder);
  for (fs::path& path : out)
    if (!path.has_filename()) path = path.parent_path();
  return out;
}

/// What a file may be called: STEM-images-idx3-ubyte as it is handed out, or with the dot that some unpackers
/// and mirrors make of the second dash.
std::vector<std::string> names_of(const std::string& stem, const std::string& what, int dimensions) {
  const std::string kind = "idx" + std::to_string(dimensions) + "-ubyte";
  return {stem + "-" + what + "-" + kind, stem + "-" + what + "." + kind};
}

std::optional<fs::path> find_file(const fs::path& folder, const std::vector<std::string>& names) {
  for (const std::string& name : names)
    for (const char* ending : {"", ".gz"}) {
      const fs::path path = folder / (name + ending);
      std::error_code ignored;
      if (fs::is_regular_file(path, ignored)) return path;
    }
  return std::nullopt;
}

std::string how_to_get(const IdxSetInfo& info, const fs::path& data_dir) {
  std::string command = "'ganscope data " + info.name + " --get";
  if (data_dir != default_data_dir()) command += " --data-dir " + shell_quoted(data_dir.string());
  command += "'";
  return info.fetched ? command + " gets it" : command + " says where it is to be had";
}

}  // namespace

const std::vector<IdxSetInfo>& idx_sets() {
  static const std::vector<IdxSetInfo> sets = make_sets();
  return sets;
}

IdxFiles find_idx_files(const IdxSetInfo& info, bool train, const fs::path& data_dir) {
  const std::string stem = info.prefix + (train ? "train" : info.test_stem);
  const std::vector<std::string> images = names_of(stem, "images", 3);
  const std::vector<std::string> labels = names_of(stem, "labels", 1);
  std::string half;
  std::vector<std::string> looked;
  for (const fs::path& folder : candidates(info, data_dir)) {
    const auto found_images = find_file(folder, images);
    const auto found_labels = find_file(folder, labels);
    if (found_images && found_labels) return {*found_images, *found_labels};
    if (found_images) half = "; " + found_images->string() + " is there without " + labels[0];
    if (found_labels) half = "; " + found_labels->string() + " is there without " + images[0];
    looked.push_back(folder.string());
  }
  throw Error("cannot find " + info.name + ": looked for " + images[0] + " or " + images[1] + " with " +
              labels[0] + " or " + labels[1] + ", each plain or .gz, in " + join(looked, ", ") + half + "; " +
              how_to_get(info, data_dir) + ", or name the folder above with --data-dir");
}

}  // namespace ganscope
