#include "app/commands/command_line.hpp"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

#include "app/commands/image_command_line.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "support/temp_dir.hpp"
#include "support/variable.hpp"
#include "support/working_folder.hpp"

using namespace ganscope;

namespace {

struct Outcome {
  int status = -1;
  std::vector<std::string> errors;
};

/// The program, up to the point where it refuses; nothing here may start a run.
Outcome run(const std::vector<std::string>& arguments) {
  Outcome outcome;
  const LogSink before = set_log_sink([&](LogLevel level, std::string_view text) {
    if (level == LogLevel::error) outcome.errors.emplace_back(text);
  });
  outcome.status = run_command_line(arguments);
  set_log_sink(before);
  return outcome;
}

void check_refused(const std::vector<std::string>& arguments, int status,
                   const std::vector<std::string>& parts) {
  const Outcome outcome = run(arguments);
  CAPTURE(arguments.empty() ? std::string() : arguments.back());
  CHECK(outcome.status == status);
  REQUIRE(outcome.errors.size() == 1);
  CAPTURE(outcome.errors[0]);
  CHECK(outcome.errors[0].find('\n') == std::string::npos);
  for (const std::string& part : parts)
    CHECK_MESSAGE(outcome.errors[0].find(part) != std::string::npos, part);
}

}  // namespace

TEST_SUITE("command line") {
  TEST_CASE("an unknown command names the nearest and all") {
    check_refused({"tyo"}, 2, {"unknown command 'tyo'; did you mean 'toy'?", "info", "bench"});
    check_refused({""}, 2, {"unknown command ''", "toy"});
  }

  TEST_CASE("a file where a command or an option belongs gets the line that opens it") {
    const test::TempDir here;
    const test::WorkingFolder working(here.path());
    const auto put = [&](const std::string& name, const std::string& content) {
      std::filesystem::create_directories((here / name).parent_path());
      std::ofstream(here / name) << content;
    };
    put("points.csv", "1,2\n");
    put("seq.pt", "PK\3\4");
    put("my model.pth", "x");
    put("run.toml", "batch = 8\n");
    put("found.json", "{}");
    put("a.card.json", "{}");
    put("lunch.JPG", "x");
    put("photos/a.jpg", "x");
    put("run/checkpoints/1", "x");
    put("sets/train-images-idx3-ubyte.gz", "x");
    put("numbers", "1 2\n3 4\n");
    put("weights", std::string("\x80\2}q", 4));
    put("film.mp4", std::string("\0\0\0\x18", 4));
    for (const auto& [word, line] : std::vector<std::pair<std::string, std::string>>{
             {"points.csv", "toy --data file:points.csv"},
             {"points.csv#2", "toy --data 'file:points.csv#2'"},
             {"heart.csv", "toy --data file:heart.csv"},  // an example
             {"seq.pt", "image seq.pt"},
             {"./seq.pt", "image ./seq.pt"},
             {"seq.pt#netG", "image 'seq.pt#netG'"},
             {"my model.pth", "image 'my model.pth'"},
             {"run.toml", "toy --config run.toml"},
             {"found.json", "image MODEL --anchors found.json"},
             {"a.card.json", "info MODEL --card a.card.json"},
             {"lunch.JPG", "recover MODEL lunch.JPG"},
             {"photos", "data folder:photos"},
             {"photos/", "data folder:photos/"},
             {"run", "train --resume --out run"},
             {"sets/train-images-idx3-ubyte.gz", "data mnist --data-dir sets"},
             {"numbers", "toy --data file:numbers"},
             {"weights", "image weights"}})
      check_refused({word}, 2, {"'" + word + "' is no command; did you mean: ganscope " + line});
    check_refused({"film.mp4"}, 2, {"'film.mp4' is no command; see ganscope --help"});
    check_refused(
        {"none.csv"}, 2,
        {"'none.csv' is no command, and there is no such file; one is opened by: ganscope toy --data "
         "file:none.csv"});
    // Behind a command: as its option where it has one, else the line.
    check_refused({"toy", "heart.csv"}, 2,
                  {"'heart.csv' is no argument of ganscope toy; did you mean: ganscope toy ... --data "
                   "file:heart.csv"});
    check_refused({"toy", "--seed", "3", "run.toml"}, 2,
                  {"did you mean: ganscope toy ... --config run.toml"});
    check_refused({"toy", "seq.pt"}, 2, {"did you mean: ganscope image seq.pt"});
    check_refused({"train", "photos"}, 2, {"did you mean: ganscope train ... --data folder:photos"});
    check_refused({"tour", "seq.pt", "found.json"}, 2,
                  {"did you mean: ganscope tour ... --anchors found.json"});
    check_refused({"bench", "toy", "points.csv"}, 2, {"is no argument of ganscope bench toy"});
    check_refused({"toy", "nothing"}, 2, {"nothing", "see ganscope toy --help"});
  }

  TEST_CASE("a folder for pictures that nobody asked for is refused") {
    check_refused(
        {"toy", "--out", "o"}, 2,
        {"--out o is the folder of --snapshot-at's pictures", "--snapshot-at ITERATIONS", "--record o/"});
    check_refused({"toy", "--headless", "--iterations", "5", "--out", "o"}, 2, {"--snapshot-at ITERATIONS"});
  }

  TEST_CASE("how a video is written is refused where none is asked for") {
    // With a display, which is not looked for before. Without one the run writes a video unasked, as
    // command_line.sh tries.
    const test::Variable display("DISPLAY", ":99999");
    check_refused({"toy", "--fps", "50"}, 2, {"--fps 50 says how a video is written", "--record FILE.mp4"});
    check_refused({"toy", "--headless", "--every", "7"}, 2, {"--every 7", "--record FILE.mp4"});
    check_refused({"toy", "--out", "o", "--snapshot-at", "5", "--quality", "80"}, 2, {"--quality 80"});
  }

  TEST_CASE("an unknown option names the likely one and where the list is, and no forty others") {
    check_refused({"toy", "--itertions", "5"}, 2,
                  {"unknown option '--itertions'; did you mean '--iterations'? See ganscope toy --help"});
    CHECK(run({"toy", "--itertions", "5"}).errors.at(0).find("--seed") == std::string::npos);
    // The value stands before the culprit, and in the message of the parser too.
    check_refused({"toy", "--seed", "3", "--losss", "3"}, 2,
                  {"unknown option '--losss'; did you mean '--loss'?"});
    check_refused({"--presett=fig1a"}, 2, {"unknown option '--presett'; did you mean '--preset'?"});
    check_refused({"bench", "toy", "--secnds", "3"}, 2,
                  {"unknown option '--secnds'; did you mean '--seconds'? See ganscope bench toy --help"});
    check_refused({"info", "--sytem"}, 2, {"unknown option '--sytem'; did you mean '--system'?"});
    check_refused({"toy", "--quetzalcoatl"}, 2,
                  {"unknown option '--quetzalcoatl'; ganscope toy --help lists what there is"});
  }

  TEST_CASE("names that other programs use lead to ours") {
    check_refused({"toy", "--lr", "0.1"}, 2, {"did you mean '--rate'?"});
    check_refused({"train", "--lr_g", "0.1"}, 2, {"did you mean '--generator-rate'?"});
    check_refused({"toy", "--steps", "5"}, 2, {"did you mean '--iterations'?"});
    check_refused({"toy", "--n", "5"}, 2, {"did you mean '--iterations'?"});
    check_refused({"sample", "a.pt", "--n", "5"}, 2, {"did you mean '--count'?"});
    check_refused({"tour", "a.pt", "--duration", "5"}, 2, {"did you mean '--seconds'?"});
    check_refused({"tour", "a.pt", "--record", "a.mp4"}, 2, {"did you mean '--out'?"});
    check_refused({"toy", "--output", "a.mp4"}, 2, {"did you mean '--record'?"});
    check_refused({"toy", "--out", "a.mp4"}, 2, {"did you mean --record a.mp4?"});
    check_refused({"train", "--dataset", "mnist"}, 2, {"did you mean '--data'?"});
    check_refused({"train", "--batch_size", "8"}, 2, {"did you mean '--batch'?"});
  }

  TEST_CASE("the older name of an option is read, and told by no list") {
    for (const char* name : {"--count", "--samples"}) {
      check_refused({"sample", "a.pt", name, "0"}, 2, {"count is 0; expected 1 to 1000000"});
      check_refused({"guess", "a.pt", name, "0"}, 2, {"count is 0; expected 1 to 32"});
      check_refused({"neighbours", "a.pt", "--data", "mnist", name, "0"}, 2,
                    {"count is 0; expected 1 to 1000"});
      check_refused({"oracle", "judge", "a.pt", "--oracle", "b", name, "0"}, 2,
                    {"count is 0; expected 1 to 1000000"});
    }
    for (const char* name : {"--image-size", "--size"})
      check_refused({"data", "mnist", name, "0"}, 2, {"image-size is 0; expected 1 to 4096"});
    check_refused({"sample", "a.pt", "--count", "3", "--samples", "4"}, 2, {"--count"});
    check_refused({"sample", "a.pt", "--smples", "4"}, 2, {"unknown option '--smples'"});
    CHECK(run({"sample", "a.pt", "--smples", "4"}).errors.at(0).find("'--samples'") == std::string::npos);
  }

  TEST_CASE("a model or card that isn't there is told by the command line, before a window could open") {
    const auto options_of = [](ImageCommand which, std::vector<std::string> words) {
      CLI::App app;
      ImageCommandLine line(app, which);
      std::reverse(words.begin(), words.end());
      app.parse(words);
      return line.options();
    };
    for (const ImageCommand which :
         {ImageCommand::image, ImageCommand::tour, ImageCommand::grid, ImageCommand::sample}) {
      CHECK_THROWS_WITH_AS((void)options_of(which, {"nowhere/faces.pt"}),
                           doctest::Contains("nowhere/faces.pt: No such file"), Error);
      CHECK_THROWS_WITH_AS((void)options_of(which, {__FILE__, "--card", "nowhere/card.json"}),
                           doctest::Contains("nowhere/card.json: No such file"), Error);
      CHECK(options_of(which, {__FILE__}).config.model == __FILE__);
    }
    check_refused({"image", "nowhere/faces.pt"}, 1, {"nowhere/faces.pt: No such file"});
  }

  TEST_CASE("an empty value is refused in every command, by the name of what lacks it") {
    check_refused({"toy", "--data", ""}, 2, {"data is ''; expected a value"});
    check_refused({"train", "--data", ""}, 2, {"data is ''; expected a value"});
    check_refused({"info", ""}, 2, {"model is ''; expected a value"});
    check_refused({"info", "a.pt", "--card", ""}, 2, {"card is ''; expected a value"});
    check_refused({"convert", "a.pt", ""}, 2, {"out is ''; expected a value"});
    check_refused({"image", "--anchors", ""}, 2, {"anchors is ''; expected a value"});
    for (const char* command : {"image", "tour", "grid", "sample"})
      check_refused({command, ""}, 2, {"MODEL is ''; expected a value"});
    check_refused({"sample", "a.pt", "--out", ""}, 2, {"out is ''; expected a value"});
    check_refused({"data", ""}, 2, {"name is ''; expected a value"});
    check_refused({"data", "mnist", "--data-dir", ""}, 2, {"data-dir is ''; expected a value"});
    check_refused({"neighbours", "a.pt", "--data", ""}, 2, {"data is ''; expected a value"});
    check_refused({"oracle", "judge", "a.pt", "--oracle", ""}, 2, {"oracle is ''; expected a value"});
    check_refused({"oracle", "evaluate", ""}, 2, {"oracle is ''; expected a value"});
    check_refused({"bench", "generator", "a.pt", "--device", ""}, 2, {"device is ''; expected a value"});
  }

  TEST_CASE("other mistakes point to the help of the command") {
    check_refused({"toy", "spiral"}, 2, {"spiral", "see ganscope toy --help"});
    check_refused({"toy", "--batch"}, 2, {"--batch", "see ganscope toy --help"});
    check_refused({"toy", "--batch", "2", "--batch", "3"}, 2, {"--batch"});
    check_refused({"bench"}, 2, {"see ganscope bench --help"});
    check_refused({"info"}, 2, {"--system"});
    check_refused({"bench", "toy", "--seconds", "0"}, 2, {"seconds is 0; expected 0.1 to 3600"});
  }

  TEST_CASE("what a person mistypes is status 2, what is missing on disk is status 1") {
    check_refused({"toy", "--batch", "1"}, 2, {"batch is 1; expected 2 to 65536"});
    check_refused({"--batch", "1"}, 2, {"batch is 1; expected 2 to 65536"});
    check_refused({"toy", "--config", "/nowhere/run.toml"}, 1, {"/nowhere/run.toml"});
    check_refused({"toy", "--data", "file:/nowhere/points.csv"}, 1, {"/nowhere/points.csv"});
  }
}
