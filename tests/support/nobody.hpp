#pragma once
#include <unistd.h>

#include <exception>
#include <stdexcept>

namespace ganscope::test {

/// The rights of a user who owns nothing, for as long as it lives: root may read what nobody may. Does
/// nothing for other users.
class Nobody {
 public:
  Nobody() : root_(::geteuid() == 0) {
    constexpr ::uid_t kNobody = 65534;
    if (root_ && ::seteuid(kNobody) != 0) throw std::runtime_error("cannot become nobody");
  }
  ~Nobody() {
    if (root_ && ::seteuid(0) != 0) std::terminate();
  }
  Nobody(const Nobody&) = delete;
  Nobody& operator=(const Nobody&) = delete;

 private:
  bool root_;
};

}  // namespace ganscope::test
