#pragma once
#include <string>

namespace ganscope {

/// What commands that open a model share.
struct ModelChoice {
  std::string path;
  std::string card;           ///< empty: beside the file, in it, or of a known family
  std::string tensor_prefix;  ///< which state dict of a file that holds several
};

}  // namespace ganscope
