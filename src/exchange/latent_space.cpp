#include "exchange/latent_space.hpp"

#include <cmath>

#include "core/text.hpp"

namespace ganscope {

const std::vector<std::string>& latent_prior_names() {
  static const std::vector<std::string> kNames{"normal", "uniform", "sphere"};
  return kNames;
}

const std::string& name_of(LatentPrior prior) {
  return latent_prior_names()[static_cast<std::size_t>(prior)];
}

double LatentSpace::sphere_radius() const {
  return radius > 0 ? static_cast<double>(radius) : std::sqrt(static_cast<double>(size));
}

std::string prior_text(const LatentSpace& space) {
  const auto number = [](float x) { return exact_number(static_cast<double>(x)); };
  switch (space.prior) {
    case LatentPrior::uniform:
      return "uniform, " + number(space.low) + " to " + number(space.high);
    case LatentPrior::sphere:
      return "on a sphere of radius " +
             (space.radius > 0 ? number(space.radius) : three_digits(space.sphere_radius()));
    case LatentPrior::normal:
      break;
  }
  std::string text = "normal";
  if (space.deviation != 1) text += ", deviation " + number(space.deviation);
  if (space.truncation > 0)
    text += ", cut at " + number(space.truncation) + (space.deviation != 1 ? " deviations" : "");
  return text;
}

}  // namespace ganscope
