#include "engine/data/prior.hpp"

#include <array>
#include <cstddef>
#include <string_view>

#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/data/box_prior.hpp"
#include "engine/data/circle_prior.hpp"
#include "engine/data/name_list.hpp"
#include "engine/data/product_prior.hpp"

namespace ganscope {
namespace {

constexpr std::int64_t kMostDims = 1024;

using PriorPtr = std::shared_ptr<const Prior>;

PriorPtr make_uniform(const PriorInfo& info) {
  return std::make_shared<ProductPrior>(info, Coordinate::uniform);
}
PriorPtr make_normal(const PriorInfo& info) {
  return std::make_shared<ProductPrior>(info, Coordinate::normal);
}
PriorPtr make_nine_squares(const PriorInfo& info) {
  return std::make_shared<BoxPrior>(info, nine_squares_boxes(1));
}
PriorPtr make_lattice(const PriorInfo& info) { return std::make_shared<BoxPrior>(info, lattice_boxes(1)); }
PriorPtr make_circle(const PriorInfo& info) { return std::make_shared<CirclePrior>(info); }

struct PriorEntry {
  PriorInfo info;  ///< dims 0: a family whose name ends in N
  PriorPtr (*make)(const PriorInfo&);
};

/// The one list: a new prior is a line here.
const std::vector<PriorEntry>& entries() {
  static const std::vector<PriorEntry> list{
      {{"interval", "uniform on the interval [-1, 1]", 1}, make_uniform},
      {{"gaussian1d", "standard normal on the line", 1}, make_normal},
      {{"square", "uniform on the square [-1, 1] x [-1, 1]", 2}, make_uniform},
      {{"gaussian2d", "standard normal on the plane", 2}, make_normal},
      {{"nine-squares", "uniform on nine separate squares of side 0.4", 2}, make_nine_squares},
      {{"lattice", "nine atoms on a 3 x 3 lattice", 2}, make_lattice},
      {{"circle", "uniform on the circle of radius 1", 2}, make_circle},
      {{"normal:N", "standard normal of dimension N", 0}, make_normal},
      {{"uniform:N", "uniform on [-1, 1]^N", 0}, make_uniform},
  };
  return list;
}

/// "normal:" for the family "normal:N", empty for any other entry.
std::string_view family_prefix(const PriorEntry& entry) {
  const std::string_view name = entry.info.name;
  return entry.info.dims == 0 ? name.substr(0, name.size() - 1) : std::string_view();
}

PriorPtr make_of_family(const PriorEntry& entry, std::string_view dims) {
  const std::string what = "N of the latent prior " + entry.info.name;
  const std::int64_t n = parse_integer(dims, what);
  if (n < 1 || n > kMostDims)
    throw out_of_range(what, std::to_string(n), "1 to " + std::to_string(kMostDims));
  const std::string number = std::to_string(n);
  std::string description = entry.info.description;
  description.replace(description.rfind('N'), 1, number);
  return entry.make({std::string(family_prefix(entry)) + number, description, static_cast<int>(n)});
}

std::vector<PriorInfo> checked_priors() {
  std::vector<PriorInfo> list;
  for (const PriorEntry& entry : entries()) list.push_back(entry.info);
  static_cast<void>(unique_names(list, "latent priors"));
  return list;
}

}  // namespace

const std::vector<PriorInfo>& prior_list() {
  static const std::vector<PriorInfo> list = checked_priors();
  return list;
}

std::shared_ptr<const Prior> make_prior(const std::string& spec) {
  for (const PriorEntry& entry : entries()) {
    const std::string_view prefix = family_prefix(entry);
    if (!prefix.empty() && spec.starts_with(prefix))
      return make_of_family(entry, std::string_view(spec).substr(prefix.size()));
    if (prefix.empty() && entry.info.name == spec) return entry.make(entry.info);
  }
  throw unknown_name("latent prior", spec, unique_names(prior_list(), "latent priors"));
}

}  // namespace ganscope
