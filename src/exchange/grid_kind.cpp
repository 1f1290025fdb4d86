#include "exchange/grid_kind.hpp"

namespace ganscope {

const std::vector<std::string>& grid_kind_names() {
  static const std::vector<std::string> names{"plane", "analogy", "local", "coordinates", "anchors"};
  return names;
}

const std::string& name_of(GridKind kind) { return grid_kind_names()[static_cast<std::size_t>(kind)]; }

}  // namespace ganscope
