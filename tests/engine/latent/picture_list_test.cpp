#include "engine/latent/picture_list.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace ganscope;

namespace {

std::vector<Latent> latents(int count, double from = 0) {
  std::vector<Latent> out;
  for (int i = 0; i < count; ++i) out.push_back({from + i});
  return out;
}

PicturePtr picture(int grey) {
  return std::make_shared<Picture>(Picture{1, 1, 1, {static_cast<std::uint8_t>(grey)}});
}

/// Makes everything that waits; the picture's grey is the latent's number.
void finish(PictureList& list) {
  while (list.waiting() > 0)
    for (const std::size_t place : list.next(7)) list.put(place, picture(static_cast<int>(list.latent(place)[0])));
}

std::vector<int> greys(const PictureList& list) {
  std::vector<int> out;
  for (const PicturePtr& p : list.shown()) out.push_back(p ? p->values[0] : -1);
  return out;
}

}  // namespace

TEST_CASE("places after the last latent stay empty, whatever was there") {
  PictureList list;
  list.want(latents(9), 3, 3);
  finish(list);
  list.want(latents(5), 3, 3);
  CHECK(list.waiting() == 0);
  CHECK(greys(list) == std::vector<int>{0, 1, 2, 3, 4, -1, -1, -1, -1});
  list.expire();
  CHECK(list.waiting() == 5);
  list.want(latents(5, 10), 2, 3);
  finish(list);
  CHECK(greys(list) == std::vector<int>{10, 11, 12, 13, 14, -1});
}

TEST_CASE("a list is filled place by place, each once") {
  PictureList list;
  CHECK(list.waiting() == 0);
  CHECK(list.next(3).empty());
  list.want(latents(35), 5, 7);
  CHECK(list.waiting() == 35);
  std::set<std::size_t> seen;
  while (list.waiting() > 0)
    for (const std::size_t place : list.next(4)) {
      CHECK(seen.insert(place).second);
      list.put(place, picture(1));
    }
  CHECK(seen.size() == 35);
}

TEST_CASE("a first grid comes from coarse to fine, and what is there stands in for its neighbours") {
  PictureList list;
  list.want(latents(64), 8, 8);
  CHECK(list.next(1) == std::vector<std::size_t>{0});
  CHECK(list.next(4) == std::vector<std::size_t>{0, 4, 32, 36});
  for (const std::size_t place : list.next(4)) list.put(place, picture(static_cast<int>(place)));
  CHECK(list.waiting() == 60);
  const std::vector<int> shown = greys(list);
  CHECK(shown[0] == 0);
  CHECK(shown[3 * 8 + 3] == 0);
  CHECK(shown[3 * 8 + 5] == 4);
  CHECK(shown[63] == 36);
}

TEST_CASE("a changed grid shows the last one's cells until its own come, oldest first") {
  PictureList list;
  list.want(latents(9), 3, 3);
  finish(list);
  list.want(latents(9, 100), 3, 3);
  CHECK(list.waiting() == 9);
  CHECK(greys(list) == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8});
  const std::vector<std::size_t> first = list.next(3);
  for (const std::size_t place : first) list.put(place, picture(100 + static_cast<int>(place)));
  // Moving on before the rest came: those still waiting go first, so that none starves.
  list.want(latents(9, 200), 3, 3);
  for (const std::size_t place : list.next(6))
    CHECK(std::find(first.begin(), first.end(), place) == first.end());
}

TEST_CASE("cells that stay the same keep their pictures") {
  PictureList list;
  list.want(latents(4), 2, 2);
  finish(list);
  std::vector<Latent> next = latents(4);
  next[2] = {50};
  list.want(next, 2, 2);
  CHECK(list.waiting() == 1);
  CHECK(list.next(4) == std::vector<std::size_t>{2});
}

TEST_CASE("another number of rows and columns borrows the nearest cells") {
  PictureList list;
  list.want(latents(4), 2, 2);
  finish(list);
  list.want(latents(16, 20), 4, 4);
  CHECK(greys(list) == std::vector<int>{0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3});
  CHECK(list.waiting() == 16);
  list.want(latents(1, 90), 1, 1);
  CHECK(greys(list).size() == 1);
  CHECK(list.waiting() == 1);
}

TEST_CASE("a strip that moves on makes only what is new") {
  PictureList list;
  list.want(latents(9), 1, 9);
  finish(list);
  list.want(latents(9, 2), 1, 9);
  CHECK(list.waiting() == 2);
  CHECK(greys(list) == std::vector<int>{2, 3, 4, 5, 6, 7, 8, 7, 8});
}

TEST_CASE("expired pictures stay until they are replaced; a cleared list is empty") {
  PictureList list;
  list.want(latents(3), 1, 3);
  finish(list);
  list.expire();
  CHECK(list.waiting() == 3);
  CHECK(greys(list) == std::vector<int>{0, 1, 2});
  list.clear();
  CHECK(list.size() == 0);
  CHECK(list.shown().empty());
}
