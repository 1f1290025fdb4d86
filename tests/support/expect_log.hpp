#pragma once
namespace ganscope::test {
/// While one lives, warnings and errors in the log do not fail the test.
class ExpectLog {
 public:
  ExpectLog();
  ~ExpectLog();
  ExpectLog(const ExpectLog&) = delete;
  ExpectLog& operator=(const ExpectLog&) = delete;
};
}  // namespace ganscope::test
