#include "core/error.hpp"

#include <doctest/doctest.h>

#include <type_traits>
#include <vector>

using namespace ganscope;

TEST_SUITE("error") {
  TEST_CASE("an unknown name is told with the nearest and all valid ones") {
    const std::vector<std::string> valid{"minimax", "wgan-clip", "wgan-gp"};
    CHECK(std::string(unknown_name("loss", "wgan-pg", valid).what()) ==
          "unknown loss 'wgan-pg'; did you mean 'wgan-gp'? Valid: minimax, wgan-clip, wgan-gp");
    CHECK(std::string(unknown_name("loss", "hinge-something", valid).what()) ==
          "unknown loss 'hinge-something'; Valid: minimax, wgan-clip, wgan-gp");
  }

  TEST_CASE("a value out of range is told with what was met and expected") {
    CHECK(std::string(out_of_range("batch", "0", "2 to 65536").what()) == "batch is 0; expected 2 to 65536");
  }

  TEST_CASE("main tells the exit status by the type") {
    static_assert(std::is_base_of_v<Error, UsageError>);
    static_assert(std::is_base_of_v<Error, DivergenceError>);
    static_assert(!std::is_base_of_v<UsageError, DivergenceError>);
    static_assert(std::is_same_v<decltype(out_of_range("", "", "")), UsageError>);
    CHECK_THROWS_AS(throw out_of_range("a", "b", "c"), UsageError);
  }
}
