#include "engine/latent/anchor_file.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "core/atomic_file.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "engine/latent/latent_expression.hpp"

namespace ganscope {
namespace {

using nlohmann::json;

constexpr std::uintmax_t kMostBytes = 64U << 20;

class AnchorReader {
 public:
  AnchorReader(const std::filesystem::path& path, const LatentSpace& space) : path_(path), space_(space) {}

  std::vector<Anchor> read() {
    const json file = parse();
    if (file.is_object() && file.contains("anchors")) {
      if (!file["anchors"].is_array()) fail("\"anchors\" is no list");
      check_prior(file);
      for (const json& entry : file["anchors"]) add(entry);
    } else if (file.is_array() && !file.empty() && !file.front().is_number()) {
      for (const json& entry : file) add(entry);
    } else {
      add(file);
    }
    if (anchors_.empty()) fail("it holds no latents");
    return std::move(anchors_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error("cannot read latents from " + path_.string() + ": " + what);
  }

  [[nodiscard]] json parse() const {
    std::error_code error;
    if (std::filesystem::is_directory(path_, error)) fail("it is a folder");
    const std::uintmax_t size = std::filesystem::file_size(path_, error);
    if (error) fail("no such file, or not readable");
    if (size > kMostBytes) fail("it has " + std::to_string(size) + " bytes; expected at most 64 MB");
    std::ifstream stream(path_, std::ios::binary);
    if (!stream) fail("no such file, or not readable");
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    try {
      return json::parse(text);
    } catch (const json::exception& e) {
      fail(std::string("not valid JSON: ") + e.what());
    }
  }

  /// Numbers of another prior would be pressed into this one's shape and mean nothing there.
  void check_prior(const json& file) const {
    const auto prior = file.find("prior");
    const std::string& expected = name_of(space_.prior);
    if (prior == file.end() || (prior->is_string() && prior->get<std::string>() == expected)) return;
    const auto model = file.find("model");
    fail("its latents are of prior " + prior->dump() +
         (model != file.end() ? ", of model " + model->dump() : std::string()) + "; expected \"" + expected +
         "\", this model's");
  }

  void add(const json& entry) {
    const json* numbers = &entry;
    std::string name = default_name();
    if (entry.is_object()) {
      if (!entry.contains("latent")) fail(which() + " has no \"latent\"");
      numbers = &entry["latent"];
      if (entry.contains("name")) {
        if (!entry["name"].is_string()) fail(which() + " has a name that is no text");
        name = entry["name"].get<std::string>();
      }
    }
    if (!is_anchor_name(name))
      fail(which() + " is called '" + name + "'; expected letters, digits and _, not beginning with a digit");
    if (!names_.insert(name).second) fail("two latents are called '" + name + "'");
    anchors_.push_back({name, latent(*numbers)});
  }

  [[nodiscard]] Latent latent(const json& numbers) const {
    if (!numbers.is_array()) fail(which() + " is no list of numbers");
    if (numbers.size() != static_cast<std::size_t>(space_.size))
      fail(which() + " has " + counted(static_cast<std::int64_t>(numbers.size()), "number") + "; expected " +
           std::to_string(space_.size) + ", the model's latent size");
    Latent out;
    for (const json& number : numbers) {
      if (!number.is_number()) fail(which() + " holds " + number.dump() + "; expected numbers");
      out.push_back(number.get<double>());
      if (!std::isfinite(out.back())) fail(which() + " holds a number that is not finite");
    }
    return out;
  }

  [[nodiscard]] std::string which() const { return "latent " + std::to_string(anchors_.size() + 1); }

  [[nodiscard]] std::string default_name() const {
    const std::string name = as_anchor_name(path_.stem().string());
    return anchors_.empty() ? name : name + "_" + std::to_string(anchors_.size() + 1);
  }

  const std::filesystem::path& path_;
  const LatentSpace& space_;
  std::vector<Anchor> anchors_;
  std::set<std::string> names_;
};

}  // namespace

std::vector<Anchor> read_anchor_file(const std::filesystem::path& path, const LatentSpace& space) {
  return AnchorReader(path, space).read();
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
    for (int k = 2; !taken.insert(name).second; ++k) name = base + "_" + std::to_string(k);
    text += std::string(i > 0 ? "," : "") + "\n    {\"name\": " + json(name).dump() +
            ", \"latent\": " + json(anchors[i].latent).dump() + "}";
  }
  write_file_atomically(path, text + "\n  ]\n}\n");
}

std::string as_anchor_name(std::string name) {
  name.resize(std::min<std::size_t>(name.size(), 60));
  for (char& c : name)
    if (!is_anchor_name(std::string("x") + c)) c = '_';
  return is_anchor_name(name) ? name : "z_" + name;
}

bool is_anchor_name(const std::string& name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (name.empty() || name.size() > 64 || !letter(name[0])) return false;
  const std::vector<std::string>& words = expression_words();
  return std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || digit(c); }) &&
         std::find(words.begin(), words.end(), name) == words.end();
}

}  // namespace ganscope
