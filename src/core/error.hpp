#pragma once
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ganscope {

/// Something a person or the machine can cause and a person can mend: the message names the file
/// or option, the value met and what was expected. `main` prints it on one line and returns 1.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A value that was given wrongly (command line, preset, panel). `main` returns 2.
class UsageError : public Error {
 public:
  using Error::Error;
};

/// Training left the finite numbers; the message names the iteration and the quantity.
class DivergenceError : public Error {
 public:
  using Error::Error;
};

/// "unknown loss 'wgan-pg'; did you mean 'wgan-gp'? Valid: minimax, ..."
[[nodiscard]] UsageError unknown_name(std::string_view what, std::string_view value,
                                      std::span<const std::string> valid);

/// "batch is 0; expected 2 to 65536"
[[nodiscard]] UsageError out_of_range(std::string_view what, std::string_view value,
                                      std::string_view expected);

}  // namespace ganscope
