#include "exchange/frame_history.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

namespace {

ToyFramePtr frame_at(std::int64_t iteration, std::uint64_t run = 1, std::size_t points = 100) {
  auto frame = std::make_shared<ToyFrame>();
  frame->run = run;
  frame->step.iteration = iteration;
  frame->generated.resize(points);
  return frame;
}

}  // namespace

TEST_SUITE("frame_history") {
  TEST_CASE("a frame is found by its iteration or the one before") {
    FrameHistory history;
    CHECK(history.at(5) == nullptr);
    CHECK(history.beside(5, 1) == nullptr);
    for (const int i : {0, 10, 20, 30}) history.add(frame_at(i));
    CHECK(history.at(0)->step.iteration == 0);
    CHECK(history.at(19)->step.iteration == 10);
    CHECK(history.at(20)->step.iteration == 20);
    CHECK(history.at(1000)->step.iteration == 30);
    CHECK(history.at(-5)->step.iteration == 0);
    CHECK(history.beside(20, 1)->step.iteration == 30);
    CHECK(history.beside(30, 1)->step.iteration == 30);
    CHECK(history.beside(31, -1)->step.iteration == 20);
    CHECK(history.beside(0, -7)->step.iteration == 0);
  }

  TEST_CASE("a whole run stays in reach, evenly, within the budget") {
    const std::size_t each = size_in_bytes(*frame_at(0));
    FrameHistory history(100 * each);
    for (int i = 0; i <= 20000; ++i) history.add(frame_at(i));
    CHECK(history.bytes() <= 100 * each);
    CHECK(history.size() > 45);
    CHECK(history.frames().front()->step.iteration == 0);
    CHECK(history.frames().back()->step.iteration > 19000);
    std::int64_t widest = 0;
    std::int64_t narrowest = 20000;
    for (std::size_t i = 1; i < history.size(); ++i) {
      const std::int64_t gap =
          history.frames()[i]->step.iteration - history.frames()[i - 1]->step.iteration;
      widest = std::max(widest, gap);
      narrowest = std::min(narrowest, gap);
    }
    CHECK(widest <= 3 * narrowest);
  }

  TEST_CASE("frames too large for the budget do not empty the history") {
    FrameHistory history(1);
    for (int i = 0; i < 50; ++i) history.add(frame_at(i));
    CHECK(history.size() >= 2);
    CHECK(history.frames().front()->step.iteration == 0);
  }

  TEST_CASE("another run begins anew; steps, phases and divergence are passed over") {
    FrameHistory history;
    history.add(frame_at(5));
    history.add(frame_at(5));  // a step of one side
    CHECK(history.size() == 1);
    auto walking = std::make_shared<ToyFrame>(*frame_at(6));
    walking->phase.emplace();
    history.add(walking);
    auto diverged = std::make_shared<ToyFrame>(*frame_at(7));
    diverged->diverged = true;
    history.add(diverged);
    history.add(nullptr);
    CHECK(history.size() == 1);
    history.add(frame_at(0, 2));
    REQUIRE(history.size() == 1);
    CHECK(history.frames().front()->run == 2);
  }

  TEST_CASE("the size of a frame counts its parts") {
    CHECK(size_in_bytes(*frame_at(0, 1, 1000)) >= size_in_bytes(*frame_at(0, 1, 0)) + 8000);
    ToyFrame trails;
    trails.trails.positions.assign(10, std::vector<glm::vec2>(100));
    CHECK(size_in_bytes(trails) >= sizeof(ToyFrame) + 8000);
  }
}
