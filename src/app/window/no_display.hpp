#pragma once
#include "core/error.hpp"

namespace ganscope {

/// No window can be opened here; the message says why.
class NoDisplayError : public Error {
 public:
  using Error::Error;
};

}  // namespace ganscope
