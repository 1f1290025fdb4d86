#include "app/commands/command_line.hpp"
#include "app/commands/modes.hpp"
#include "app/window/no_display.hpp"

#include <unistd.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "app/bench/bench.hpp"
#include "app/commands/empty_values.hpp"
#include "app/commands/guess_command.hpp"
#include "app/commands/image_command_line.hpp"
#include "app/commands/model_command_line.hpp"
#include "app/commands/option_words.hpp"
#include "app/commands/page_commands.hpp"
#include "app/commands/system_info.hpp"
#include "app/commands/toy_command_line.hpp"
#include "app/commands/training_commands.hpp"
#include "app/window/window_mode.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "core/version.hpp"
#include "engine/onednn_health.hpp"
#include "engine/threads.hpp"

namespace ganscope {
namespace {

/// LibTorch's OpenMP reads this when it is loaded, before main: where more than one thread will train
/// and nobody chose, the program starts itself again with waiting threads that sleep.
void sleep_while_waiting(const std::vector<std::string>& arguments, int threads) {
  if (threads <= 1 || std::getenv("OMP_WAIT_POLICY") != nullptr) return;
  ::setenv("OMP_WAIT_POLICY", "passive", 1);
  std::string program = "ganscope";
  std::vector<std::string> copy = arguments;
  std::vector<char*> argv{program.data()};
  for (std::string& argument : copy) argv.push_back(argument.data());
  argv.push_back(nullptr);
  ::execv("/proc/self/exe", argv.data());
  // Without /proc the run is only slower.
}

/// Files were asked for, which only an offscreen run writes.
bool wants_files(const ToyRunOptions& options) {
  return !options.record.empty() || !options.snapshot_at.empty() || !options.metrics.empty() || options.json;
}

/// What a run without a display leaves when nothing was asked for: a video and a picture, under names
/// that nothing has yet.
void choose_outputs(ToyRunOptions& options) {
  if (options.iterations < 0) options.iterations = kDefaultIterations;
  const std::string name = file_stem(options.config);
  options.record = unused_path(std::filesystem::path(name + ".mp4"));
  options.snapshot_at = {options.iterations};
  options.out = unused_path(std::filesystem::path(name + "-pictures"));
}

int run_toy(ToyCommandLine& line, const std::vector<std::string>& arguments) {
  ToyRunOptions options = line.options();
  const bool offscreen = options.headless || wants_files(options);
  const char* display = std::getenv("DISPLAY");
  const bool window = !offscreen && display != nullptr && *display != '\0';
  const int threads = options.threads > 0 ? options.threads : default_training_threads(window);
  sleep_while_waiting(arguments, threads);
  std::string why = "DISPLAY is not set";
  if (window) {
    try {
      return run_window(options);
    } catch (const NoDisplayError& e) {
      why = e.what();
    }
  }
  if (!offscreen) {
    std::fprintf(stderr, "ganscope: no window (%s); training offscreen instead\n", why.c_str());
    choose_outputs(options);
  }
  return run_headless(options);
}

int run_image_command(ImageCommand command, const ImageRunOptions& options,
                      const std::vector<std::string>& arguments) {
  sleep_while_waiting(arguments, options.threads > 0 ? options.threads : default_training_threads(false));
  const std::unique_ptr<Generator> generator = open_configured(options);
  switch (command) {
    case ImageCommand::tour:
      return run_tour(options, *generator);
    case ImageCommand::grid:
      return run_grid(options, *generator);
    default:
      return run_sample(options, *generator);
  }
}

/// In a window; without a display a tour is recorded instead, where there is a model.
int run_image(const ImageRunOptions& options, const std::vector<std::string>& arguments) {
  const char* display = std::getenv("DISPLAY");
  std::string why = "DISPLAY is not set";
  if (display != nullptr && *display != '\0') {
    sleep_while_waiting(arguments, options.threads > 0 ? options.threads : default_training_threads(true));
    try {
      return run_image_window(options);
    } catch (const NoDisplayError& e) {
      why = e.what();
    }
  }
  if (options.config.model.empty()) throw Error("no window (" + why + "), and no model to record a tour of");
  std::fprintf(stderr, "ganscope: no window (%s); recording a tour instead\n", why.c_str());
  ImageRunOptions tour = options;
  tour.width = tour.height = 0;
  if (!tour.config.explore) tour.config.latent.clear();  // of a window's first picture alone
  return run_image_command(ImageCommand::tour, tour, arguments);
}

/// CLI11's own message, or the nearest and all valid names where an option is unknown.
UsageError describe(const CLI::ParseError& error, const CLI::App& app,
                    const std::vector<std::string>& words) {
  const CLI::App* command = &app;
  std::string path = "ganscope";
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
    path += " " + command->get_name();
  }
  std::vector<std::string> names;
  for (const CLI::Option* option : command->get_options()) {
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  const std::string message = error.what();
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError))
    for (const std::string& word : words) {
      const std::string name = word.substr(0, word.find('='));
      const bool known = std::find(names.begin(), names.end(), name) != names.end();
      if (name.size() > 1 && name[0] == '-' && !known && message.find(name) != std::string::npos)
        return unknown_name("option", name, names);
    }
  return UsageError(message + "; see " + path + " --help");
}

int parse_and_run(const std::vector<std::string>& arguments) {
  CLI::App app("ganscope shows how a GAN learns.", "ganscope");
  app.set_version_flag("--version", "ganscope " + std::string(version()));
  app.require_subcommand(0, 1);
  CLI::App* toy =
      app.add_subcommand("toy", "train a small GAN on a manifold, in a window or offscreen (the default)");
  ToyCommandLine toy_line(*toy);
  CLI::App* image =
      app.add_subcommand("image", "open a generator in a window and fly through its latent space");
  ImageCommandLine image_line(*image, ImageCommand::image);
  CLI::App* tour = app.add_subcommand("tour", "record a flight through a generator's latent space");
  ImageCommandLine tour_line(*tour, ImageCommand::tour);
  CLI::App* grid = app.add_subcommand("grid", "a picture of a grid of latents");
  ImageCommandLine grid_line(*grid, ImageCommand::grid);
  CLI::App* sample = app.add_subcommand("sample", "images of seeds, as a picture, files or numbers");
  ImageCommandLine sample_line(*sample, ImageCommand::sample);
  CLI::App* info = app.add_subcommand("info", "what a model file holds, or what this program runs on");
  bool system = false;
  InfoOptions info_options;
  add_model_choice(*info, info_options.model, false);
  info->add_flag("--system", system, "libraries, OpenGL, encoders, cores");
  info->add_flag("--json", info_options.json, "as JSON");
  CLI::App* convert = app.add_subcommand("convert", "write a model as safetensors with its card inside");
  ConvertOptions convert_options;
  add_model_choice(*convert, convert_options.model, true);
  convert->add_option("out", convert_options.out, "NAME.safetensors")->required()->type_name("OUT");
  convert->add_flag("--half", convert_options.half, "weights as f16 (biases and statistics stay f32)");
  convert->add_option("--name", convert_options.name, "the card's, instead of what it says")
      ->type_name("TEXT");
  convert->add_option("--licence", convert_options.licence, "likewise")->type_name("TEXT");
  convert->add_option("--notes", convert_options.notes, "added to the card's notes")->type_name("TEXT");
  GuessCommand guess(app);
  CLI::App* bench = app.add_subcommand("bench", "speed, as ratios within one run");
  bench->require_subcommand(1);
  bool bench_json = false;
  std::string seconds;
  CLI::App* bench_toy = bench->add_subcommand("toy", "training beside a plain LibTorch loop");
  CLI::App* bench_view = bench->add_subcommand("view", "training while frames are made and drawn");
  CLI::App* bench_model =
      bench->add_subcommand("generator", "a model's images beside plain LibTorch operators");
  BenchGeneratorOptions generator_options;
  std::string threads;
  add_model_choice(*bench_model, generator_options.model, true);
  offer(*bench_model->add_option("--device", generator_options.device, "cpu, cuda or auto (the default)")
             ->type_name("NAME"),
        {"auto", "cpu", "cuda"});
  bench_model->add_option("--threads", threads, "1 to 64 (default: as headless runs)")->type_name("N");
  for (CLI::App* sub : {bench_toy, bench_view, bench_model}) {
    sub->add_flag("--json", bench_json, "as JSON");
    sub->add_option("--seconds", seconds, "time each part takes (default 6)")->type_name("N");
  }

  TrainingCommands training_commands(app, *bench);
  PageCommands page_commands(app);

  // "ganscope --preset fig1d" means "ganscope toy --preset fig1d".
  std::vector<std::string> words = arguments;
  const bool named = !words.empty() && (words[0].empty() || words[0][0] != '-' || words[0] == "--help" ||
                                        words[0] == "-h" || words[0] == "--version");
  if (!named) words.insert(words.begin(), "toy");
  std::vector<std::string> commands;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
    commands.push_back(sub->get_name());
  std::vector<std::string> shown;  // hidden ones are known, not advertised
  for (const CLI::App* sub :
       app.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); }))
    shown.push_back(sub->get_name());
  if (!words[0].starts_with('-') && std::find(commands.begin(), commands.end(), words[0]) == commands.end())
    throw unknown_name("command", words[0], shown);
  std::vector<std::string> reversed(words.rbegin(), words.rend());
  // Last: CLI11 hands a footer on to subcommands that are made after it.
  app.footer("'ganscope OPTIONS' is short for 'ganscope toy OPTIONS'; see ganscope toy --help.");
  try {
    app.parse(reversed);
  } catch (const CLI::Success& e) {
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    throw describe(e, app, words);
  }
  refuse_empty_values(app);
  if (*info) {
    if (system == !info_options.model.path.empty()) throw UsageError("info: expected a model or --system");
    return system ? print_system_info(info_options.json) : print_model_info(info_options);
  }
  if (*image) return run_image(image_line.options(), words);
  if (*tour) return run_image_command(ImageCommand::tour, tour_line.options(), words);
  if (*grid) return run_image_command(ImageCommand::grid, grid_line.options(), words);
  if (*sample) return run_image_command(ImageCommand::sample, sample_line.options(), words);
  if (*convert) return convert_model(convert_options);
  if (const auto status = page_commands.run()) return *status;
  if (const auto status = guess.run()) return *status;
  if (const auto status = training_commands.run([&](int count) { sleep_while_waiting(words, count); }))
    return *status;
  const double bench_seconds = seconds.empty() ? 6 : parse_number_in(seconds, "seconds", 0.1, 600);
  if (*bench_toy) {
    sleep_while_waiting(words, 2);
    return bench_toy_training({.json = bench_json, .seconds = bench_seconds});
  }
  if (*bench_view) return bench_view_training({.json = bench_json, .seconds = bench_seconds});
  if (*bench_model) {
    generator_options.threads = threads.empty()
                                    ? default_training_threads(false)
                                    : static_cast<int>(parse_integer_in(threads, "threads", 1, 64));
    sleep_while_waiting(words, generator_options.threads);
    generator_options.json = bench_json;
    generator_options.seconds = bench_seconds;
    return bench_generator(generator_options);
  }
  return run_toy(toy_line, words);
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments) {
  keep_freed_memory();
  avoid_broken_onednn();
  try {
    return parse_and_run(arguments);
  } catch (const UsageError& e) {
    log(LogLevel::error, e.what());
    return 2;
  } catch (const std::exception& e) {
    log(LogLevel::error, e.what());
    return 1;
  }
}

}  // namespace ganscope
