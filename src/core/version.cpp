#include "core/version.hpp"

namespace ganscope {
std::string_view version() { return GANSCOPE_VERSION; }
}  // namespace ganscope
