#include "engine/latent/class_priors_file.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/rng.hpp"
#include "core/text.hpp"
#include "engine/latent/anchor_file.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kPriorsKind = "class priors";
constexpr std::uintmax_t kMostPriors = std::uintmax_t{64} << 20;

void check_numbers(const std::string& where, const std::vector<double>& numbers, int size, bool deviations) {
  if (numbers.size() != static_cast<std::size_t>(size))
    throw Error(where + " has " + std::to_string(numbers.size()) + " numbers; expected the model's " +
                std::to_string(size));
  for (const double x : numbers)
    if (!std::isfinite(x) || (deviations && x < 0))
      throw Error(where + " holds " + std::to_string(x) + "; expected finite numbers" +
                  (deviations ? " that are not negative" : ""));
}

}  // namespace

std::string class_priors_json(const ClassPriors& priors) {
  Json classes = Json::array();
  for (const ClassPrior& prior : priors.classes)
    classes.push_back({{"name", prior.name}, {"mean", prior.mean}, {"deviation", prior.deviation}});
  return Json{{"kind", kPriorsKind}, {"model", priors.model}, {"oracle", priors.oracle}, {"classes", classes}}
             .dump() +
         "\n";
}

ClassPriors read_class_priors(const std::filesystem::path& path, const LatentSpace& space) {
  const std::string file = path.string();
  std::string text;
  try {
    text = read_whole_file(path, kMostPriors);
  } catch (const Error& e) {
    throw Error("cannot read class priors " + file + ": " + e.what());
  }
  ClassPriors out;
  try {
    const Json json = Json::parse(text);
    if (json.value("kind", "") != kPriorsKind)
      throw Error(file + " holds no class priors; expected what ganscope classes or adapt writes");
    out.model = json.value("model", "");
    out.oracle = json.value("oracle", "");
    std::set<std::string> names;
    for (const Json& one : json.at("classes")) {
      ClassPrior prior{one.at("name"), one.at("mean"), one.at("deviation")};
      const std::string where = file + ": class '" + prior.name + "'";
      if (!names.insert(prior.name).second) throw Error(where + " stands there twice");
      check_numbers(where + ": its mean", prior.mean, space.size, false);
      check_numbers(where + ": its deviation", prior.deviation, space.size, true);
      out.classes.push_back(std::move(prior));
    }
  } catch (const nlohmann::json::exception& e) {
    throw Error(file + " holds no class priors: " + e.what());
  }
  if (out.empty()) throw Error(file + " has no classes; expected one at least");
  return out;
}

std::string class_word(const std::string& name) { return as_anchor_name("_" + name).substr(1); }

const ClassPrior& class_called(const ClassPriors& priors, const std::string& name) {
  std::vector<std::string> names;
  for (const ClassPrior& prior : priors.classes) {
    names.push_back(class_word(prior.name));
    if (prior.name == name || names.back() == name) return prior;
  }
  std::size_t place = 0;
  const bool number =
      !name.empty() && name.size() < 6 && name.find_first_not_of("0123456789") == std::string::npos;
  if (number) place = static_cast<std::size_t>(std::stoi(name));
  if (number && place < priors.classes.size()) return priors.classes[place];
  throw unknown_name("class", name, names);
}

std::string class_text(const ClassPrior& prior) { return "class:" + class_word(prior.name); }

Latent class_latent(const ClassPrior& prior, double deviations) {
  Latent out = prior.mean;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] += deviations * prior.deviation[i];
  return out;
}

Latent drawn_class_latent(const ClassPrior& prior, std::uint64_t seed) {
  Rng rng(seed, "class prior");
  Latent out = prior.mean;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] += rng.normal() * prior.deviation[i];
  return out;
}

}  // namespace ganscope
