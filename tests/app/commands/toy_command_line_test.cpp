#include "app/commands/toy_command_line.hpp"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <fstream>

#include "core/error.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using test::TempDir;

namespace {

using Words = std::vector<std::string>;

ToyRunOptions parse(const Words& words) {
  CLI::App app;
  ToyCommandLine line(app);
  Words reversed(words.rbegin(), words.rend());
  app.parse(reversed);
  return line.options();
}

/// "usage: ..." or "error: ...", which main turns into 2 and 1; "" when nothing is wrong.
std::string refusal(const Words& words) {
  try {
    static_cast<void>(parse(words));
  } catch (const UsageError& e) {
    return std::string("usage: ") + e.what();
  } catch (const Error& e) {
    return std::string("error: ") + e.what();
  }
  return "";
}

bool says(const std::string& message, const std::vector<std::string>& parts) {
  for (const std::string& part : parts)
    if (message.find(part) == std::string::npos) return false;
  return true;
}

/// A configuration file of its own.
class ConfigText {
 public:
  explicit ConfigText(const std::string& text) : path_((dir_ / "run.toml").string()) {
    std::ofstream(path_) << text;
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  TempDir dir_;
  std::string path_;
};

ToyRunOptions with_file(const std::string& text, Words words = {}) {
  const ConfigText file(text);
  words.insert(words.end(), {"--config", file.path()});
  return parse(words);
}

std::string file_refusal(const std::string& text, Words words = {}) {
  const ConfigText file(text);
  words.insert(words.end(), {"--config", file.path()});
  const std::string message = refusal(words);
  return message.find(file.path()) == std::string::npos && !message.empty() ? "NO FILE NAMED: " + message
                                                                            : message;
}

}  // namespace

TEST_SUITE("toy command line") {
  TEST_CASE("nothing said is the default run") {
    const ToyRunOptions o = parse({});
    CHECK(o.config == ToyConfig{});
    CHECK(o.iterations == -1);
    CHECK(o.width == 1280);
    CHECK(o.height == 720);
    CHECK(o.layers == LayerSet());
    CHECK(o.every == 10);
    CHECK(o.fps == 30);
    CHECK(o.record.empty());
    CHECK(o.metrics.empty());
    CHECK(o.out == ".");
    CHECK_FALSE(o.headless);
    CHECK_FALSE(o.panels);
    CHECK_FALSE(o.json);
  }

  TEST_CASE("every option arrives") {
    const ToyRunOptions o =
        parse({"--headless", "--iterations", "70",       "--size",    "320x180", "--threads",
               "2",          "--theme",      "light",    "--scale",   "1.5",     "--layers",
               "real",       "--panels",     "on",       "--record",  "a.gif",   "--fps",
               "25",         "--every",      "7",        "--quality", "60",      "--snapshot-at",
               "30,10",      "--out",        "pics",     "--metrics", "m.jsonl", "--metrics-every",
               "5",          "--json",       "--paused", "--preset",  "fig1d",   "--batch",
               "64",         "--optimizer",  "adam",     "--widths",  "8-8"});
    CHECK(o.headless);
    CHECK(o.iterations == 70);
    CHECK(o.width == 320);
    CHECK(o.height == 180);
    CHECK(o.threads == 2);
    CHECK(o.theme == ThemeKind::light);
    CHECK(o.scale == 1.5F);
    CHECK(o.layers == parse_layers("real"));
    CHECK(o.panels);
    CHECK(o.record == "a.gif");
    CHECK(o.fps == 25);
    CHECK(o.every == 7);
    CHECK(o.quality == 60);
    CHECK(o.snapshot_at == std::vector<std::int64_t>{10, 30});
    CHECK(o.out == "pics");
    CHECK(o.metrics == "m.jsonl");
    CHECK(o.metrics_every == 5);
    CHECK(o.json);
    CHECK(o.paused);
    CHECK(o.config.data == "spiral");
    CHECK(o.config.batch == 64);
    CHECK(o.config.generator.optimiser == OptimiserKind::adam);
    CHECK(o.config.discriminator.widths == std::vector<int>{8, 8});
  }

  TEST_CASE("default < preset < configuration file < command line") {
    CHECK(parse({"--preset", "fig1b"}).config.latent == "lattice");
    const ToyRunOptions file = with_file("latent = 'circle'\nbatch = 64\n", {"--preset", "fig1b"});
    CHECK(file.config.data == "spiral");
    CHECK(file.config.latent == "circle");
    CHECK(file.config.batch == 64);
    const ToyRunOptions line =
        with_file("latent = 'circle'\nbatch = 64\npreset = 'fig1a'\nfps = 12\n",
                  {"--preset", "fig1b", "--batch", "32", "--fps", "50", "--record", "a.mp4"});
    CHECK(line.config.data == "spiral");
    CHECK(line.config.latent == "circle");
    CHECK(line.config.batch == 32);
    CHECK(line.fps == 50);
  }

  TEST_CASE("a general option on the command line wins over a particular one of the file") {
    const ToyConfig c =
        with_file("generator-rate = 0.5\ndiscriminator-rate = 0.25\n", {"--rate", "0.125"}).config;
    CHECK(c.generator.rate == 0.125);
    CHECK(c.discriminator.rate == 0.125);
    const ToyConfig both = with_file("generator-rate = 0.5\nrate = 0.25\n").config;
    CHECK(both.generator.rate == 0.5);
    CHECK(both.discriminator.rate == 0.25);
  }

  TEST_CASE("a configuration file may use what TOML has") {
    const ToyRunOptions o = with_file(
        "# a run\r\n"
        "\r\n"
        "[toy]\r\n"
        "data = \"spiral\"  # the hard one\r\n"
        "headless = true\n"
        "paused = false\n"
        "rate = 1e-4\n"
        "layers = [\"real\", 'field']\n"
        "snapshot-at = [100,\n  200,  # later\n  300]\n"
        "record = 'with # and , inside.mp4'\n"
        "optimizer = 'sgd'\n"
        "widths = '8-16'");
    CHECK(o.config.data == "spiral");
    CHECK(o.headless);
    CHECK_FALSE(o.paused);
    CHECK(o.config.generator.rate == 1e-4);
    CHECK(o.layers == parse_layers("real,field"));
    CHECK(o.snapshot_at == std::vector<std::int64_t>{100, 200, 300});
    CHECK(o.record == "with # and , inside.mp4");
    CHECK(o.config.discriminator.optimiser == OptimiserKind::sgd);
    CHECK(o.config.discriminator.widths == std::vector<int>{8, 16});
    CHECK(with_file("\xef\xbb\xbf"
                    "batch = 4\n")
              .config.batch == 4);
    CHECK(with_file("").config == ToyConfig{});
    CHECK(with_file("toy.batch = 5\n").config.batch == 5);
  }

  TEST_CASE("a configuration file that cannot be read names itself") {
    const TempDir dir;
    const std::string missing = (dir / "none.toml").string();
    CHECK(says(refusal({"--config", missing}), {"error: ", missing}));
    CHECK(says(refusal({"--config", dir.path().string()}), {"error: ", dir.path().string(), "folder"}));
  }

  TEST_CASE("a malformed configuration file names itself and the line") {
    CHECK(says(file_refusal("batch = 4\nnonsense\n"), {"error: ", "run.toml:2: 'nonsense'", "NAME = VALUE"}));
    CHECK(says(file_refusal("\n\nbatch =\n"), {"error: ", "run.toml:3: "}));
    CHECK(says(file_refusal("= 4\n"), {"error: ", "run.toml:1: "}));
    CHECK(says(file_refusal("# one\n[toy\nbatch = 4\n"), {"error: ", "run.toml:2: '[toy'", "[toy]"}));
    CHECK(says(file_refusal("batch = 4\nlayers = ['real',\n'field'\n"),
               {"error: ", "run.toml:2: ", "layers", "]"}));
    CHECK(says(file_refusal("data = 'spiral\n"), {"error: ", "run.toml:1: ", "data", "quote"}));
    CHECK(says(file_refusal(std::string("\x00\x01\x02", 3)), {"error: ", "run.toml:1: "}));
  }

  TEST_CASE("a wrong entry names file, line, value and what is valid") {
    CHECK(says(
        file_refusal("batch = 4\nbtach = 5\n"),
        {"usage: ", "run.toml:2: unknown option 'btach'; did you mean 'batch'? See ganscope toy --help"}));
    CHECK(says(file_refusal("[tyo]\nbatch = 5\n"),
               {"usage: ", "run.toml:2: unknown section 'tyo'; did you mean 'toy'?"}));
    CHECK(says(file_refusal("seed = 1\nbatch = 1\n"),
               {"usage: ", "run.toml:2: batch is 1; expected 2 to 65536"}));
    CHECK(says(file_refusal("generator-rate = 'fast'\n"),
               {"usage: ", "run.toml:1: generator-rate is 'fast'", "0 to 10"}));
    CHECK(says(file_refusal("seed = 1\n\nfps = 900\n"),
               {"usage: ", "run.toml:3: fps is 900; expected 1 to 240"}));
    CHECK(says(file_refusal("layers = 'reel'\n"), {"usage: ", "run.toml:1: unknown layer 'reel'"}));
    CHECK(says(file_refusal("size = '12'\n"), {"usage: ", "run.toml:1: size"}));
    CHECK(says(file_refusal("preset = 'fig9'\n"), {"usage: ", "run.toml:1: unknown preset 'fig9'"}));
    CHECK(says(file_refusal("headless = 'perhaps'\n"),
               {"usage: ", "run.toml:1: unknown headless 'perhaps'", "on, off"}));
    CHECK(says(file_refusal("batch = ''\n"), {"usage: ", "run.toml:1: batch is ''"}));
    CHECK(says(file_refusal("batch = 4\nseed = 1\nbatch = 5\n"),
               {"usage: ", "run.toml:3: batch", "run.toml:1"}));
    CHECK(says(file_refusal("config = 'other.toml'\n"), {"usage: ", "run.toml:1: unknown option 'config'"}));
  }

  TEST_CASE("a value of the command line is not blamed on the file") {
    CHECK(refusal({"--batch", "1"}) == "usage: batch is 1; expected 2 to 65536");
    const ConfigText file("fps = 12\n");
    CHECK(refusal({"--config", file.path(), "--fps", "900"}) == "usage: fps is 900; expected 1 to 240");
  }

  TEST_CASE("numbers out of range name the range") {
    const std::vector<Words> wrong{{"iterations", "-1", "0 to 1000000000"},
                                   {"iterations", "1e3", "0 to 1000000000"},
                                   {"threads", "257", "0 to 256"},
                                   {"fps", "0", "1 to 240"},
                                   {"every", "0", "1 to 1000000"},
                                   {"quality", "101", "1 to 100"},
                                   {"metrics-every", "0", "1 to 1000000000"},
                                   {"scale", "0.4", "0.5 to 4"},
                                   {"scale", "5", "0.5 to 4"},
                                   {"snapshot-at", "5,-5", "0 to 1000000000"},
                                   {"size", "15x100", "16 to 8192"},
                                   {"size", "100x8193", "16 to 8192"},
                                   {"fps", "99999999999999999999", "1 to 240"}};
    for (const Words& w : wrong) {
      const std::string message = refusal({"--" + w[0] + "=" + w[1]});
      CAPTURE(w[0]);
      CAPTURE(message);
      CHECK(says(message, {"usage: ", w[0], w[2]}));
    }
    CHECK(says(refusal({"--snapshot-at", "50", "--iterations", "40"}), {"usage: ", "50", "40"}));
    CHECK(parse({"--snapshot-at", "50"}).iterations == 50);
  }

  TEST_CASE("unknown names list the valid ones and the nearest, before anything is opened") {
    CHECK(says(refusal({"--data", "spirl"}), {"usage: ", "'spirl'; did you mean 'spiral'?", "nine-squares"}));
    CHECK(says(refusal({"--latent", "sqare"}), {"usage: ", "'sqare'; did you mean 'square'?", "normal:N"}));
    CHECK(says(refusal({"--latent", "normal:0"}), {"usage: ", "0", "1 to 1024"}));
    CHECK(says(refusal({"--theme", "drak"}), {"usage: ", "did you mean 'dark'?", "light"}));
    CHECK(says(refusal({"--panels", "onn"}), {"usage: ", "did you mean 'on'?", "off"}));
    CHECK(says(refusal({"--layers", "+mesch"}), {"usage: ", "did you mean 'mesh'?", "inset"}));
    CHECK(says(refusal({"--loss", "wgan_gp"}), {"usage: ", "did you mean 'wgan-gp'?", "minimax"}));
    CHECK(says(refusal({"--loss", "wgan-gp"}), {"usage: ", "--discriminator-normalisation none"}));
  }

  TEST_CASE("an empty value is refused, not overlooked") {
    for (const char* name :
         {"batch", "record", "config", "preset", "layers", "size", "optimiser", "metrics"}) {
      CAPTURE(name);
      CHECK(refusal({"--" + std::string(name), ""}) ==
            "usage: " + std::string(name) + " is ''; expected a value");
    }
  }

  TEST_CASE("a points file that cannot be read is no usage error and names itself and the line") {
    const TempDir dir;
    const std::string path = (dir / "points.csv").string();
    CHECK(says(refusal({"--data", "file:" + path}), {"error: ", path, "no such file"}));
    std::ofstream(path) << "x,y\n1,2\n3,four\n";
    CHECK(says(refusal({"--data", "file:" + path}), {"error: ", path + ":3: ", "'four'"}));
    std::ofstream(path) << "x,y\n1,2\n3,4\n";
    CHECK(parse({"--data", "file:" + path}).config.data == "file:" + path);
  }

  TEST_CASE("parse_size") {
    CHECK(parse_size("1280x720") == std::pair{1280, 720});
    CHECK(parse_size("16x8192") == std::pair{16, 8192});
    for (const char* wrong :
         {"", "x", "1280", "1280x", "x720", "1280x720x3", "1280*720", "a x b", "-16x16", "12.5x20"}) {
      CAPTURE(wrong);
      CHECK_THROWS_AS(static_cast<void>(parse_size(wrong)), UsageError);
    }
  }
}
