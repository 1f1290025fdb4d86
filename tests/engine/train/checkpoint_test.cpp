#include "engine/train/checkpoint.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>

#include "core/error.hpp"
#include "core/rng.hpp"
#include "support/expect_log.hpp"
#include "support/files.hpp"
#include "support/full_disk.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;

namespace {

Checkpoint sample(std::int64_t iteration) {
  Checkpoint c;
  c.texts["config"] = "data mnist\nseed 3\n";
  c.numbers["iteration"] = iteration;
  c.arrays["empty"] = {};
  c.arrays["weights"] = {1.5f, -0.f, 3e-39f, static_cast<float>(iteration)};
  return c;
}

void overwrite(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("checkpoint: what is written is read, bit for bit") {
  const test::TempDir dir;
  const std::filesystem::path path = dir.path() / "a.ckpt";
  write_checkpoint(path, sample(7));
  CHECK(read_checkpoint(path) == sample(7));
  CHECK(std::signbit(read_checkpoint(path).arrays.at("weights")[1]));
  CHECK(test::entries_in(dir.path()) == 1);
}

TEST_CASE("checkpoint: every changed byte and every cut is noticed") {
  const test::TempDir dir;
  const std::filesystem::path path = dir.path() / "a.ckpt";
  write_checkpoint(path, sample(7));
  const std::string whole = test::content_of(path);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
    overwrite(path, damaged);
    CHECK_THROWS_WITH_AS(static_cast<void>(read_checkpoint(path)), doctest::Contains("a.ckpt"), Error);
    overwrite(path, whole.substr(0, i));
    CHECK_THROWS_AS(static_cast<void>(read_checkpoint(path)), Error);
  }
  overwrite(path, whole + "x");
  CHECK_THROWS_AS(static_cast<void>(read_checkpoint(path)), Error);
}

TEST_CASE("checkpoint store: keeps the last ones and finds the newest") {
  const test::TempDir dir;
  const CheckpointStore store(dir.path() / "deep" / "checkpoints", 2);
  CHECK_FALSE(store.newest().has_value());
  for (const std::int64_t at : {10, 20, 100}) store.save(at, sample(at));
  CHECK(store.iterations() == std::vector<std::int64_t>{20, 100});
  CHECK(store.newest() == sample(100));
}

TEST_CASE("checkpoint store: a damaged newest one is reported, set aside, and the one before it used") {
  const test::TempDir dir;
  const CheckpointStore store(dir.path(), 3);
  for (const std::int64_t at : {10, 20, 30}) store.save(at, sample(at));
  std::filesystem::resize_file(store.path_of(30), 40);
  const test::ExpectLog expected;
  CHECK(store.newest() == sample(20));
  CHECK(std::filesystem::exists(store.path_of(30).string() + ".damaged"));
  CHECK(store.iterations() == std::vector<std::int64_t>{10, 20});
  overwrite(store.path_of(20), "");
  overwrite(store.path_of(10), "something else");
  CHECK_THROWS_WITH_AS(static_cast<void>(store.newest()), doctest::Contains("no whole checkpoint"), Error);
}

TEST_CASE("checkpoint store: other files and half-written ones are left alone") {
  const test::TempDir dir;
  const CheckpointStore store(dir.path(), 1);
  store.save(5, sample(5));
  for (const char* name :
       {"iteration-00000009.ckpt.part", "iteration-x.ckpt", "iteration-.ckpt", "notes.txt"})
    overwrite(dir.path() / name, "?");
  CHECK(store.iterations() == std::vector<std::int64_t>{5});
  CHECK(store.newest() == sample(5));
}

TEST_CASE("checkpoint store: a full disk leaves the checkpoints before it") {
  const test::TempDir dir;
  const CheckpointStore store(dir.path(), 1);
  store.save(5, sample(5));
  Checkpoint large = sample(6);
  large.arrays["weights"].resize(100'000);
  {
    const test::FullDisk full(50'000);
    CHECK_THROWS_WITH_AS(store.save(6, large), doctest::Contains("iteration-00000006.ckpt"), Error);
  }
  CHECK(store.newest() == sample(5));
  CHECK(test::entries_in(dir.path()) == 1);
}
