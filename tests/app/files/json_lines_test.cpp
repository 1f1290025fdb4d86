#include "app/files/json_lines.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "core/error.hpp"
#include "support/files.hpp"
#include "support/full_disk.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using namespace ganscope::test;

TEST_SUITE("json lines") {
  TEST_CASE("lines take their place when they are finished") {
    const TempDir dir;
    std::ofstream(dir / "m.jsonl") << "old";
    JsonLines lines(dir / "m.jsonl");
    lines.add({{"a", 1}});
    lines.add({{"b", "two\nlines"}});
    CHECK(content_of(dir / "m.jsonl") == "old");
    lines.finish();
    CHECK(content_of(dir / "m.jsonl") == "{\"a\":1}\n{\"b\":\"two\\nlines\"}\n");
    CHECK(entries_in(dir.path()) == 1);
  }

  TEST_CASE("a run that fails keeps what it measured") {
    const TempDir dir;
    {
      JsonLines lines(dir / "m.jsonl");
      lines.add({{"a", 1}});
    }
    CHECK(content_of(dir / "m.jsonl") == "{\"a\":1}\n");
    CHECK(entries_in(dir.path()) == 1);
  }

  TEST_CASE("a run that fails before it measured leaves no file, and an old one alone") {
    const TempDir dir;
    { const JsonLines lines(dir / "m.jsonl"); }
    CHECK(entries_in(dir.path()) == 0);
    std::ofstream(dir / "m.jsonl") << "old";
    { const JsonLines lines(dir / "m.jsonl"); }
    CHECK(content_of(dir / "m.jsonl") == "old");
    CHECK(entries_in(dir.path()) == 1);
  }

  TEST_CASE("a path that cannot be written is refused at once and named") {
    const TempDir dir;
    for (const std::filesystem::path& path : {dir / "none" / "m.jsonl", dir.path()}) {
      try {
        const JsonLines lines(path);
        FAIL_CHECK("not refused");
      } catch (const Error& e) {
        CHECK(std::string(e.what()).find("cannot write " + path.string() + ": ") == 0);
      }
    }
    CHECK(entries_in(dir.path()) == 0);
    CHECK_FALSE(std::filesystem::exists(dir.path().string() + ".part"));
  }

  TEST_CASE("a full disk is told, and only whole lines stay") {
    const TempDir dir;
    std::string message;
    {
      const FullDisk full(100);
      JsonLines lines(dir / "m.jsonl");
      try {
        for (int i = 0; i < 20; ++i) lines.add({{"iteration", 1000 + i}});
      } catch (const Error& e) {
        message = e.what();
      }
    }
    CHECK(message.find((dir / "m.jsonl").string()) != std::string::npos);
    CHECK(message.find("File too large") != std::string::npos);
    CHECK(content_of(dir / "m.jsonl") ==
          "{\"iteration\":1000}\n{\"iteration\":1001}\n{\"iteration\":1002}\n{\"iteration\":1003}\n{"
          "\"iteration\":1004}\n");
    CHECK(entries_in(dir.path()) == 1);
  }

  TEST_CASE("numbers that JSON doesn't have are null, every other survives") {
    StepReport step;
    step.iteration = 7;
    step.generator_loss = 0.1;
    step.discriminator_loss = std::nan("");
    step.score_real = HUGE_VAL;
    const auto json = nlohmann::json::parse(to_json(step).dump());
    CHECK(json["iteration"] == 7);
    CHECK(json["generator_loss"] == 0.1);
    CHECK(json["discriminator_loss"].is_null());
    CHECK(json["score_real"].is_null());
    ToyMetrics metrics;
    metrics.coverage = -HUGE_VAL;
    metrics.jensen_shannon = 0.25;
    metrics.modes = 3;
    const auto measured = nlohmann::json::parse(to_json(metrics).dump());
    CHECK(measured["coverage"].is_null());
    CHECK(measured["jensen_shannon"] == 0.25);
    CHECK(measured["modes"] == 3);
  }
}
