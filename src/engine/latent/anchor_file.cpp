#include "engine/latent/anchor_file.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "core/atomic_file.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "engine/latent/float_range.hpp"
#include "engine/latent/latent_expression.hpp"
#include "engine/latent/numpy_file.hpp"

namespace ganscope {
namespace {

using nlohmann::json;

constexpr std::size_t kMostLetters = 64;
constexpr std::uintmax_t kMostBytes = 256U << 20;

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what) {
  throw Error("cannot read latents from " + path.string() + ": " + what);
}

/// Takes a file's latents one after the other and holds them against the space and each other.
class AnchorList {
 public:
  AnchorList(const std::filesystem::path& path, const LatentSpace& space) : path_(path), space_(space) {}

  [[noreturn]] void refuse(const std::string& what) const { fail(path_, what); }
  /// "latent 3", the one to come.
  [[nodiscard]] std::string which() const { return "latent " + std::to_string(anchors_.size() + 1); }
  [[nodiscard]] const LatentSpace& space() const { return space_; }

  void add(const std::string& name, Latent latent) {
    if (!is_anchor_name(name))
      refuse(which() + " is called '" + name +
             "'; expected letters, digits and _, not beginning with a digit");
    if (latent.size() != static_cast<std::size_t>(space_.size))
      refuse(which() + " has " + counted(static_cast<std::int64_t>(latent.size()), "number") + "; expected " +
             std::to_string(space_.size) + ", the model's latent size");
    if (const auto number = beyond_f32(latent)) refuse(which() + " holds " + f32_refusal(*number));
    if (!names_.insert(name).second) refuse("two latents are called '" + name + "'");
    anchors_.push_back({name, std::move(latent)});
  }
  /// Called after `base`, from the second on with its place behind it; where another is called so already
  /// (z's second and an array z_2), with a number more.
  void add_unnamed(const std::string& base, std::size_t place, Latent latent) {
    const std::string wanted = place == 0 ? as_anchor_name(base) : numbered_anchor_name(base, place + 1);
    std::string name = wanted;
    for (std::size_t k = 2; names_.contains(name); ++k) name = numbered_anchor_name(wanted, k);
    add(name, std::move(latent));
  }
  void add_unnamed(Latent latent) { add_unnamed(path_.stem().string(), anchors_.size(), std::move(latent)); }

  [[nodiscard]] std::vector<Anchor> take() {
    if (anchors_.empty()) refuse("it holds no latents");
    return std::move(anchors_);
  }

 private:
  const std::filesystem::path& path_;
  const LatentSpace& space_;
  std::vector<Anchor> anchors_;
  std::set<std::string> names_;
};

class JsonAnchors {
 public:
  explicit JsonAnchors(AnchorList& list) : list_(list) {}

  void read(const std::string& text) {
    const json file = parse(text);
    if (file.is_object() && file.contains("anchors")) {
      if (!file["anchors"].is_array()) list_.refuse("\"anchors\" is no list");
      check_prior(file);
      if (const auto of = file.find("model"); of != file.end() && of->is_string())
        model_ = of->get<std::string>();
      for (const json& entry : file["anchors"]) add(entry);
    } else if (file.is_array() && !file.empty() && !file.front().is_number()) {
      for (const json& entry : file) add(entry);
    } else if (is_lists_by_name(file)) {
      for (const auto& [name, numbers] : file.items()) list_.add(name, latent(numbers));
    } else {
      add(file);
    }
  }

  /// Of the file that was read.
  [[nodiscard]] const std::string& model() const { return model_; }

  /// {"smile": [0.1, ...], "frown": [...]}
  [[nodiscard]] static bool is_lists_by_name(const json& file) {
    return file.is_object() && !file.empty() && !file.contains("latent") &&
           std::all_of(file.begin(), file.end(), [](const json& value) { return value.is_array(); });
  }

 private:
  [[nodiscard]] json parse(const std::string& text) const {
    try {
      return json::parse(text);
    } catch (const json::exception& e) {
      // Python's json.dump writes them; JSON has neither.
      for (const char* word : {"NaN", "Infinity"})
        if (text.find(word) != std::string::npos)
          list_.refuse(std::string("it holds ") + word +
                       "; expected finite numbers, as JSON and f32 can hold");
      list_.refuse(std::string("not valid JSON: ") + e.what());
    }
  }

  /// Numbers of another prior would be pressed into this one's shape and mean nothing there.
  void check_prior(const json& file) const {
    const auto prior = file.find("prior");
    const std::string& expected = name_of(list_.space().prior);
    if (prior == file.end() || (prior->is_string() && prior->get<std::string>() == expected)) return;
    const auto model = file.find("model");
    list_.refuse("its latents are of prior " + prior->dump() +
                 (model != file.end() ? ", of model " + model->dump() : std::string()) + "; expected \"" +
                 expected + "\", this model's");
  }

  void add(const json& entry) const {
    if (!entry.is_object()) {
      list_.add_unnamed(latent(entry));
      return;
    }
    if (!entry.contains("latent")) list_.refuse(list_.which() + " has no \"latent\"");
    Latent numbers = latent(entry["latent"]);
    if (!entry.contains("name")) {
      list_.add_unnamed(std::move(numbers));
      return;
    }
    if (!entry["name"].is_string()) list_.refuse(list_.which() + " has a name that is no text");
    list_.add(entry["name"].get<std::string>(), std::move(numbers));
  }

  [[nodiscard]] Latent latent(const json& numbers) const {
    if (!numbers.is_array()) list_.refuse(list_.which() + " is no list of numbers");
    Latent out;
    for (const json& number : numbers) {
      if (!number.is_number()) list_.refuse(list_.which() + " holds " + number.dump() + "; expected numbers");
      out.push_back(number.get<double>());
    }
    return out;
  }

  AnchorList& list_;
  std::string model_;
};

/// How many latents of `size` numbers an array's shape is: count x size, with or without more dimensions that
/// multiply to it (64x100x1x1, as convolutions take them), or one latent. 0: none, the shape doesn't fit.
std::size_t latents_in(const NumpyArray& array, std::size_t size) {
  if (array.values.empty() || array.values.size() % size != 0) return 0;
  const std::size_t count = array.values.size() / size;
  if (count == 1 || (!array.shape.empty() && array.shape[0] == count)) return count;
  return 0;
}

void add_arrays(const std::vector<NumpyArray>& arrays, const std::string& stem, AnchorList& list) {
  const auto size = static_cast<std::size_t>(list.space().size);
  std::vector<const NumpyArray*> fitting;
  std::string shapes;
  for (const NumpyArray& array : arrays) {
    if (latents_in(array, size) > 0) fitting.push_back(&array);
    shapes += (shapes.empty() ? "" : ", ") + shape_text(array.shape) +
              (array.name.empty() ? "" : " ('" + array.name + "')");
  }
  if (fitting.empty())
    list.refuse("its shape is " + shapes + "; expected " + std::to_string(size) + " or Nx" +
                std::to_string(size) + ", as the model's latents have " + std::to_string(size) + " numbers");
  for (const NumpyArray* array : fitting) {
    const std::string& base = fitting.size() > 1 ? array->name : stem;
    for (std::size_t i = 0; i < latents_in(*array, size); ++i) {
      const auto from = array->values.begin() + static_cast<std::ptrdiff_t>(i * size);
      list.add_unnamed(base, i, Latent(from, from + static_cast<std::ptrdiff_t>(size)));
    }
  }
}

/// The file's bytes, read once: what they begin with says how to go on.
std::string content_of(const std::filesystem::path& path) {
  try {
    return read_whole_file(path, kMostBytes);
  } catch (const Error& error) {
    fail(path, error.what());
  }
}

}  // namespace

std::vector<Anchor> read_anchor_file(const std::filesystem::path& path, const LatentSpace& space) {
  return open_anchor_file(path, space).anchors;
}

AnchorFile open_anchor_file(const std::filesystem::path& path, const LatentSpace& space) {
  const std::string content = content_of(path);
  AnchorList list(path, space);
  const std::string name = path.string();
  std::string model;
  if (content.starts_with("\x93NUMPY"))
    add_arrays({parse_npy(content, name)}, path.stem().string(), list);
  else if (content.starts_with("PK"))
    add_arrays(parse_npz(content, name), path.stem().string(), list);
  else if (path.extension() == ".npy" || path.extension() == ".npz")
    list.refuse("it begins neither as a NumPy array nor as an archive of them");
  else {
    JsonAnchors texts(list);
    texts.read(content);
    model = texts.model();
  }
  return {list.take(), model};
}

bool holds_anchors(const std::filesystem::path& path) {
  if (path.extension() == ".npy" || path.extension() == ".npz") return true;
  try {
    const json file = json::parse(content_of(path));
    if (file.is_array()) return true;
    const auto list = [&file](const char* key) {
      return file.is_object() && file.contains(key) && file[key].is_array();
    };
    return list("anchors") || list("latent") || JsonAnchors::is_lists_by_name(file);
  } catch (const std::exception&) {
    return false;
  }
}

void write_anchor_file(const std::filesystem::path& path, std::span<const Anchor> anchors,
                       const AnchorOrigin& origin) {
  // By hand as far as the lists, so that each anchor is one line and files can be compared.
  std::string text = "{\n  \"model\": " + json(origin.model).dump() +
                     ",\n  \"prior\": " + json(name_of(origin.prior)).dump() + ",\n  \"anchors\": [";
  std::set<std::string> taken;
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    const std::string base = as_anchor_name(anchors[i].name);
    std::string name = base;
    for (std::size_t k = 2; !taken.insert(name).second; ++k) name = numbered_anchor_name(base, k);
    text += std::string(i > 0 ? "," : "") + "\n    {\"name\": " + json(name).dump() +
            ", \"latent\": " + json(anchors[i].latent).dump() + "}";
  }
  write_file_atomically(path, text + "\n  ]\n}\n");
}

std::string as_anchor_name(std::string name) {
  name.resize(std::min(name.size(), kMostLetters));
  for (char& c : name)
    if (!is_anchor_name(std::string("x") + c)) c = '_';
  return is_anchor_name(name) ? name : ("z_" + name).substr(0, kMostLetters);
}

std::string numbered_anchor_name(const std::string& name, std::size_t number) {
  const std::string behind = "_" + std::to_string(number);
  std::string base = as_anchor_name(name);
  base.resize(std::min(base.size(), kMostLetters - behind.size()));
  return base + behind;
}

bool is_anchor_name(const std::string& name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (name.empty() || name.size() > kMostLetters || !letter(name[0])) return false;
  const std::vector<std::string>& words = expression_words();
  return std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || digit(c); }) &&
         std::find(words.begin(), words.end(), name) == words.end();
}

}  // namespace ganscope
