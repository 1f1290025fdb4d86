#include "exchange/path_kind.hpp"

namespace ganscope {

const std::vector<std::string>& path_kind_names() {
  static const std::vector<std::string> names{"circle", "arcs", "smooth", "straight"};
  return names;
}

const std::string& name_of(PathKind kind) { return path_kind_names()[static_cast<std::size_t>(kind)]; }

}  // namespace ganscope
