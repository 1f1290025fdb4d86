#include "app/window/notice_board.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

using namespace ganscope;

namespace {

void pass(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

}  // namespace

TEST_CASE("news goes by itself, what went wrong only later") {
  Notice shown;
  NoticeBoard board(shown);
  board.tell("a");
  CHECK_FALSE(board.expire());
  pass(3.2);
  CHECK(board.expire());
  CHECK(shown.empty());
  CHECK_FALSE(board.expire());
}

TEST_CASE("what went wrong goes when something else has worked, but not at once") {
  Notice shown;
  NoticeBoard board(shown);
  board.tell("rows is 99", true);
  board.heed_success();
  CHECK(shown.text == "rows is 99");
  pass(1.6);
  CHECK_FALSE(board.expire());
  board.heed_success();
  CHECK(shown.empty());
}

TEST_CASE("what is wrong still stays until it is dismissed or something else is told") {
  Notice shown;
  NoticeBoard board(shown);
  board.hold("diverged");
  pass(1.6);
  board.heed_success();
  CHECK(shown.text == "diverged");
  CHECK(shown.error);
  board.tell("saved");
  CHECK_FALSE(shown.error);
  board.hold("diverged");
  board.clear();
  CHECK(shown.empty());
}
