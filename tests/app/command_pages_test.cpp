// Man pages and completions from the tables of a command line. That shells accept and use them is seen by
// tests/scripts/install.sh.
#include <doctest/doctest.h>

#include <algorithm>

#include "app/commands/command_examples.hpp"
#include "app/commands/completions.hpp"
#include "app/commands/help_pages.hpp"
#include "app/commands/man_page.hpp"
#include "app/commands/option_words.hpp"
#include "app/commands/subcommand_entry.hpp"
#include "engine/train/training_course.hpp"

namespace ganscope {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A program with what a page or a shell may stumble over.
struct Sample {
  Sample() {
    toy->add_option("-l,--loss", text, "the objective's name: a-b, 'c'")->type_name("NAME")->group("The run");
    offer(*toy->get_option("--loss"), {"a-b", "c"});
    toy->add_option("--out", text, ".where it goes")->type_name("FILE.png");
    toy->add_flag("--fast", flag, "[quick]");
    offer(*toy->add_option("model", text, "what is opened")->required()->type_name("MODEL"), {"one", "two"});
    CLI::App* oracle = app.add_subcommand("oracle", "a judge");
    CLI::App* train = oracle->add_subcommand("train", "teaches it");
    offer(*train->add_option("--data", text, "images"), {"mnist", "folder:DIR", "normal:N"});
    app.add_subcommand("secret", "for nobody")->group("");
    train->add_flag("--hidden", flag, "for nobody")->group("");
  }
  CLI::App app{"a sample", "ganscope"};
  CLI::App* toy = app.add_subcommand("toy", "train a small GAN");
  std::string text;
  bool flag = false;
};

const CommandOption& option_of(const Command& command, const std::string& name) {
  const auto found =
      std::find_if(command.options.begin(), command.options.end(), [&](const CommandOption& option) {
        return std::find(option.names.begin(), option.names.end(), name) != option.names.end();
      });
  REQUIRE(found != command.options.end());
  return *found;
}

TEST_CASE("command pages: examples take a training's generator by the name it is written under") {
  int found = 0;
  for (const auto& [command, example] : all_command_examples()) {
    const std::size_t at = example.line.find(" runs/");
    const std::size_t end = example.line.find(".safetensors", at);
    if (at == std::string::npos || end == std::string::npos) continue;
    CAPTURE(example.line);
    CHECK(has(example.line, std::string("/") + kGeneratorFile));
    ++found;
  }
  CHECK(found > 0);
}

TEST_CASE("command pages: every command of the program has an example, and help shows it") {
  CLI::App program("a program", "ganscope");
  for (const auto& part : {toy_subcommands(), image_subcommands(), model_subcommands(), bench_subcommands(),
                           training_subcommands()})
    for (const SubcommandEntry& entry : part) {
      CAPTURE(entry.words);
      if (entry.make) CHECK_FALSE(command_examples("ganscope " + entry.words).empty());
      if (entry.words.find(' ') != std::string::npos || !entry.make) continue;
      (void)entry.make(*program.add_subcommand(entry.words, entry.help));
    }
  dress_help(program);
  const std::string help = program.get_subcommand("sample")->help();
  CAPTURE(help);
  CHECK(has(help, "Examples:\n  ganscope sample "));
  CHECK(has(help, "--count N"));
  CHECK(has(help, "--size WIDTHxHEIGHT"));
  CHECK_FALSE(has(help, "--samples"));
  CHECK_FALSE(has(help, "VALUE"));
}

TEST_CASE("command pages: the tree is what the tables say, without what is hidden") {
  Sample sample;
  const Command root = describe_commands(sample.app);
  std::vector<std::string> names;
  for (const Command* command : all_commands(root)) names.push_back(command->name("-"));
  CHECK(names ==
        std::vector<std::string>{"ganscope", "ganscope-toy", "ganscope-oracle", "ganscope-oracle-train"});
  const Command& toy = command_called(root, "ganscope toy");
  const CommandOption& loss = option_of(toy, "--loss");
  CHECK(loss.names == std::vector<std::string>{"-l", "--loss"});
  CHECK(loss.placeholder == "NAME");
  CHECK(loss.group == "The run");
  CHECK(loss.words == std::vector<std::string>{"a-b", "c"});
  CHECK(loss.takes_value);
  CHECK_FALSE(option_of(toy, "--fast").takes_value);
  const CommandOption& model = option_of(toy, "MODEL");
  CHECK(model.positional);
  CHECK(model.required);
  CHECK(command_called(root, "ganscope oracle train").options.size() == 2);  // --help and --data
}

TEST_CASE("command pages: offered words are neither checked nor shown by help") {
  Sample sample;
  const std::string help = sample.toy->help();
  CHECK_FALSE(has(help, "one"));
  CHECK_NOTHROW(sample.app.parse("toy --loss anything thing.pt"));
  CHECK(sample.toy->get_option("--loss")->results()[0] == "anything");
}

TEST_CASE("command pages: what a value's placeholder and words say of paths") {
  CHECK(paths_of("FILE").file);
  CHECK(paths_of("FILE").extensions.empty());
  CHECK(paths_of("FILE.png").extensions == std::vector<std::string>{"png"});
  CHECK(paths_of("DIR").folder);
  CHECK_FALSE(paths_of("DIR").file);
  CHECK(paths_of("MODEL").extensions.size() == 3);
  for (const char* other : {"N", "", "WIDTHxHEIGHT", "TEXT"}) {
    CHECK_FALSE(paths_of(other).file);
    CHECK_FALSE(paths_of(other).folder);
  }
  Sample sample;
  const Command root = describe_commands(sample.app);
  const ValueChoices choices = choices_of(option_of(command_called(root, "ganscope oracle train"), "--data"));
  CHECK(choices.words == std::vector<std::string>{"mnist", "normal:"});
  REQUIRE(choices.prefixed.size() == 1);
  CHECK(choices.prefixed[0].prefix == "folder:");
  CHECK(choices.prefixed[0].paths.folder);
}

TEST_CASE("command pages: man pages escape what roff would take for its own") {
  Sample sample;
  const Command root = describe_commands(sample.app);
  const std::string page = man_page(root, command_called(root, "ganscope toy"), {"2026-01-02", "ganscope 1"});
  CHECK(has(page, ".TH GANSCOPE\\-TOY 1 2026-01-02 \"ganscope 1\" \"ganscope\"\n"));
  CHECK(has(page, "ganscope\\-toy \\- train a small GAN\n"));
  CHECK(has(page,
            "\\fB\\-l\\fR, \\fB\\-\\-loss\\fR \\fINAME\\fR\nThe objective\\(aqs name: a-b, \\(aqc\\(aq.\n"));
  CHECK(has(page, "\n\\&.where it goes.\n"));
  CHECK(has(page, ".SS The run\n"));
  CHECK(has(page, "\\fBganscope toy\\fR [\\fIOPTION\\fR]... \\fIMODEL\\fR\n"));
  CHECK(has(page, "One of: one, two.\n"));
  const std::string program = man_page(root, root, {"2026-01-02", "ganscope 1"});
  CHECK(has(program, ".BR ganscope\\-toy (1)\nTrain a small GAN.\n"));
  CHECK_FALSE(has(program, "secret"));
}

TEST_CASE("command pages: each shell's script names commands, options and words, and nothing hidden") {
  Sample sample;
  const Command root = describe_commands(sample.app);
  for (const std::string& script : {bash_completions(root), zsh_completions(root), fish_completions(root)}) {
    for (const char* part : {"loss", "fast", "a-b", "mnist", "folder:", "png", "oracle", "train", "two"})
      CHECK_MESSAGE(has(script, part), part);
    CHECK_FALSE(has(script, "secret"));
    CHECK_FALSE(has(script, "hidden"));
  }
}

}  // namespace
}  // namespace ganscope
